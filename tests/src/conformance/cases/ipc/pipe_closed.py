from multiprocessing import Pipe

here, there = Pipe()
here.close()
print(here.closed, there.closed)
for action in (lambda: here.send(1), here.recv, here.poll, here.fileno):
    try:
        action()
    except OSError as error:
        print(error)
here.close()
with there as end:
    pass
print(there.closed)
