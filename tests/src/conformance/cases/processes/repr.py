import re
from multiprocessing import Process, current_process

if __name__ == "__main__":
    show = lambda: print(re.sub("(pid|parent)=[0-9]+", r"\1=N", repr(process)))
    process = Process(target=int, name="w", daemon=True)
    show()
    process.start()
    process.join()
    show()
    print(current_process())
