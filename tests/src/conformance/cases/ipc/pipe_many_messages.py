from multiprocessing import Pipe, Process


def work(end, count):
    for number in range(count):
        end.send((number, "x" * (number % 50)))
    end.close()


if __name__ == "__main__":
    here, there = Pipe(duplex=False)
    process = Process(target=work, args=(there, 2000))
    process.start()
    there.close()
    count = total = 0
    try:
        while True:
            number, text = here.recv()
            assert number == count
            count += 1
            total += len(text)
    except EOFError:
        print(count, total)
    process.join()
