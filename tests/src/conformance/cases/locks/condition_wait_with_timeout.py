import threading
import time

condition = threading.Condition()
with condition:
    begin = time.monotonic()
    print(condition.wait(0.05), time.monotonic() - begin >= 0.049)
    print(condition.wait(0), condition.wait(-1))
    print(condition.wait_for(lambda: False, timeout=0.05))
    print(condition.wait_for(lambda: "yes", timeout=0.05))
