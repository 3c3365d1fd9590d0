#: stdin for the parent
from multiprocessing import Process


def child():
    try:
        print(input())
    except EOFError:
        print("end")


if __name__ == "__main__":
    process = Process(target=child)
    process.start()
    process.join()
    print(input())
