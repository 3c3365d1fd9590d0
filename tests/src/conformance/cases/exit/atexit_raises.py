#: stderr ZeroDivisionError: division by zero
import atexit

atexit.register(print, "first")
atexit.register(lambda: 1 / 0)
atexit.register(print, "last")
