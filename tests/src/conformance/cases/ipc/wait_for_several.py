import time
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def send(end, seconds):
    time.sleep(seconds)
    end.send(seconds)


if __name__ == "__main__":
    ends = []
    processes = []
    for seconds in (0.4, 0.1):
        here, there = Pipe()
        ends.append(here)
        processes.append(Process(target=send, args=(there, seconds)))
        processes[-1].start()
    print(wait(ends, timeout=0))
    for _ in ends:
        for end in wait(ends):
            print(end.recv())
    for process in processes:
        process.join()
