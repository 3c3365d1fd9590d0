from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


class Odd(Exception):
    def __init__(self, code, reason):
        super().__init__(reason)


class Unreadable:
    def __reduce__(self):
        return int, ("no number",)


def fail():
    raise Odd(3, "reason")


def answer():
    return Unreadable()


if __name__ == "__main__":
    for work in (fail, answer):
        with ProcessPoolExecutor(2) as pool:
            for _ in range(2):
                try:
                    print(pool.submit(work).result())
                except BrokenProcessPool as error:
                    print(error)
