import subprocess
import sys

BAD = [sys.executable, "-c", "import sys; print('said'); sys.exit(2)"]
GOOD = [sys.executable, "-c", "print('said')"]


def attempt(function, *args, **kwargs):
    try:
        print("->", function(*args, **kwargs), flush=True)
    except Exception as error:
        print(type(error).__name__, str(error).replace(sys.executable, "python"), getattr(error, "output", None), flush=True)


attempt(subprocess.check_output, GOOD)
attempt(subprocess.check_output, GOOD, text=True)
attempt(subprocess.check_output, BAD, text=True)
attempt(subprocess.check_output, [sys.executable, "-c", "print(input())"], input="given", text=True)
attempt(subprocess.check_output, GOOD, stdout=subprocess.PIPE)
attempt(subprocess.check_call, BAD, stdout=subprocess.DEVNULL)
attempt(subprocess.check_call, GOOD)
attempt(subprocess.call, BAD, stdout=subprocess.DEVNULL)
attempt(subprocess.run, BAD, check=True, capture_output=True, text=True)
attempt(subprocess.run, GOOD, input="x", stdin=subprocess.PIPE)
attempt(subprocess.run, GOOD, capture_output=True, stdout=subprocess.PIPE)
attempt(subprocess.run, GOOD, text=True, universal_newlines=False)
attempt(subprocess.run, GOOD, bufsize="1")
done = subprocess.run(BAD, stdout=subprocess.DEVNULL)
attempt(done.check_returncode)
