import pickle
from multiprocessing import Lock, Queue, Value

for thing in (Lock(), Queue(), Value("i", 0)):
    try:
        pickle.dumps(thing)
    except RuntimeError as error:
        print(error)
