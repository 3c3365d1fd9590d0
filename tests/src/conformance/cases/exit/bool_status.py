#: status 1
import sys

print("ends")
sys.exit(True)
