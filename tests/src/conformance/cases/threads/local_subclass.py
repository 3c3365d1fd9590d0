import threading


class Mine(threading.local):
    shared = []

    def __init__(self, start):
        self.count = start


mine = Mine(10)
mine.count += 1


def work():
    seen.append(mine.count)
    mine.count = 50
    mine.shared.append("thread")


seen = []
thread = threading.Thread(target=work)
thread.start()
thread.join()
print(seen, mine.count, mine.shared)
try:
    del mine.count
    mine.count
except AttributeError as error:
    print("AttributeError")
