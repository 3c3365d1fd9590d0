import os

numbers = [1, 2]
shared = numbers
pid = os.fork()
numbers.append(os.getpid() if False else 3)
if pid == 0:
    numbers.append("child")
    print(numbers, shared is numbers, flush=True)
    os._exit(0)
os.waitpid(pid, 0)
print(numbers, shared is numbers)
