from threading import Thread

results = [0] * 20


def square(i):
    results[i] = i * i


threads = [Thread(target=square, args=(i,)) for i in range(20)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(results)
