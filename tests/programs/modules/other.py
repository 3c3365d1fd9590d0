import sys

import helper

helper.say(" ".join(sys.argv))
