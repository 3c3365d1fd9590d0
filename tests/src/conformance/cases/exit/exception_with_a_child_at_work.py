#: status 1
#: stderr RuntimeError: main fails
import time
from multiprocessing import Process


def work():
    time.sleep(0.1)
    print("child", flush=True)


if __name__ == "__main__":
    Process(target=work).start()
    raise RuntimeError("main fails")
