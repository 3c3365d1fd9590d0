import os
import threading

pid = os.fork()
if pid == 0:
    threads = [threading.Thread(target=lambda: results.append(1)) for _ in range(3)]
    results = []
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(len(results), flush=True)
    threading.Thread(target=lambda: print("joined at exit", flush=True)).start()
else:
    print("parent", os.waitpid(pid, 0)[1])
