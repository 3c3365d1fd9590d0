from multiprocessing import Pipe, Process


def child(end):
    inner = end.recv()
    inner.send("through")
    inner.close()


if __name__ == "__main__":
    here, there = Pipe()
    process = Process(target=child, args=(there,))
    process.start()
    a, b = Pipe()
    here.send(b)
    print(a.recv())
    process.join()
