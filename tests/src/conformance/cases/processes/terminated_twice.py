import time
from multiprocessing import Process

if __name__ == "__main__":
    process = Process(target=time.sleep, args=(60,))
    process.start()
    process.terminate()
    process.terminate()
    process.kill()
    process.join()
    process.terminate()
    print(process.exitcode in (-15, -9))
