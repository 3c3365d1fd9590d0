import time

try:
    time.sleep(-1)
except ValueError as error:
    print(error)
time.sleep(0)
print("slept")
