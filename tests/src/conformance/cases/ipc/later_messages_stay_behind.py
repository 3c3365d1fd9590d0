# What a process has sent before it ended comes before what others send later, however many small messages that is.
from multiprocessing import Pipe, Process, Queue, SimpleQueue

COUNT = 700


def send(end, name):
    for number in range(COUNT):
        end.send((name, number))


def put(queue, name):
    for number in range(COUNT):
        queue.put((name, number))


def in_turn(fill, into):
    for name in "ab":
        worker = Process(target=fill, args=(into, name))
        worker.start()
        worker.join()


def check(kind, take):
    got = [take() for _ in range(2 * COUNT + 1)]
    expected = [(name, number) for name in "ab" for number in range(COUNT)] + ["over"]
    print(kind, got == expected, got[-1])


if __name__ == "__main__":
    reader, writer = Pipe(duplex=False)
    in_turn(send, writer)
    writer.send("over")
    check("pipe", reader.recv)
    queue = SimpleQueue()
    in_turn(put, queue)
    queue.put("over")
    check("simple queue", queue.get)
    queue = Queue()
    in_turn(put, queue)
    queue.put("over")
    check("queue", queue.get)
