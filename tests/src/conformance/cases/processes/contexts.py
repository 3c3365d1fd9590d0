import multiprocessing


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


if __name__ == "__main__":
    multiprocessing.freeze_support()
    print(multiprocessing.get_all_start_methods(), multiprocessing.get_start_method(allow_none=True))
    attempt(multiprocessing.get_context, "thread")
    attempt(multiprocessing.set_start_method, "thread")
    spawn = multiprocessing.get_context("spawn")
    print(spawn.get_start_method(), spawn.Process.__name__, spawn.Process._start_method)
    attempt(spawn.set_start_method, "fork")
    print(multiprocessing.get_start_method())
    attempt(multiprocessing.set_start_method, "spawn")
    attempt(multiprocessing.set_start_method, "spawn", force=True)
    print(multiprocessing.get_start_method(), multiprocessing.get_context().get_start_method())
    print(multiprocessing.get_context("fork").Process is multiprocessing.context.ForkProcess, multiprocessing.cpu_count() > 0)
    print(multiprocessing.parent_process(), multiprocessing.current_process().name, multiprocessing.active_children())
