"""Two processes put their number in a queue: who is first is anybody's guess."""

import multiprocessing


def put(queue, number):
    queue.put(number)


if __name__ == "__main__":
    queue = multiprocessing.Queue()
    processes = [multiprocessing.Process(target=put, args=(queue, number)) for number in range(2)]
    for process in processes:
        process.start()
    numbers = [queue.get(), queue.get()]
    for process in processes:
        process.join()
    print(numbers)
    assert numbers == [0, 1]
