from multiprocessing import Lock, Process, Value


def work(value):
    for _ in range(100):
        with value:
            value.get_obj().value += 1


if __name__ == "__main__":
    value = Value("i", 0, lock=Lock())
    processes = [Process(target=work, args=(value,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(value.value, value.acquire(), value.get_lock().acquire(block=False), value.release())
    try:
        Value("i", lock="no").value
    except AttributeError as error:
        print(error)
