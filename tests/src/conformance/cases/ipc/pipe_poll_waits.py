import time
from multiprocessing import Pipe, Process


def work(end):
    time.sleep(0.1)
    end.send("x")


if __name__ == "__main__":
    here, there = Pipe()
    process = Process(target=work, args=(there,))
    process.start()
    print(here.poll(0.01), here.poll(30), here.recv())
    process.join()
