import math
import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool


def attribute(x):
    return math.square(x)


def name(x):
    return missing


def pickling(x):
    raise pickle.PicklingError("no")


def show(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error, type(error.__cause__).__name__)


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor, Pool(1) as pool:
        for work in (attribute, name, pickling):
            show(executor.submit(work, 1).result)
            show(lambda: pool.map(work, [1]))
