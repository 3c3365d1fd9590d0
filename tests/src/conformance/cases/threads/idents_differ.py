import threading

idents = [threading.get_ident()]
barrier = threading.Barrier(3)


def note():
    idents.append(threading.get_ident())
    barrier.wait()


threads = [threading.Thread(target=note) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(set(idents)), sorted(idents[1:]) == sorted(thread.ident for thread in threads))
