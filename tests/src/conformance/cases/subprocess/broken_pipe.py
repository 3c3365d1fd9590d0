import subprocess
import sys

process = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.close(); sys.exit(4)"], stdin=subprocess.PIPE)
process.wait()
try:
    process.stdin.write(b"nobody reads")
    process.stdin.flush()
except BrokenPipeError as error:
    print(type(error).__name__, error)
process = subprocess.Popen([sys.executable, "-c", "pass"], stdin=subprocess.PIPE)
print(process.communicate(b"x" * 100_000), process.returncode)
