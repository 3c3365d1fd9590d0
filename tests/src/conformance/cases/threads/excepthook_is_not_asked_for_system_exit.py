import sys
import threading

threading.excepthook = lambda args: print("hook", args.exc_type)
thread = threading.Thread(target=sys.exit, args=(4,))
thread.start()
thread.join()
print("still here")
