import threading

condition = threading.Condition()


def wake():
    with condition:
        condition.notify()


with condition:
    with condition:
        thread = threading.Thread(target=wake)
        thread.start()
        print(condition.wait(timeout=10))
    print(condition._is_owned())
thread.join()
print(condition._is_owned())
