import multiprocessing as mp


def put(channel, size):
    channel.put("x" * size)


if __name__ == "__main__":
    for size in (1000, 60_000, 1_000_000):
        queue = mp.Queue()
        child = mp.Process(target=put, args=(queue, size))
        child.start()
        child.join(0.7)
        print(size, "waits" if child.is_alive() else "has ended")
        print(len(queue.get()))
        child.join()
        print(child.exitcode)
