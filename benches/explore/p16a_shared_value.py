"""Two processes add one to a value that they share, without a lock."""

import multiprocessing


def add(value):
    value.value += 1


if __name__ == "__main__":
    value = multiprocessing.Value("i", 0, lock=False)
    processes = [multiprocessing.Process(target=add, args=(value,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(value.value)
    assert value.value == 2
