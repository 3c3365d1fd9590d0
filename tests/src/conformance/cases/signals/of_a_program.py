import signal
import subprocess
import sys

CODE = """
import signal, sys, time
def stop(number, frame):
    print("bye", flush=True)
    sys.exit(7)
signal.signal(signal.SIGTERM, stop)
print("ready", flush=True)
while True:
    time.sleep(1)
"""
process = subprocess.Popen([sys.executable, "-c", CODE], stdout=subprocess.PIPE, text=True)
print(process.stdout.readline(), end="")
process.terminate()
print(process.communicate(), process.returncode)
process = subprocess.Popen([sys.executable, "-c", CODE], stdout=subprocess.PIPE, text=True)
print(process.stdout.readline(), end="")
process.send_signal(signal.SIGKILL)
print(process.wait())
process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"])
process.send_signal(signal.SIGUSR2)
print(process.wait())
