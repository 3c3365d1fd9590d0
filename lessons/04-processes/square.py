"""Squares a number, slowly: square.py NUMBER SECONDS"""

import sys
import time

number, seconds = int(sys.argv[1]), float(sys.argv[2])
if number < 0:
    # A text given to sys.exit goes to the error output, and the exit code is 1.
    sys.exit(f"square.py: {number} is negative")
time.sleep(seconds)
print(number * number)
