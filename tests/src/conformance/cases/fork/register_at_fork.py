import functools
import os

print = functools.partial(print, flush=True)


def attempt(**hooks):
    try:
        os.register_at_fork(**hooks)
    except TypeError as error:
        print(error)


attempt()
attempt(before=3)
attempt(after=print)
seen = []
for number in (1, 2):
    os.register_at_fork(before=lambda number=number: seen.append(("before", number)),
                        after_in_parent=lambda number=number: seen.append(("parent", number)),
                        after_in_child=lambda number=number: seen.append(("child", number)))
pid = os.fork()
if pid == 0:
    print(seen, flush=True)
    os._exit(0)
os.waitpid(pid, 0)
print(seen)
