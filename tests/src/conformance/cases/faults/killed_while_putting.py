import time
from multiprocessing import Pipe, Process


def work(end, began):
    began.send(1)
    while True:
        end.send("x" * 1000)


if __name__ == "__main__":
    here, there = Pipe(duplex=False)
    began, child_began = Pipe(duplex=False)
    process = Process(target=work, args=(there, child_began))
    process.start()
    there.close()
    began.recv()
    time.sleep(0.1)
    process.kill()
    process.join()
    count = 0
    try:
        while True:
            assert here.recv() == "x" * 1000
            count += 1
    except (EOFError, OSError):
        print(process.exitcode, count > 0)
