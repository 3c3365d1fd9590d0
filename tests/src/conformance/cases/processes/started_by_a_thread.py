import threading
from multiprocessing import Process


def start(number):
    process = Process(target=print, args=("child", number), name=f"p{number}")
    process.start()
    process.join()
    codes.append(process.exitcode)


if __name__ == "__main__":
    codes = []
    thread = threading.Thread(target=start, args=(1,))
    thread.start()
    thread.join()
    print(codes)
