from multiprocessing import Process

if __name__ == "__main__":
    process = Process(target=int)
    process.start()
    process.join()
    process.join()
    process.join(timeout=1)
    print(process.exitcode)
