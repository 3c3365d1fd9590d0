import time
from multiprocessing import Process

if __name__ == "__main__":
    process = Process(target=time.sleep, args=(30,))
    process.start()
    try:
        process.close()
    except ValueError as error:
        print(error)
    process.terminate()
    process.join()
    print(process.exitcode)
