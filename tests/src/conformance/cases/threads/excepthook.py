import threading


def hook(args):
    print(args.exc_type.__name__, args.exc_value, args.thread.name)


def fail():
    raise ValueError("no")


threading.excepthook = hook
thread = threading.Thread(target=fail, name="t")
thread.start()
thread.join()
