"""A program of this benchmark under frontrun, all preemptions allowed: prints what came of it as JSON."""

import importlib.util
import json
import sys
import time

import frontrun

EXECUTIONS, SECONDS = int(sys.argv[2]), float(sys.argv[3])


def main():
    spec = importlib.util.spec_from_file_location("program", sys.argv[1])
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    outcomes = set()

    def holds(shared):
        outcomes.add(repr(program.show(shared)))
        return program.holds(shared)

    def explore(stop):
        begin = time.perf_counter()
        result = frontrun.explore(
            setup=program.Shared, workers=program.WORKERS, invariant=holds, preemption_bound=None, stop_on_first=stop,
            max_executions=EXECUTIONS, total_timeout=SECONDS, deadlock_timeout=2.0, reproduce_on_failure=0,
        )
        return result, time.perf_counter() - begin

    first, _ = explore(True)
    whole, seconds = explore(False)
    done = whole.num_explored < EXECUTIONS and seconds < SECONDS
    verdict = {None: "inconclusive", True: "holds", False: "fails"}[whole.property_holds]
    print(json.dumps({
        "first": first.num_explored if first.property_holds is False else None,
        "claim": f"{verdict}, {whole.num_explored} to completion" if done else f"{verdict} after {whole.num_explored}",
        "outcomes": len(outcomes),
        "rate": whole.num_explored / seconds,
    }))


main()
