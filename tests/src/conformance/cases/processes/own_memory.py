from multiprocessing import Process

numbers = [1, 2]


def change():
    numbers.append(3)
    print("child", numbers)


if __name__ == "__main__":
    numbers.append(10)
    process = Process(target=change)
    process.start()
    process.join()
    print("parent", numbers)
