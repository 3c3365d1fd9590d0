from multiprocessing import Pipe

here, there = Pipe()
print(here.poll(), here.poll(0.01))
there.send(1)
print(here.poll(), here.poll(None))
here.recv()
print(here.poll())
there.close()
print(here.poll())
