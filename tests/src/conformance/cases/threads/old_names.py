import threading
import warnings

warnings.simplefilter("ignore")
thread = threading.Thread(target=int, name="a")
thread.setName("b")
thread.setDaemon(True)
print(thread.getName(), thread.isDaemon(), threading.activeCount(), threading.currentThread().getName())
condition = threading.Condition()
with condition:
    condition.notifyAll()
print(threading.Event().isSet())
