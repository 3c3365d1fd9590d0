import threading

numbers = []
barrier = threading.Barrier(4)


def work():
    for _ in range(3):
        numbers.append(barrier.wait())


threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(numbers))
