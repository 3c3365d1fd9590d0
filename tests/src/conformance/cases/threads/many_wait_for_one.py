import threading

ready = threading.Event()
results = []
threads = [threading.Thread(target=lambda: results.append(ready.wait())) for _ in range(50)]
for thread in threads:
    thread.start()
ready.set()
for thread in threads:
    thread.join()
print(results == [True] * 50)
