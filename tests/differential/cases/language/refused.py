# %% modules that need what is not here
#: ours ModuleNotFoundError: No module named 'numpy': it is compiled machine code
#: ours ModuleNotFoundError: No module named 'requests': this Python has no network
#: ours ModuleNotFoundError: No module named 'asyncio': this Python has no event loop
#: ours ModuleNotFoundError: No module named 'tkinter': this Python has no screen
import traceback
for name in 'numpy', 'requests', 'asyncio', 'tkinter':
    try: __import__(name)
    except ModuleNotFoundError: traceback.print_exc()
    except ImportError: pass
import sys
sys.exit(1)

# %% a namespace of its own kind for class bodies
#: ours main.py", line 10
#: ours TypeError: Meta.__prepare__() returned a Loud, which has a __setitem__ of its own
class Loud(dict):
    def __setitem__(self, key, value):
        print(key)
        super().__setitem__(key, value)
class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases): return Loud()
class Refused(metaclass=Meta): pass
