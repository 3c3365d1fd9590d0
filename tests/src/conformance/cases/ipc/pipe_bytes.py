from multiprocessing import Pipe

here, there = Pipe()
here.send_bytes(b"abc")
here.send_bytes(b"0123456789", 2, 3)
print(there.recv_bytes(), there.recv_bytes())
here.send_bytes(b"x" * 1000)
print(len(there.recv_bytes()))
