import os
import sys


def output_of(command):
    """What another program prints, as a shell takes it."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        os.dup2(write, 1)
        os.close(write)
        os.execvp(command[0], command)
    os.close(write)
    data = b""
    while piece := os.read(read, 4096):
        data += piece
    os.close(read)
    os.waitpid(pid, 0)
    return data


print(output_of(["python3", "-c", "for n in range(3): print('line', n)"]), flush=True)
read, write = os.pipe()
reader = os.fork()
if reader == 0:
    os.close(write)
    os.dup2(read, 0)
    os.close(read)
    os.execvp("python3", ["python3", "-c", "import sys; print(sorted(line.strip() for line in sys.stdin))"])
writer = os.fork()
if writer == 0:
    os.close(read)
    os.dup2(write, 1)
    os.close(write)
    print("b\na\nc")
    sys.exit()
os.close(read)
os.close(write)
print([os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in (reader, writer)])
