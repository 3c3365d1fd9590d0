from multiprocessing import Manager

if __name__ == "__main__":
    with Manager() as manager:
        items = manager.list([1])
        for action in (lambda: items[5], lambda: items.remove(9)):
            try:
                action()
            except (IndexError, ValueError) as error:
                print(type(error).__name__, error)
