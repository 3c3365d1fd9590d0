import threading


class Value:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print(self.name, "goes")


local = threading.local()
local.value = Value("main's")


def work():
    local.value = Value("the thread's")
    print(local.value.name)


thread = threading.Thread(target=work)
thread.start()
thread.join()
print("joined")
del local
print("end")
