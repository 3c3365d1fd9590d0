import multiprocessing
import os
import signal
import time


def handler(number, frame):
    print("handled in", "the parent" if os.getpid() == first else "a child", flush=True)
    raise SystemExit(5)


def wait(ready):
    ready.set()
    time.sleep(10)


first = os.getpid()
if __name__ == "__main__":
    signal.signal(signal.SIGTERM, handler)
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    for method in ("fork", "spawn"):
        context = multiprocessing.get_context(method)
        ready = context.Event()
        process = context.Process(target=wait, args=(ready,))
        process.start()
        ready.wait()
        os.kill(process.pid, signal.SIGUSR1)
        process.terminate()
        process.join()
        print(method, process.exitcode, flush=True)
    pid = os.fork()
    if pid == 0:
        time.sleep(10)
    time.sleep(0.2)
    os.kill(pid, signal.SIGTERM)
    print("os.fork", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
