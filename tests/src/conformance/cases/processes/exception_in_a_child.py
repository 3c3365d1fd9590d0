#: stderr Process worker:
#: stderr Traceback (most recent call last):
#: stderr IndexError: list index out of range
from multiprocessing import Process


def work():
    [][3]


if __name__ == "__main__":
    process = Process(target=work, name="worker")
    process.start()
    process.join()
    print(process.exitcode)
