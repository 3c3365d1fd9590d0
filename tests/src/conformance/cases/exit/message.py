#: status 1
#: stderr something is wrong
import sys

sys.exit("something is wrong")
