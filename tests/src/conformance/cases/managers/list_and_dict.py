from multiprocessing import Manager, Process


def work(items, table, number):
    items.append(number)
    table[number] = number * number


if __name__ == "__main__":
    with Manager() as manager:
        items, table = manager.list(), manager.dict()
        processes = [Process(target=work, args=(items, table, number)) for number in range(3)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        print(sorted(items), sorted(table.items()), len(items), 1 in table)
        items[:] = [5, 6]
        items.extend([7])
        print(items, items[1], items[-2:], table.get(9, "none"), table.pop(0))
