import multiprocessing
import os
import time


def work(text):
    print("process:", text, multiprocessing.parent_process() is not None, flush=True)


if __name__ == "__main__":
    process = multiprocessing.Process(target=time.sleep, args=(0.2,))
    process.start()
    pid = os.fork()
    if pid == 0:
        print("child:", multiprocessing.current_process().name, process.pid != os.getpid(), flush=True)
        try:
            process.join()
        except AssertionError as error:
            print("child:", error, flush=True)
        own = multiprocessing.Process(target=work, args=("of a child",))
        own.start()
        own.join()
        print("child:", own.exitcode, flush=True)
        os._exit(8)
    print("parent:", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    process.join()
    print("parent:", process.exitcode, multiprocessing.active_children())
    own = multiprocessing.Process(target=work, args=("of the parent",))
    own.start()
    print("parent:", os.waitpid(own.pid, 0)[1], own.exitcode)
