import os
import sys

path = os.environ.get("PATH", "")
STEPS = {
    "": lambda: os.execvp("python3", ["python3", __file__, "vp"]),
    "vp": lambda: os.execve(sys.executable, [sys.executable, __file__, "ve"], {"ONLY": "this", "PATH": path}),
    "ve": lambda: os.execvpe("python3", ["python3", "-u", __file__, "vpe"], {"ONLY": "this", "MORE": "that", "PATH": path}),
    "vpe": lambda: os.execl(sys.executable, sys.executable, __file__, "l"),
    "l": lambda: os.execlp("python3", "python3", __file__, "lp"),
    "lp": lambda: os.execle(sys.executable, sys.executable, __file__, "le", {"LAST": "one", "MORE": ""}),
    "le": lambda: os.execv(sys.executable, [sys.executable, "-c", "import sys; print(sys.argv, __name__)", "x", "-y"]),
}
step = sys.argv[1] if len(sys.argv) > 1 else ""
print(repr(step), os.environ.get("ONLY"), os.environ.get("MORE"), os.environ.get("LAST"), flush=True)
STEPS[step]()
