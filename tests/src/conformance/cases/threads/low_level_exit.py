import _thread
import threading

ended = threading.Event()


def work():
    try:
        _thread.exit()
    finally:
        ended.set()


_thread.start_new_thread(work, ())
ended.wait()
try:
    _thread.exit()
except SystemExit as error:
    print(repr(error))
