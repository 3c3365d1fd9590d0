import subprocess
import sys

ECHO = """
import sys
for line in sys.stdin:
    print(line.strip().upper(), flush=True)
print("end", file=sys.stderr)
sys.exit(5)
"""
with subprocess.Popen([sys.executable, "-c", ECHO], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                      text=True, bufsize=1) as process:
    print(process.poll(), process.returncode, process.pid > 0, process.args[1])
    for word in ("one", "two"):
        process.stdin.write(word + "\n")
        process.stdin.flush()
        print(repr(process.stdout.readline()))
    process.stdin.close()
    print(repr(process.stdout.read()), repr(process.stderr.read()), repr(process.stderr.readline()))
    print(process.wait(), process.wait(timeout=1), process.poll(), process.returncode)
print(process.stdin.closed, process.stdout.closed)
process = subprocess.Popen([sys.executable, "-c", "for n in range(3): print('line', n)"], stdout=subprocess.PIPE)
print(list(process.stdout), process.wait())
process = subprocess.Popen([sys.executable, "-c", "for n in range(3): print('line', n)"], stdout=subprocess.PIPE, text=True)
print([line for line in process.stdout], process.communicate(), process.returncode)
process = subprocess.Popen([sys.executable, "-c", "print(input())"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(process.communicate(b"bytes\n"))
process = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdout.write('abcdefgh\\nij')"], stdout=subprocess.PIPE, text=True)
print(process.stdout.read(3), process.stdout.readline(), process.stdout.read(1), process.stdout.read(9), process.stdout.read(1) == "")
process.wait()
