import threading

ping, pong = threading.Semaphore(1), threading.Semaphore(0)
count = 0


def play(mine, other):
    global count
    for _ in range(500):
        mine.acquire()
        count += 1
        other.release()


threads = [threading.Thread(target=play, args=pair) for pair in ((ping, pong), (pong, ping))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(count)
