from threading import Thread


class Doubler(Thread):
    def __init__(self, n):
        super().__init__()
        self.n = n
        self.result = None

    def run(self):
        self.result = 2 * self.n


threads = [Doubler(n) for n in range(5)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print([thread.result for thread in threads])
