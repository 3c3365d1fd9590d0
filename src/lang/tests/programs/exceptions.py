"""Ways into and out of `try` and `with`."""


def return_through_finally(x):
    for i in range(3):
        try:
            try:
                return x
            finally:
                x += 1
        finally:
            x += 1


def finally_that_returns():
    while True:
        try:
            raise ValueError
        finally:
            return 1


def break_and_continue(items):
    for item in items:
        try:
            if item:
                continue
            try:
                break
            except ValueError as error:
                print(error)
                continue
        except (KeyError, IndexError) as error:
            if item == 1:
                break
            if item == 2:
                continue
            if item == 3:
                return error
            del error
        finally:
            print(item)
            if item == 4:
                continue
    else:
        return 0
    return 1


def nested_with(a, b, c):
    with a as x, b as (y, z), c:
        for i in x:
            with a as x:
                if i:
                    break
                if y:
                    continue
                return z
        try:
            return i
        except:
            raise
    return x


def reraise():
    try:
        print()
    except ValueError:
        raise
    except TypeError as e:
        raise RuntimeError("x") from e
    except:
        try:
            raise
        except KeyError as e:
            print(e)
        else:
            print(1)
    else:
        print(2)


def closure_over_name():
    try:
        pass
    except Exception as e:
        return lambda: e


def generator():
    try:
        x = yield 1
        with x as y:
            z = yield y
        yield from z
    except GeneratorExit:
        raise
    finally:
        yield 3
    return 4


try:
    import nothing
except ImportError as e:
    print(e)
finally:
    print("done")

try:
    pass
finally:
    pass


def loop_in_handler():
    try:
        f()
    except A as e:
        while g():
            try:
                h()
            except B as f2:
                continue
            finally:
                if k():
                    break
            return e
    finally:
        for i in j:
            break
        else:
            return 5
