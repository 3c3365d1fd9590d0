import time
from multiprocessing import Pipe, Process

if __name__ == "__main__":
    here, there = Pipe()
    process = Process(target=there.recv)
    process.start()
    time.sleep(0.1)
    process.kill()
    process.join()
    there.close()
    print(process.exitcode)
    try:
        for _ in range(1000):
            here.send("x" * 1000)
    except (BrokenPipeError, ConnectionResetError) as error:
        print("nobody reads")
