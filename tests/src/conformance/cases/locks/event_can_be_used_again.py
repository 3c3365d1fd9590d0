import threading

event, answer = threading.Event(), threading.Event()


def work():
    for _ in range(3):
        event.wait()
        event.clear()
        answer.set()


thread = threading.Thread(target=work)
thread.start()
for number in range(3):
    event.set()
    answer.wait()
    answer.clear()
    print(number, event.is_set())
thread.join()
print(event.wait(0), event.wait(timeout=0.01))
