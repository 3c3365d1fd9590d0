import os
import subprocess
import sys

SHOW = [sys.executable, "-c", "import os; print(os.environ.get('A'), os.environ.get('B'), os.path.basename(os.getcwd()))"]


def show(**kwargs):
    print(subprocess.run(SHOW, stdout=subprocess.PIPE, text=True, **kwargs).stdout, end="")


os.environ["A"] = "of the parent"
os.mkdir("below")
show(cwd="below")
show(cwd="below", env={**os.environ, "B": "given"})
show(cwd="below", env={"B": "alone"})
os.chdir("below")
show()
os.chdir("..")
os.rmdir("below")
print(subprocess.run([sys.executable, "-c", "import os; print(os.getppid())"], capture_output=True, text=True).stdout.strip()
      == str(os.getpid()))
