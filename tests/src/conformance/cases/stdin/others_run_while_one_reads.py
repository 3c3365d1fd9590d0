#: stdin x
import threading

lines = []
thread = threading.Thread(target=lambda: lines.append(input()))
thread.start()
thread.join()
print(lines)
