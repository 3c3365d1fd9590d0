import _thread
import time

lock = _thread.allocate_lock()
lock.acquire()
seen = []


def work(number, word=""):
    seen.append((number, word, _thread.get_ident() != main))
    lock.release()


main = _thread.get_ident()
print(type(_thread.start_new_thread(work, (3,), {"word": "w"})).__name__)
lock.acquire()
print(seen, lock.locked())
print(_thread.LockType is type(lock), _thread.TIMEOUT_MAX > 1e6, _thread.error is RuntimeError)
