import time
from multiprocessing import Process


def forever():
    while True:
        time.sleep(0.01)


if __name__ == "__main__":
    process = Process(target=forever, daemon=True)
    process.start()
    time.sleep(0.05)
    print(process.is_alive(), process.daemon)
