from multiprocessing import Event, Process


def wait(event, done):
    event.wait()
    done.set()


if __name__ == "__main__":
    event, done = Event(), Event()
    process = Process(target=wait, args=(event, done))
    process.start()
    print(done.wait(timeout=0.05), event.is_set())
    event.set()
    print(done.wait(timeout=10), event.is_set())
    process.join()
