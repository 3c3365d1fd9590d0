import multiprocessing
import threading

ROUNDS = 200


def work(event):
    results.append(event.wait())
    results.append(event.wait(0))


results = []
for _ in range(ROUNDS):
    event = multiprocessing.Event()
    threads = [threading.Thread(target=work, args=(event,)) for _ in range(5)]
    for thread in threads:
        thread.start()
    event.set()
    for thread in threads:
        thread.join()
print(results.count(True), "of", ROUNDS * 5 * 2)
