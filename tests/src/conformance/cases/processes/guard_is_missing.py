#: stderr RuntimeError
#: stderr An attempt has been made to start a new process before the
#: stderr freeze_support()
import multiprocessing

multiprocessing.set_start_method("spawn", force=True)
process = multiprocessing.Process(target=print, args=("never",))
process.start()
process.join()
print(process.exitcode)
