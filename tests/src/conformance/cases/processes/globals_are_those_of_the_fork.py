from multiprocessing import Process

value = {"a": 1}
alias = value


def show():
    print(value, value is alias)


if __name__ == "__main__":
    value["b"] = [2]
    process = Process(target=show)
    process.start()
    process.join()
