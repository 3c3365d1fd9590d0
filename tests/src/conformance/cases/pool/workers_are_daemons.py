import multiprocessing


def work():
    process = multiprocessing.current_process()
    return process.daemon, process.name.startswith("ForkPoolWorker-")


if __name__ == "__main__":
    with multiprocessing.Pool(1) as pool:
        print(pool.apply(work))
