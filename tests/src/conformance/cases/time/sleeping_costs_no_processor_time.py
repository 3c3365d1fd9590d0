import time

start = time.process_time()
time.sleep(0.3)
print(time.process_time() - start < 0.2)
