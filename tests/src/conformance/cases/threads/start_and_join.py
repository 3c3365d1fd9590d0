from threading import Thread

results = []
thread = Thread(target=results.append, args=(7,))
thread.start()
thread.join()
print(results, thread.is_alive())
