import multiprocessing
import subprocess
import sys
import traceback

import helper
import shapes.solid
from shapes import area

if __name__ == "__main__":
    for method in ("fork", "spawn", "forkserver"):
        context = multiprocessing.get_context(method)
        process = context.Process(target=helper.say, args=(method,))
        process.start()
        process.join()
        with context.Pool(2) as pool:
            print(pool.map(area, [1, 2, 3]), pool.map(shapes.solid.volume, [2]), flush=True)
            try:
                pool.map(helper.fail, [1])
            except ZeroDivisionError as error:
                print(type(error.__cause__).__name__, "helper.py\", line 9, in fail\n    return number / 0" in str(error.__cause__))
    try:
        helper.fail(1)
    except ZeroDivisionError:
        last = traceback.extract_tb(sys.exc_info()[2])[-1]
        print(last.filename.rpartition("/")[2], last.lineno, last.name, last.line)
    print(helper.__name__, helper.__file__.rpartition("/")[2], shapes.__name__, helper.area is area)
    print(subprocess.run([sys.executable, "other.py", "argument"], capture_output=True, text=True).stdout, end="")
