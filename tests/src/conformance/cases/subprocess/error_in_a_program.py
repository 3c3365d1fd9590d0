import os
import subprocess
import sys

with open("broken.py", "w") as file:
    file.write("def f():\n    return 1 / 0\n\n\nprint('begin')\nf()\n")
done = subprocess.run([sys.executable, "broken.py"], capture_output=True, text=True)
print(done.returncode, done.stdout, end="")
print(done.stderr.replace(os.getcwd() + "/", "").replace("           ~~^~~\n", ""), end="")
done = subprocess.run([sys.executable, "-c", "print('x'"], capture_output=True, text=True)
print(done.returncode, done.stderr.splitlines()[-1])
done = subprocess.run([sys.executable, "-c", "import sys; sys.exit('message')"], capture_output=True, text=True)
print(done.returncode, done.stderr, end="")
