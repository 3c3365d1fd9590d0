import subprocess
import sys

processes = [subprocess.Popen([sys.executable, "-c", "import sys; print(int(sys.argv[1]) ** 2)", str(number)],
                              stdout=subprocess.PIPE, text=True) for number in range(6)]
print([int(process.communicate()[0]) for process in processes], [process.returncode for process in processes])
