import atexit
from multiprocessing import Process

if __name__ == "__main__":
    atexit.register(print, "at exit")
    process = Process(target=print, args=("child",))
    process.start()
    process.join()
