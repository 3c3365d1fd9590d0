import multiprocessing

numbers = [1, 2]


def show():
    print("child", numbers, __name__)


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    numbers.append(10)
    process = multiprocessing.Process(target=show)
    process.start()
    process.join()
    print("parent", numbers, process.exitcode)
