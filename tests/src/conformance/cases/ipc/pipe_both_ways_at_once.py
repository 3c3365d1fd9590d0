from multiprocessing import Pipe, Process


def child(end):
    for number in range(50):
        end.send(number)
    total = sum(end.recv() for _ in range(50))
    end.send(total)


if __name__ == "__main__":
    here, there = Pipe()
    process = Process(target=child, args=(there,))
    process.start()
    for number in range(50):
        here.send(number * 2)
    print([here.recv() for _ in range(50)] == list(range(50)), here.recv())
    process.join()
