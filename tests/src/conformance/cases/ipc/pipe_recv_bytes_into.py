from multiprocessing import Pipe

here, there = Pipe()
buffer = bytearray(8)
here.send_bytes(b"abc")
print(there.recv_bytes_into(buffer), buffer)
here.send_bytes(b"xy")
print(there.recv_bytes_into(buffer, 6), buffer)
