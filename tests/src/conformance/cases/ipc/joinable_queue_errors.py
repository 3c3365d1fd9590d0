from multiprocessing import JoinableQueue

tasks = JoinableQueue()
tasks.put(1)
print(tasks.get())
tasks.task_done()
tasks.join()
try:
    tasks.task_done()
except ValueError as error:
    print(error)
