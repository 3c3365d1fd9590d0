import multiprocessing

if __name__ == "__main__":
    print(multiprocessing.get_all_start_methods(), multiprocessing.get_start_method())
    print(multiprocessing.get_context("spawn").get_start_method())
    try:
        multiprocessing.set_start_method("spawn")
    except RuntimeError as error:
        print(error)
    multiprocessing.set_start_method("spawn", force=True)
    print(multiprocessing.get_start_method())
    try:
        multiprocessing.get_context("thread")
    except ValueError as error:
        print(error)
