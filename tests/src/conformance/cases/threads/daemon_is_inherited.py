from threading import Thread


def child():
    flags.append(Thread().daemon)


flags = [Thread().daemon]
thread = Thread(target=child, daemon=True)
thread.start()
thread.join()
print(flags)
