# Loops of asyncio in several threads, and threads of a loop.
import asyncio
import threading
import time


def blocking(number):
    time.sleep(0.01)
    return number * number


async def ticks(name, log):
    for number in range(3):
        log.append((name, number))
        await asyncio.sleep(0.002)
    return name


async def both():
    log = []
    names = await asyncio.gather(ticks("a", log), ticks("b", log))
    squares = await asyncio.gather(*[asyncio.to_thread(blocking, number) for number in range(4)])
    return names, sorted(log), squares


async def served(queue):
    got = []
    while (item := await queue.get()) is not None:
        got.append(item)
    return got


if __name__ == "__main__":
    results = [None] * 3

    def run(place):
        results[place] = asyncio.run(both())

    threads = [threading.Thread(target=run, args=(place,)) for place in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(results[0] == results[1] == results[2], results[0])

    # A loop in a thread of its own, fed from outside.
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    queue = asyncio.Queue()
    future = asyncio.run_coroutine_threadsafe(served(queue), loop)
    for item in [*range(20), None]:
        loop.call_soon_threadsafe(queue.put_nowait, item)
    print(future.result() == list(range(20)))
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
    print(loop.is_closed(), threading.active_count())
