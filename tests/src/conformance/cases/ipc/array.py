from multiprocessing import Array, Process


def double(array):
    for i in range(len(array)):
        array[i] *= 2


if __name__ == "__main__":
    array = Array("d", [1, 2.5, 4])
    process = Process(target=double, args=(array,))
    process.start()
    process.join()
    print(array[:], array[1], len(array), array[-1], list(array))
    zeros = Array("i", 3)
    zeros[0:2] = [8, 9]
    print(zeros[:])
    try:
        zeros[3] = 1
    except IndexError as error:
        print(error)
