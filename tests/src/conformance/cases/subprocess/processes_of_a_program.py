import subprocess
import sys

PROGRAM = """
import multiprocessing, sys

def work(n):
    return n * n

def say(text):
    print(text)

if __name__ == "__main__":
    context = multiprocessing.get_context(sys.argv[1])
    with context.Pool(2) as pool:
        print(pool.map(work, range(4)), multiprocessing.current_process().name, multiprocessing.parent_process(), flush=True)
    process = context.Process(target=say, args=("child",))
    process.start()
    process.join()
"""
with open("program.py", "w") as file:
    file.write(PROGRAM)
for method in ("fork", "spawn"):
    done = subprocess.run([sys.executable, "program.py", method], capture_output=True, text=True)
    print(done.returncode, done.stdout, done.stderr, end="")
