import os
from multiprocessing import Pipe, Process


def send(sender):
    sender.send("whole")
    sender.send(b"x" * 10_000_000)


if __name__ == "__main__":
    receiver, sender = Pipe(False)
    process = Process(target=send, args=(sender,))
    process.start()
    sender.close()
    print(receiver.recv())
    process.kill()
    process.join()
    print(process.exitcode)
    try:
        print(len(receiver.recv()) == 10_000_000)
    except (EOFError, OSError) as error:
        print(isinstance(error, (EOFError, OSError)))
