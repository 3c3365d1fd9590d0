from multiprocessing import Process


def child(text):
    print("child", text)


if __name__ == "__main__":
    process = Process(target=child, args=("hello",))
    print(process.exitcode, process.is_alive(), process.pid)
    process.start()
    process.join()
    print(process.exitcode, process.is_alive(), process.pid > 0)
