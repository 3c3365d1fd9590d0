from multiprocessing import Pipe

here, there = Pipe()
there.close()
try:
    here.send(1)
except BrokenPipeError as error:
    print(error)
