from multiprocessing import Process


def parent():
    try:
        Process(target=print).start()
    except AssertionError as error:
        print(error)


if __name__ == "__main__":
    process = Process(target=parent, daemon=True)
    process.start()
    process.join()
