#: status 4
import sys

try:
    try:
        sys.exit(4)
    finally:
        print("finally")
except SystemExit as error:
    print(error.code)
    raise
