import multiprocessing
from multiprocessing.connection import wait

if __name__ == "__main__":
    process = multiprocessing.Process(target=print, args=("child",), kwargs={"flush": True})
    try:
        process.sentinel
    except ValueError as error:
        print(error)
    process.start()
    sentinel = process.sentinel
    print(type(sentinel).__name__, wait([sentinel], 10) == [sentinel], wait([sentinel]) == [sentinel])
    process.join()
    print(process.sentinel == sentinel)
    process.close()
    try:
        process.sentinel
    except ValueError as error:
        print(error)
    print(wait([], timeout=0.01))
