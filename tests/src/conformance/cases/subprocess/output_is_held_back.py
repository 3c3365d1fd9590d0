import subprocess
import sys

code = "import os; print('lost'); os._exit(0)"
print(subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, env={}).stdout)
print(subprocess.run([sys.executable, "-u", "-c", code], stdout=subprocess.PIPE, env={}).stdout)
code = "import os; print('twice'); pid = os.fork(); os.waitpid(pid, 0) if pid else None"
print(subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, env={}).stdout)
code = "import os, sys; print('err', file=sys.stderr); os._exit(0)"
print(subprocess.run([sys.executable, "-c", code], stderr=subprocess.PIPE, env={}).stderr)
