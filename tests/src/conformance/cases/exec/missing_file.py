#: status 2
#: stderr python3: can't open file '
#: stderr missing.py': [Errno 2] No such file or directory
import os

os.execvp("python3", ["python3", "missing.py", "argument"])
