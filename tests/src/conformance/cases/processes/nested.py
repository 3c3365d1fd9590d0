from multiprocessing import Process, Queue


def grow(queue, depth):
    queue.put(depth)
    if depth < 3:
        children = [Process(target=grow, args=(queue, depth + 1)) for _ in range(2)]
        for child in children:
            child.start()
        for child in children:
            child.join()


if __name__ == "__main__":
    queue = Queue()
    process = Process(target=grow, args=(queue, 1))
    process.start()
    print(sorted(queue.get() for _ in range(7)))
    process.join()
    print(process.exitcode)
