import threading

thread = threading.Thread(target=int)
thread.daemon = True
print(thread.daemon)
thread.start()
try:
    thread.daemon = False
except RuntimeError as error:
    print(error)
thread.join()
print(thread.daemon)
