"""What `math` does with objects of classes written in Python."""


def prod(items, start):
    """The product of all items."""
    total = start
    for item in items:
        total = total * item
    return total

