import time
from multiprocessing import Process

if __name__ == "__main__":
    process = Process(target=time.sleep, args=(0.5,))
    process.start()
    process.join(timeout=0.02)
    print(process.is_alive(), process.exitcode)
    process.join()
    print(process.is_alive(), process.exitcode)
