import functools
import os
import threading
import time

print = functools.partial(print, flush=True)

ready = threading.Event()
done = threading.Event()


def other():
    ready.set()
    done.wait()


def forker():
    pid = os.fork()
    if pid == 0:
        print("child of a thread:", threading.active_count(), threading.current_thread() is threading.main_thread(),
              threading.main_thread().name, flush=True)
        return
    os.waitpid(pid, 0)
    print("parent's thread:", threading.current_thread().name)


thread = threading.Thread(target=other)
thread.start()
ready.wait()
pid = os.fork()
if pid == 0:
    print("child:", threading.active_count(), thread.is_alive(), threading.main_thread().name, flush=True)
    thread.join()
    os._exit(0)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), threading.active_count())
second = threading.Thread(target=forker, name="Forker")
second.start()
second.join()
done.set()
thread.join()
