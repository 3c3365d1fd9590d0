from multiprocessing import Process
from multiprocessing.util import Finalize


def child():
    Finalize(None, print, args=("finalized",), exitpriority=1)


if __name__ == "__main__":
    process = Process(target=child)
    process.start()
    process.join()
