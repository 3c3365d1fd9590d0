from multiprocessing import Process
from multiprocessing.shared_memory import ShareableList


def work(name):
    shared = ShareableList(name=name)
    shared[0] += 1
    shared[1] = "two!"
    shared.shm.close()


if __name__ == "__main__":
    shared = ShareableList([1, "two..", 3.5, None, True, b"six"])
    process = Process(target=work, args=(shared.shm.name,))
    process.start()
    process.join()
    print(list(shared), len(shared), shared.index(3.5), shared.count(True))
    try:
        shared[1] = "far too long for its place"
    except ValueError as error:
        print(error)
    shared.shm.close()
    shared.shm.unlink()
