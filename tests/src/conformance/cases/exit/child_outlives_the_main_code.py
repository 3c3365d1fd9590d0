import time
from multiprocessing import Process


def work():
    time.sleep(0.1)
    print("child", flush=True)


if __name__ == "__main__":
    process = Process(target=work)
    process.start()
    print("main", flush=True)
