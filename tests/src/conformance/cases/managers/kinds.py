from multiprocessing import Manager

if __name__ == "__main__":
    with Manager() as manager:
        space = manager.Namespace(a=1)
        space.b = 2
        print(space.a + space.b, space)
        value, array = manager.Value("i", 3), manager.Array("i", [1, 2])
        value.value += 1
        array[0] = 9
        print(value.value, array[:], manager.Queue().empty())
        lock, event, semaphore = manager.Lock(), manager.Event(), manager.Semaphore(1)
        print(lock.acquire(), lock.acquire(False), event.is_set(), semaphore.acquire(), semaphore.acquire(False))
        lock.release()
        event.set()
        print(event.wait(1))
        try:
            space.missing
        except AttributeError as error:
            print(error)
