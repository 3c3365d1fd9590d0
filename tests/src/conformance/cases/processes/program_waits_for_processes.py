import time
from multiprocessing import Process


def late():
    time.sleep(0.1)
    print("child")


if __name__ == "__main__":
    Process(target=late).start()
    print("main", flush=True)
