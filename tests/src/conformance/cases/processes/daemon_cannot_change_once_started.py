from multiprocessing import Process

if __name__ == "__main__":
    process = Process(target=int)
    process.start()
    try:
        process.daemon = True
    except AssertionError as error:
        print(error)
    process.join()
