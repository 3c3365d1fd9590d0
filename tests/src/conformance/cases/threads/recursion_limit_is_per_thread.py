import threading


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def run():
    try:
        depth(100000)
    except RecursionError as error:
        results.append(str(error)[:32])
    results.append(depth(500))


results = []
for _ in range(2):
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
print(results)
