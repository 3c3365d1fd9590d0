from multiprocessing import Process
from multiprocessing.managers import BaseManager


class Counter:
    def __init__(self, start):
        self.count = start

    def increase(self):
        self.count += 1
        return self.count


class Manager(BaseManager):
    pass


Manager.register("Counter", Counter)


def work(counter):
    for _ in range(5):
        counter.increase()


if __name__ == "__main__":
    with Manager() as manager:
        counter = manager.Counter(10)
        process = Process(target=work, args=(counter,))
        process.start()
        process.join()
        print(counter.increase())
