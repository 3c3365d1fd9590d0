from concurrent.futures import CancelledError, Future, InvalidStateError

future = Future()
print(future.running(), future.done(), future.cancelled())
print(future.set_running_or_notify_cancel(), future.running(), future.cancel())
future.set_result(3)
print(future.done(), future.result(), future.exception())
try:
    future.set_result(4)
except InvalidStateError as error:
    print("InvalidStateError")
future = Future()
print(future.cancel(), future.cancelled(), future.done(), future.cancel())
try:
    future.result()
except CancelledError as error:
    print(repr(error))
print(future.set_running_or_notify_cancel())
