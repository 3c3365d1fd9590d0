from multiprocessing import Event, Process


def work(event, ready):
    ready.set()
    event.wait()
    event.clear()


if __name__ == "__main__":
    event, ready = Event(), Event()
    process = Process(target=work, args=(event, ready))
    process.start()
    ready.wait()
    event.set()
    process.join()
    print(event.is_set(), event.wait(0.01))
