import threading

event = threading.Event()
first = threading.Thread(target=event.wait)
joined = []


def join(name):
    first.join()
    joined.append(name)


others = [threading.Thread(target=join, args=(i,)) for i in range(3)]
for thread in [first, *others]:
    thread.start()
event.set()
for thread in others:
    thread.join()
print(sorted(joined))
