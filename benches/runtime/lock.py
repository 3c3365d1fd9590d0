# Locks: free ones, and two that go to and fro between two workers, each waiting for what the other releases.
import multiprocessing
import threading
import time

FREE = 20_000
HANDOVERS = 1_000
REPETITIONS = 5


def answer(ping, pong, rounds):
    for _ in range(rounds):
        ping.acquire()
        pong.release()


def handover(worker, lock):
    ping, pong = lock(), lock()
    ping.acquire()
    pong.acquire()
    rounds = HANDOVERS // 2
    partner = worker(target=answer, args=(ping, pong, rounds + 1))
    partner.start()
    ping.release()
    pong.acquire()
    begin = time.perf_counter()
    for _ in range(rounds):
        ping.release()
        pong.acquire()
    seconds = time.perf_counter() - begin
    partner.join()
    return HANDOVERS / seconds


def free(lock):
    lock = lock()
    begin = time.perf_counter()
    for _ in range(FREE):
        lock.acquire()
        lock.release()
    return FREE / (time.perf_counter() - begin)


def median(values):
    return sorted(values)[len(values) // 2]


def repeated(measure, *arguments):
    return median([measure(*arguments) for _ in range(REPETITIONS)])


if __name__ == "__main__":
    print("lock_free_processes", repeated(free, multiprocessing.Lock), "/s")
    print("lock_free_threads", repeated(free, threading.Lock), "/s")
    print("lock_handover_processes", repeated(handover, multiprocessing.Process, multiprocessing.Lock), "/s")
    print("lock_handover_threads", repeated(handover, threading.Thread, threading.Lock), "/s")
