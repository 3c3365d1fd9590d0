import threading

order = []
gate = threading.Lock()
gate.acquire()
threads = []


def work(number):
    with gate:
        order.append(number)


for number in range(5):
    thread = threading.Thread(target=work, args=(number,))
    thread.start()
    threads.append(thread)
gate.release()
for thread in threads:
    thread.join()
print(sorted(order))
