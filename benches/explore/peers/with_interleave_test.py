"""A program of this benchmark under interleave-test, whose default is random schedules: prints what came of it as JSON."""

import importlib.util
import json
import sys
import threading
import time

import interleave_test

EXECUTIONS = int(sys.argv[2])


def main():
    spec = importlib.util.spec_from_file_location("program", sys.argv[1])
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    outcomes = set()

    def model(check):
        shared = program.Shared()
        threads = [threading.Thread(target=worker, args=(shared,)) for worker in program.WORKERS]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        outcomes.add(repr(program.show(shared)))
        assert not check or program.holds(shared)

    def explore(check):
        return interleave_test.explore(
            lambda: model(check), iterations=EXECUTIONS, seed=1, raise_on_failure=False, timeout=10.0,
        )

    first = explore(True)
    begin = time.perf_counter()
    # To the end, or to a deadlock.
    whole = explore(False)
    seconds = time.perf_counter() - begin
    print(json.dumps({
        "first": None if first.ok else first.schedules_run,
        "claim": f"{whole.schedules_run} sampled",
        "outcomes": len(outcomes),
        "rate": whole.schedules_run / seconds,
    }))


main()
