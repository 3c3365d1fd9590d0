import sys
from multiprocessing import Process


def child():
    try:
        sys.exit(4)
    finally:
        print("cleaned up", flush=True)


if __name__ == "__main__":
    process = Process(target=child)
    process.start()
    process.join()
    print(process.exitcode)
