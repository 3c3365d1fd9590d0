import time
from multiprocessing import Process
from multiprocessing.connection import wait

if __name__ == "__main__":
    slow = Process(target=time.sleep, args=(0.5,))
    fast = Process(target=time.sleep, args=(0.02,))
    slow.start()
    fast.start()
    print(wait([slow.sentinel, fast.sentinel], timeout=0) == [])
    ready = wait([slow.sentinel, fast.sentinel])
    print(ready == [fast.sentinel])
    fast.join()
    slow.join()
