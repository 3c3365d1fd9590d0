from multiprocessing import Process


def child(other):
    for action in (other.join, other.is_alive):
        try:
            action()
        except AssertionError as error:
            print(error)


if __name__ == "__main__":
    first = Process(target=int)
    first.start()
    second = Process(target=child, args=(first,))
    second.start()
    second.join()
    first.join()
