import os


class Log:
    def __init__(self, name):
        self.name = name
        self.pid = fork("in __init__")

    def __enter__(self):
        say(f"enter {self.name}")
        return self

    def __exit__(self, *error):
        say(f"exit {self.name} {error[0]}")


def say(text):
    print(("child: " if os.getpid() != first else "parent: ") + text, flush=True)


def fork(what):
    """Forks and lets the child go first."""
    say(f"forks {what}")
    pid = os.fork()
    if pid:
        os.waitpid(pid, 0)
    return pid


def leave(pid):
    if not pid:
        os._exit(0)



def nested(level):
    return fork("nested") if level == 0 else nested(level - 1)


def numbers():
    yield 1
    pid = fork("in a generator")
    yield 2
    say("generator ends")
    leave(pid)


first = os.getpid()
leave(nested(20))

pid = None
try:
    try:
        raise KeyError("k")
    except KeyError as error:
        pid = fork("while handling")
        say(f"handles {error!r}")
        raise ValueError("v") from error
    finally:
        say("finally")
except ValueError as error:
    say(f"{error!r} from {error.__cause__!r}")
leave(pid)

say(str([number * 10 for number in numbers()]))
with Log("log") as log:
    say("body")
leave(log.pid)
items = [fork("in a list"), 1]
say(str(items[1:]))
leave(items[0])
