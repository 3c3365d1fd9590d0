import time
from multiprocessing import Process

if __name__ == "__main__":
    process = Process(target=time.sleep, args=(60,))
    process.start()
    print(process.is_alive(), process.exitcode)
    process.terminate()
    process.join()
    print(process.is_alive(), process.exitcode)
