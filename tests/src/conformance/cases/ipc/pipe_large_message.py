from multiprocessing import Pipe, Process


def send(end):
    end.send(list(range(100000)))
    end.send("done")


if __name__ == "__main__":
    here, there = Pipe()
    process = Process(target=send, args=(there,))
    process.start()
    numbers = here.recv()
    print(len(numbers), sum(numbers), here.recv())
    process.join()
