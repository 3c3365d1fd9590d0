import threading

barrier = threading.Barrier(3, action=lambda: order.append("all"))
order = []
indices = []


def work():
    for _ in range(2):
        order.append("arrive")
        indices.append(barrier.wait())


threads = [threading.Thread(target=work) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(indices), order.count("all"), order[:4] == ["arrive"] * 3 + ["all"])
