#: status 1
#: stderr ZeroDivisionError: division by zero
#: stderr File "<string>", line 1, in <module>
import atexit
import os
import sys

atexit.register(print, "never")
try:
    os.execv(sys.executable, [sys.executable, "-c", "print('second', flush=True); 1 / 0"])
finally:
    print("never")
