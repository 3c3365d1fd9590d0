# One process makes items, another one takes them; None says that there are no more.
from multiprocessing import Process, Queue


def create(queue, count):
    for number in range(count):
        queue.put({"number": number, "square": number * number})
    queue.put(None)


def consume(queue):
    total = 0
    while (item := queue.get()) is not None:
        total += item["square"]
        print("took", item["number"])
    print("sum of squares", total)


if __name__ == "__main__":
    queue = Queue()
    creator = Process(target=create, args=(queue, 5))
    consumer = Process(target=consume, args=(queue,))
    creator.start()
    consumer.start()
    creator.join()
    consumer.join()
    print("exit codes", creator.exitcode, consumer.exitcode)
