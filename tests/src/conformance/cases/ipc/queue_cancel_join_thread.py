import multiprocessing as mp


def put(channel, cancel):
    if cancel:
        channel.cancel_join_thread()
    channel.put(bytes(1_000_000))
    channel.close()
    if not cancel:
        channel.join_thread()
        print("fed", flush=True)


if __name__ == "__main__":
    queue = mp.Queue()
    child = mp.Process(target=put, args=(queue, True))
    child.start()
    child.join()
    print(child.exitcode)
    queue = mp.Queue()
    child = mp.Process(target=put, args=(queue, False))
    child.start()
    child.join(0.5)
    print(child.exitcode)
    size = len(queue.get())
    child.join()
    print(size, child.exitcode)
