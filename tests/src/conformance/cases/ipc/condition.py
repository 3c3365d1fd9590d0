from multiprocessing import Condition, Process, Value


def wait(condition, value):
    with condition:
        condition.wait_for(lambda: value.value == 3)
        print("three", flush=True)


if __name__ == "__main__":
    condition, value = Condition(), Value("i", 0)
    process = Process(target=wait, args=(condition, value))
    process.start()
    for _ in range(3):
        with condition:
            value.value += 1
            condition.notify_all()
    process.join()
    print(process.exitcode)
