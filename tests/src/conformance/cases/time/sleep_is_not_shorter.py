import time

for seconds in (0, 0.001, 0.02, 0.1):
    start = time.monotonic()
    time.sleep(seconds)
    print(time.monotonic() - start >= seconds)
try:
    time.sleep(-1)
except ValueError as error:
    print(error)
