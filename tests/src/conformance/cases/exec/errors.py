import os
import sys


def attempt(function, *args):
    try:
        function(*args)
    except Exception as error:
        print(type(error).__name__, error)


attempt(os.execv, "/nonexistent", ["x"])
attempt(os.execvp, "nonexistent", ["x"])
attempt(os.execv, "python3", ["python3", "-c", "print('not found without a path')"])
attempt(os.execv, __file__, ["x"])
attempt(os.execv, sys.executable, [])
attempt(os.execv, sys.executable, [""])
attempt(os.execv, sys.executable, [1])
attempt(os.execv, sys.executable, "ab")
print("still here")
