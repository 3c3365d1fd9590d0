import pickle
from multiprocessing import Pipe

here, there = Pipe()
for item in [lambda: 0, open, (i for i in [])]:
    try:
        here.send(item)
        print("sent", there.recv() is item)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        print(type(error).__name__)
