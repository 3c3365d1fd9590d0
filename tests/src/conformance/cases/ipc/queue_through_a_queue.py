from multiprocessing import Manager, Pipe, Process


def work(end):
    end.send(end.recv() * 2)


if __name__ == "__main__":
    pairs = [Pipe() for _ in range(3)]
    processes = [Process(target=work, args=(there,)) for _, there in pairs]
    for process in processes:
        process.start()
    for number, (here, _) in enumerate(pairs):
        here.send(number)
    print([here.recv() for here, _ in pairs])
    for process in processes:
        process.join()
