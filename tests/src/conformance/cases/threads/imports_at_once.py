import threading

# Each with the last name its code defines: whoever has the module has it all.
MODULES = {"fractions": "Fraction", "statistics": "stdev", "textwrap": "shorten", "sched": "scheduler",
           "string": "Template", "no_such_module": None, "bisect": "insort", "heapq": "nsmallest",
           "pprint": "pprint", "argparse": "ArgumentParser", "timeit": "timeit", "contextvars": "ContextVar"}
THREADS = 4


def use(module, name):
    start.wait()
    try:
        found[module].append(getattr(__import__(module), name))
    except ModuleNotFoundError:
        found[module].append(None)


found = {module: [] for module in MODULES}
for module, name in MODULES.items():
    start = threading.Barrier(THREADS)
    threads = [threading.Thread(target=use, args=(module, name or "x")) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
for module, name in MODULES.items():
    same = len(set(map(id, found[module]))) == 1
    print(module, len(found[module]), "one and the same" if same else found[module])
