import multiprocessing
from multiprocessing import Process


def show():
    print(multiprocessing.current_process().name, multiprocessing.parent_process().name)


if __name__ == "__main__":
    print(multiprocessing.current_process().name, multiprocessing.parent_process())
    for process in [Process(target=show), Process(target=show, name="worker"), Process(target=show)]:
        process.start()
        process.join()
