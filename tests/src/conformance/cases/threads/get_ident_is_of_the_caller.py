import threading

found = {}


def work(number):
    barrier.wait()
    found[number] = threading.get_ident()
    assert threading.get_ident() == threading.current_thread().ident


barrier = threading.Barrier(4)
threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(set(found.values())), [threads[n].ident == found[n] for n in range(4)], threading.get_native_id() > 0)
