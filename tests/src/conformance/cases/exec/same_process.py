import os
import sys
import threading

if len(sys.argv) == 1:
    secret = "of the first program"
    stop = threading.Event()
    threading.Thread(target=stop.wait).start()
    print("first", flush=True)
    os.environ["FROM"] = "first"
    os.execv(sys.executable, ["python3", __file__, str(os.getpid()), "a b"])
    print("never")
print("second", sys.argv[1] == str(os.getpid()), sys.argv[2:], "secret" in globals(), os.environ["FROM"],
      threading.active_count(), __name__)
