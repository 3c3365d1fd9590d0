from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory


def work(name):
    memory = SharedMemory(name=name)
    memory.buf[1] = memory.buf[0] * 2
    memory.close()


if __name__ == "__main__":
    memory = SharedMemory(create=True, size=16)
    memory.buf[0] = 21
    memory.buf[4:8] = b"abcd"
    process = Process(target=work, args=(memory.name,))
    process.start()
    process.join()
    print(memory.buf[1], bytes(memory.buf[:8]), memory.size >= 16)
    memory.close()
    memory.unlink()
    try:
        SharedMemory(name=memory.name)
    except FileNotFoundError:
        print("gone")
