import multiprocessing
import os


def work(level):
    pid = os.fork()
    name = multiprocessing.current_process().name
    if pid == 0:
        print("child of", name, multiprocessing.parent_process().name, flush=True)
        os._exit(3)
    print("waited", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    for method in ("fork", "spawn", "forkserver"):
        context = multiprocessing.get_context(method)
        process = context.Process(target=work, args=(1,), name=method)
        process.start()
        process.join()
        print(process.exitcode)
