import subprocess
import sys

first = subprocess.Popen([sys.executable, "-c", "for n in range(5): print(n)"], stdout=subprocess.PIPE)
second = subprocess.Popen([sys.executable, "-c", "import sys\nfor line in sys.stdin: print(int(line) ** 2)"],
                          stdin=first.stdout, stdout=subprocess.PIPE, text=True)
first.stdout.close()
print(second.communicate(), first.wait(), second.returncode)
with open("log.txt", "w") as log:
    subprocess.run([sys.executable, "-c", "print('logged')"], stdout=log)
with open("log.txt") as log:
    print(subprocess.run([sys.executable, "-c", "print(input() + ' and read')"], stdin=log, capture_output=True).stdout)
