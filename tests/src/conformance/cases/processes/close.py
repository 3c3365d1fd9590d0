from multiprocessing import Process

if __name__ == "__main__":
    process = Process(target=int)
    process.start()
    process.join()
    process.close()
    try:
        process.join()
    except ValueError as error:
        print(error)
    try:
        process.is_alive()
    except ValueError as error:
        print(error)
