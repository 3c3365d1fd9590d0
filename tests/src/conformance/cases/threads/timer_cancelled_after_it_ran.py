import threading

timer = threading.Timer(0.01, print, ["ran"], {"end": "!\n"})
timer.start()
timer.join()
timer.cancel()
print(timer.finished.is_set(), timer.interval)
