import subprocess
import sys

PYTHON = sys.executable
done = subprocess.run([PYTHON, "-c", "print('to the terminal', flush=True)"])
print(done.returncode, done.stdout, done.stderr, flush=True)
done = subprocess.run([PYTHON, "-c", "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"],
                      capture_output=True)
print(done.returncode, done.stdout, done.stderr)
done = subprocess.run([PYTHON, "-c", "print(input()[::-1], input())"], input="first\nsecond\n", capture_output=True, text=True)
print(repr(done.stdout), repr(done.stderr), done.returncode)
done = subprocess.run([PYTHON, "-c", "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])"], input=b"\x00\xffabc",
                      stdout=subprocess.PIPE)
print(done.stdout)
done = subprocess.run([PYTHON, "-c", "import sys; print('out', flush=True); print('err', file=sys.stderr)"],
                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
print(repr(done.stdout), done.stderr)
done = subprocess.run([PYTHON, "-c", "import sys; print('gone'); print(len(sys.stdin.read()))"], stdin=subprocess.DEVNULL,
                      stdout=subprocess.DEVNULL)
print(done.returncode)
done = subprocess.run([PYTHON, "-c", "import sys; print(sys.argv)", "a", "b c", "-d"], stdout=subprocess.PIPE, text=True)
print(done.stdout, end="")
done = subprocess.run([PYTHON, "-"], input="import sys\nprint('from', sys.argv)", capture_output=True, text=True)
print(done.stdout, end="")
