"""What exec.py turns into: a program of its own, which knows only what it was given as arguments."""

import os
import sys

greeting, pid = sys.argv[1], int(sys.argv[2])
print(f"called: {greeting}", flush=True)
print("called: the same process as the caller:", os.getpid() == pid, flush=True)
print("called: the caller's variables are here:", "secret" in globals(), flush=True)
