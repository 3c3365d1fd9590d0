# Pipes between processes: one message to and fro, many small ones, and bytes by the megabyte.
import multiprocessing
import time

ROUNDS = 500
MESSAGES = 10_000
BLOCK = 1 << 20
BLOCKS = 30
REPETITIONS = 5


def echo(end, rounds):
    for _ in range(rounds):
        end.send(end.recv())


def latency():
    ours, theirs = multiprocessing.Pipe()
    partner = multiprocessing.Process(target=echo, args=(theirs, ROUNDS + 1))
    partner.start()
    ours.send(0)
    ours.recv()
    begin = time.perf_counter()
    for number in range(ROUNDS):
        ours.send(number)
        ours.recv()
    seconds = time.perf_counter() - begin
    partner.join()
    return seconds / ROUNDS / 2 * 1e6


def produce(end, message, count):
    for _ in range(count):
        end.send(message)


def throughput(message, count):
    reader, writer = multiprocessing.Pipe(duplex=False)
    partner = multiprocessing.Process(target=produce, args=(writer, message, count))
    partner.start()
    reader.recv()
    begin = time.perf_counter()
    for _ in range(count - 1):
        reader.recv()
    seconds = time.perf_counter() - begin
    partner.join()
    return count / seconds


def median(values):
    return sorted(values)[len(values) // 2]


def repeated(measure, *arguments):
    return median([measure(*arguments) for _ in range(REPETITIONS)])


if __name__ == "__main__":
    print("pipe_latency", repeated(latency), "us")
    print("pipe_throughput", repeated(throughput, 1, MESSAGES), "/s")
    print("pipe_megabytes", repeated(throughput, bytes(BLOCK), BLOCKS) * BLOCK / 1e6, "MB/s")
