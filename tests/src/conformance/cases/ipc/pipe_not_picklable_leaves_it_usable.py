from multiprocessing import Pipe

here, there = Pipe()
try:
    here.send(lambda: 1)
except Exception as error:
    print(type(error).__name__)
here.send("fine")
print(there.recv())
