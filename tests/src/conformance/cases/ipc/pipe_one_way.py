from multiprocessing import Pipe

receiver, sender = Pipe(duplex=False)
print(receiver.readable, receiver.writable, sender.readable, sender.writable)
for action in [lambda: receiver.send(1), sender.recv]:
    try:
        action()
    except OSError as error:
        print(error)
sender.send("x")
print(receiver.recv())
receiver.close()
try:
    receiver.recv()
except OSError as error:
    print(error)
