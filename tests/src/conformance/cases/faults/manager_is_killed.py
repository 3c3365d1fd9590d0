import multiprocessing

if __name__ == "__main__":
    manager = multiprocessing.Manager()
    shared = manager.list([1, 2])
    print(shared[0])
    manager._process.kill()
    manager._process.join()
    try:
        print(shared[1])
    except (EOFError, OSError) as error:
        print("gone:", isinstance(error, (EOFError, ConnectionError, OSError)))
