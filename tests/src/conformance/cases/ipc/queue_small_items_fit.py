import multiprocessing as mp

COUNT = 2000


def put(channel):
    for number in range(COUNT):
        channel.put(number)


def send(connection):
    for number in range(COUNT):
        connection.send(number)


if __name__ == "__main__":
    reader, writer = mp.Pipe(False)
    queue, simple = mp.Queue(), mp.SimpleQueue()
    for work, channel, take in ((put, queue, queue.get), (put, simple, simple.get), (send, writer, reader.recv)):
        child = mp.Process(target=work, args=(channel,))
        child.start()
        child.join()
        print([take() for _ in range(COUNT)] == list(range(COUNT)))
