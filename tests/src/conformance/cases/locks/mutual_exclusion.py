import threading
import time

lock = threading.Lock()
inside = 0
most = 0
total = 0


def work():
    global inside, most, total
    for _ in range(20):
        with lock:
            inside += 1
            most = max(most, inside)
            old = total
            time.sleep(0)
            total = old + 1
            inside -= 1


threads = [threading.Thread(target=work) for _ in range(5)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(most, total)
