import threading

condition = threading.Condition()
for action in [condition.wait, condition.notify, condition.release]:
    try:
        action()
    except RuntimeError as error:
        print(error)
with condition:
    print(condition.wait(timeout=0.01))
