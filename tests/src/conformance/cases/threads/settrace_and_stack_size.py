import threading

print(threading.stack_size())
print(threading.stack_size(1 << 20), threading.stack_size(0))
try:
    threading.stack_size(-1)
except ValueError as error:
    print(error)
