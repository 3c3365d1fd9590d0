import time
from multiprocessing import Process


def spin():
    while True:
        pass


if __name__ == "__main__":
    process = Process(target=spin)
    process.start()
    time.sleep(0.02)
    process.kill()
    process.join()
    print(process.exitcode)
