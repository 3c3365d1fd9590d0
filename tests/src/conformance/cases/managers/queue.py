import queue
from multiprocessing import Manager, Process


def work(channel):
    for number in range(3):
        channel.put(number)


if __name__ == "__main__":
    with Manager() as manager:
        channel = manager.Queue()
        process = Process(target=work, args=(channel,))
        process.start()
        print([channel.get() for _ in range(3)])
        process.join()
        try:
            channel.get_nowait()
        except queue.Empty:
            print("Empty")
