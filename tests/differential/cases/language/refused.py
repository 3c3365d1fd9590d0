# %% modules that need what is not here
#: ours ModuleNotFoundError: No module named 'numpy': it is compiled machine code
#: ours ModuleNotFoundError: No module named 'requests': this Python has no network
#: ours ModuleNotFoundError: No module named 'tkinter': this Python has no screen
import traceback
for name in 'numpy', 'requests', 'tkinter':
    try: __import__(name)
    except ModuleNotFoundError: traceback.print_exc()
    except ImportError: pass
import sys
sys.exit(1)
