#: stderr exception calling callback for
#: stderr ValueError: in callback
from concurrent.futures import Future

future = Future()


def fail(future):
    raise ValueError("in callback")


future.add_done_callback(fail)
future.add_done_callback(lambda future: print("next callback"))
future.set_result(1)
print(future.result())
