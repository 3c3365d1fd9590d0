from . import area, flat


def volume(side):
    return side * area(side) * (flat.area is area)
