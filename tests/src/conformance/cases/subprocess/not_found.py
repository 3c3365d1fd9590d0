import os
import subprocess
import sys


def attempt(args, **kwargs):
    try:
        print(subprocess.run(args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


attempt(["nonexistent-program", "argument"])
attempt("python3 file.py")
attempt("./nonexistent")
attempt(["./" + os.path.basename(__file__)])
attempt([sys.executable, "-c", "1"], cwd="/nonexistent")
attempt([])
attempt([1])
attempt(None)
done = subprocess.run(["python3", "missing.py"], capture_output=True, text=True)
print(done.returncode, done.stderr.startswith("python3: can't open file '"), done.stderr.endswith("missing.py': [Errno 2] No such file or directory\n"))
done = subprocess.run([sys.executable, "-m", "missing_module"], capture_output=True, text=True)
print(done.returncode, done.stderr.partition(": ")[2], end="")
done = subprocess.run(["python3", "-c"], capture_output=True, text=True)
print(done.returncode, done.stderr.splitlines()[0])
