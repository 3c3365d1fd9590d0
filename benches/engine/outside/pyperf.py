"""As much of pyperf as pyperformance's benchmarks call, for `cargo xtask bench outside`.

The real one starts processes and reads the system's clocks by itself. This one measures in the process that runs the
benchmark, by its CPU time, so that what else the computer does matters little; it prints a line for each result: the
name, a tab, the best seconds of all repetitions.
"""

import argparse
import time

# What benchmarks measure themselves by.
perf_counter = time.process_time

# A result is the best of what fits in so many seconds, at least of so many repetitions.
PATIENCE = 1.0
REPETITIONS = 3


def python_implementation():
    return "cpython"


class Runner:
    def __init__(self, **options):
        self.argparser = argparse.ArgumentParser()
        self.metadata = {}
        self.args = None

    def parse_args(self, args=None):
        if self.args is None:
            self.args = self.argparser.parse_args(args)
        return self.args

    def bench_func(self, name, function, *args, inner_loops=1):
        def timed(loops):
            rounds = range(loops)
            start = perf_counter()
            for _ in rounds:
                function(*args)
            return perf_counter() - start

        self._report(name, timed, inner_loops)

    def bench_time_func(self, name, function, *args, inner_loops=1):
        self._report(name, lambda loops: function(loops, *args), inner_loops)

    def bench_async_func(self, name, function, *args, inner_loops=1, loop_factory=None):
        import asyncio

        async def repeat(loops):
            rounds = range(loops)
            start = perf_counter()
            for _ in rounds:
                await function(*args)
            return perf_counter() - start

        self._report(name, lambda loops: asyncio.run(repeat(loops)), inner_loops)

    def _report(self, name, timed, inner_loops):
        self.parse_args()
        # Enough loops for the clock to see them.
        loops = 1
        spent = timed(loops)
        while spent < 0.05 and loops < 1 << 20:
            loops *= 2 if spent > 0.01 else 8
            spent = timed(loops)
        best, total, count = spent, spent, 1
        while count < REPETITIONS or total < PATIENCE and count < 100:
            spent = timed(loops)
            best = min(best, spent)
            total += spent
            count += 1
        print(f"{name}\t{best / loops / inner_loops:.9f}", flush=True)
