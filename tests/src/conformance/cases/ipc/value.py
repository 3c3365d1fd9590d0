from multiprocessing import Process, Value


def add(value):
    for _ in range(50):
        with value.get_lock():
            value.value += 1


if __name__ == "__main__":
    value = Value("i", 0)
    processes = [Process(target=add, args=(value,)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(value.value)
    for typecode in "bBhHiIlLqQfd":
        print(typecode, Value(typecode, 7).value, end=" ")
    print(Value("d", lock=False).value)
