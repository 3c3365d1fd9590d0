import subprocess
import sys

SLEEP = [sys.executable, "-c", "import time; print('begin', flush=True); time.sleep(30)"]


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except subprocess.TimeoutExpired as error:
        print(type(error).__name__, error.timeout, error.cmd[1:2])
        return error


error = attempt(subprocess.run, SLEEP, timeout=0.4, capture_output=True)
print(error.stdout in (None, b"begin\n"), error.stderr)
attempt(subprocess.call, SLEEP, timeout=0.1, stdout=subprocess.DEVNULL)
process = subprocess.Popen(SLEEP, stdout=subprocess.PIPE, text=True)
attempt(process.wait, timeout=0.1)
print(process.stdout.readline(), end="")
attempt(process.communicate, timeout=0.1)
process.kill()
print(process.communicate(), process.returncode)
process = subprocess.Popen(SLEEP, stdout=subprocess.DEVNULL)
print(process.poll())
process.terminate()
print(process.wait(timeout=10))
process.send_signal(9)
process.kill()
