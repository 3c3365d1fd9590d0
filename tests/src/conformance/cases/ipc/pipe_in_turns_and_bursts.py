import random
import threading
from multiprocessing import Pipe, Process

BURSTS = [random.Random(7).randint(1, 5) for _ in range(60)]


def echo(end):
    while (message := end.recv()) is not None:
        end.send(message)
    end.send("bye")


def take(end, got):
    while (message := end.recv()) != "over":
        got.append(message)


def feed(end, name):
    for number in range(100):
        end.send((name, number))


if __name__ == "__main__":
    # Whoever waits is served at once, others later: no message overtakes another.
    ours, theirs = Pipe()
    child = Process(target=echo, args=(theirs,))
    child.start()
    theirs.close()
    sent = received = 0
    for burst in BURSTS:
        for _ in range(burst):
            ours.send((sent, "x" * (sent % 7 * 3000)))
            sent += 1
        for _ in range(burst):
            number, text = ours.recv()
            assert (number, len(text)) == (received, received % 7 * 3000), number
            received += 1
    ours.send(None)
    print(received, ours.recv())
    child.join()
    try:
        ours.recv()
    except EOFError:
        print("end of file")

    # Several that send.
    reader, writer = Pipe(duplex=False)
    got = []
    thread = threading.Thread(target=take, args=(reader, got))
    feeders = [Process(target=feed, args=(writer, name)) for name in "abc"]
    for worker in [thread, *feeders]:
        worker.start()
    for feeder in feeders:
        feeder.join()
    writer.send("over")
    thread.join()
    print(len(got), all([number for other, number in got if other == name] == list(range(100)) for name in "abc"))
