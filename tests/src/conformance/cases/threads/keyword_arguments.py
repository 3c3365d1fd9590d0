from threading import Thread

thread = Thread(target=print, args=("a", "b"), kwargs={"sep": "-", "end": "!\n"})
thread.start()
thread.join()
