from multiprocessing import Pipe

here, there = Pipe()
for arguments in [(b"abc", 5), (b"abc", -1), (b"abc", 1, 5), (b"abc", 1, -1)]:
    try:
        here.send_bytes(*arguments)
    except ValueError as error:
        print(error)
here.send_bytes(b"0123456789")
try:
    there.recv_bytes(maxlength=4)
except OSError as error:
    print(error)
try:
    here.send_bytes("text")
except TypeError as error:
    print(error)
