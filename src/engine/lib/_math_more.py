"""What `math` does with objects of classes written in Python."""

from operator import index


def prod(items, start):
    """The product of all items."""
    total = start
    for item in items:
        total = total * item
    return total


# Of whole numbers only.
_WHOLE = ("comb", "factorial", "gcd", "isqrt", "lcm", "perm")


def with_numbers(function, error, args):
    """`function(*args)` with numbers in place of objects that can be made into them."""
    whole = function.__name__ in _WHOLE
    changed = False
    for at, value in enumerate(args):
        if not isinstance(value, (int, float)) and not (at and function.__name__ == "ldexp"):
            if not whole and hasattr(type(value), "__float__"):
                args[at] = float(value)
            elif hasattr(type(value), "__index__"):
                args[at] = index(value)
            else:
                raise error
            changed = True
    if not changed:
        raise error
    return function(*args)
