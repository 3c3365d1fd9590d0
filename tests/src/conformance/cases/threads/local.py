import threading

data = threading.local()
data.value = "main"
seen = []


def own(value):
    seen.append(hasattr(data, "value"))
    data.value = value
    seen.append(data.value)


for i in range(2):
    thread = threading.Thread(target=own, args=(i,))
    thread.start()
    thread.join()
print(seen, data.value)
