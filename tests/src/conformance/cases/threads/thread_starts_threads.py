import threading

lines = []


def grow(depth):
    lines.append(depth)
    if depth < 4:
        children = [threading.Thread(target=grow, args=(depth + 1,)) for _ in range(2)]
        for child in children:
            child.start()
        for child in children:
            child.join()


grow(0)
print(sorted(lines))
