import time

for clock in (time.time, time.monotonic, time.perf_counter, time.process_time, time.thread_time):
    first = clock()
    for _ in range(2000):
        pass
    print(isinstance(first, float), clock() >= first)
print(isinstance(time.monotonic_ns(), int), time.time() > 1.6e9)
