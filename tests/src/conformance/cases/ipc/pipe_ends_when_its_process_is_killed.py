import time
from multiprocessing import Pipe, Process

if __name__ == "__main__":
    here, there = Pipe()
    process = Process(target=time.sleep, args=(60,))
    process.start()
    there.close()
    process.terminate()
    try:
        here.recv()
    except EOFError:
        print("end")
    process.join()
