# Queues between processes and between threads: one message to and fro, and many in one direction.
import multiprocessing
import queue
import threading
import time

ROUNDS = 500
MESSAGES = 10_000
REPETITIONS = 5


def echo(there, back, rounds):
    for _ in range(rounds):
        back.put(there.get())


def latency(worker, make):
    there, back = make(), make()
    partner = worker(target=echo, args=(there, back, ROUNDS + 1))
    partner.start()
    there.put(0)
    back.get()
    begin = time.perf_counter()
    for number in range(ROUNDS):
        there.put(number)
        back.get()
    seconds = time.perf_counter() - begin
    partner.join()
    return seconds / ROUNDS / 2 * 1e6


def produce(there, ready, count):
    ready.get()
    for number in range(count):
        there.put(number)


def throughput(worker, make):
    there, ready = make(), make()
    partner = worker(target=produce, args=(there, ready, MESSAGES))
    partner.start()
    ready.put(None)
    there.get()
    begin = time.perf_counter()
    for _ in range(MESSAGES - 1):
        there.get()
    seconds = time.perf_counter() - begin
    partner.join()
    return MESSAGES / seconds


def median(values):
    return sorted(values)[len(values) // 2]


def repeated(measure, *arguments):
    return median([measure(*arguments) for _ in range(REPETITIONS)])


if __name__ == "__main__":
    print("queue_latency_processes", repeated(latency, multiprocessing.Process, multiprocessing.Queue), "us")
    print("queue_latency_threads", repeated(latency, threading.Thread, queue.Queue), "us")
    print("queue_throughput_processes", repeated(throughput, multiprocessing.Process, multiprocessing.Queue), "/s")
    print("queue_throughput_threads", repeated(throughput, threading.Thread, queue.Queue), "/s")
