import threading
import time

threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
thread = threading.Thread(target=lambda: (time.sleep(0.05), print("waited for")))
thread.start()
print("main ends")
