import subprocess
import sys

DOUBLE = "import sys\nfor line in sys.stdin:\n    sys.stdout.write(line * 2)\n    sys.stderr.write(line)"
text = "".join(f"line {number}\n" for number in range(20_000))
done = subprocess.run([sys.executable, "-c", DOUBLE], input=text, capture_output=True, text=True)
print(len(text), len(done.stdout) == 2 * len(text), done.stderr == text, done.returncode)
