from multiprocessing import Process, RawArray, RawValue


def work(value, array):
    value.value = 2.5
    array[1] = 7


if __name__ == "__main__":
    value, array = RawValue("d", 1.5), RawArray("i", [1, 2, 3])
    process = Process(target=work, args=(value, array))
    process.start()
    process.join()
    print(value.value, array[:], hasattr(value, "get_lock"))
