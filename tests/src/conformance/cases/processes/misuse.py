from multiprocessing import Process

if __name__ == "__main__":
    process = Process(target=print, args=("once",))
    try:
        process.join()
    except AssertionError as error:
        print(error)
    process.start()
    process.join()
    try:
        process.start()
    except AssertionError as error:
        print(error)
