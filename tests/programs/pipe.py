# Questions go one way through a pipe and answers the other; closing the asker's end ends the answerer.
from multiprocessing import Pipe, Process


def answer(connection, other):
    other.close()
    answered = 0
    while True:
        try:
            question = connection.recv()
        except EOFError:
            break
        connection.send(question * 2)
        answered += 1
    print("answered", answered)


if __name__ == "__main__":
    ours, theirs = Pipe()
    child = Process(target=answer, args=(theirs, ours))
    child.start()
    theirs.close()
    for question in (1, "ab", [3, 4], (5.5,), 2**80):
        ours.send(question)
        print(repr(ours.recv()))
    ours.close()
    child.join()
    print("exit code", child.exitcode)
