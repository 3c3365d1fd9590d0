#: stdin a
#: stdin b
#: stdin c
import sys

print([line for line in sys.stdin])
print(repr(sys.stdin.readline()))
