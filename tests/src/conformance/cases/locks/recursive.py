import threading

lock = threading.RLock()
results = []


def other():
    results.append(lock.acquire(blocking=False))
    try:
        lock.release()
    except RuntimeError as error:
        results.append(str(error))


def run():
    thread = threading.Thread(target=other)
    thread.start()
    thread.join()


with lock:
    with lock:
        run()
    run()
print(results)
thread = threading.Thread(target=lambda: results.append(lock.acquire(blocking=False)))
thread.start()
thread.join()
print(results[-1])
