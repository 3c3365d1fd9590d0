import time
from multiprocessing import Pipe, Process


def send(end, progress):
    for i in range(40):
        end.send_bytes(bytes(10000))
        progress.send(i)


if __name__ == "__main__":
    here, there = Pipe(duplex=False)
    progress, child_progress = Pipe(duplex=False)
    process = Process(target=send, args=(there, child_progress))
    process.start()
    time.sleep(0.3)
    sent = 0
    while progress.poll(0):
        progress.recv()
        sent += 1
    print(0 < sent < 40)
    print(sum(len(here.recv_bytes()) for _ in range(40)))
    process.join()
