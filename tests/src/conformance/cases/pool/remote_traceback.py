from multiprocessing import Pool
from multiprocessing.pool import RemoteTraceback


def work():
    raise KeyError("deep")


if __name__ == "__main__":
    with Pool(1) as pool:
        try:
            pool.apply(work)
        except KeyError as error:
            print(type(error.__cause__).__name__, "in work" in str(error.__cause__))
