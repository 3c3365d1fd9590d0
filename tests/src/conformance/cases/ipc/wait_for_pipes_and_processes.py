import time
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait

if __name__ == "__main__":
    here, there = Pipe()
    process = Process(target=time.sleep, args=(0.1,))
    process.start()
    print(wait([here, process.sentinel], timeout=0.01))
    print(wait([here, process.sentinel]) == [process.sentinel])
    there.send(1)
    print(wait([here, process.sentinel], timeout=5) == [here, process.sentinel])
    process.join()
