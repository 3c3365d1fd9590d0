from multiprocessing import Pipe, Process


def echo(end):
    while True:
        item = end.recv()
        if item is None:
            break
        end.send([item, item])
    end.close()


if __name__ == "__main__":
    here, there = Pipe()
    process = Process(target=echo, args=(there,))
    process.start()
    for item in [1, "two", 3.5, (4, None), {"five": [5]}, b"6"]:
        here.send(item)
        print(here.recv())
    here.send(None)
    process.join()
