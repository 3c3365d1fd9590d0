import os
import sys

read, write = os.pipe()
pid = os.fork()
if pid == 0:
    os.close(read)
    os.write(write, b"from the child, ")
    os.write(write, b"in two parts")
    os.close(write)
    os._exit(0)
os.close(write)
data = b""
while piece := os.read(read, 7):
    data += piece
print(data, os.read(read, 10))
os.close(read)
os.waitpid(pid, 0)

for function, args in ((os.read, (read, 1)), (os.write, (write, b"x")), (os.close, (read,)), (os.close, (99,))):
    try:
        function(*args)
    except OSError as error:
        print(type(error).__name__, error)

read, write = os.pipe()
os.close(read)
try:
    os.write(write, b"nobody reads")
except BrokenPipeError as error:
    print(error)
os.close(write)

read, write = os.pipe()
sys.stdout.flush()
pid = os.fork()
if pid == 0:
    os.close(read)
    with os.fdopen(write, "w") as file:
        for number in range(3):
            print("line", number, file=file)
    os._exit(0)
os.close(write)
with os.fdopen(read) as file:
    print([line for line in file])
os.waitpid(pid, 0)
