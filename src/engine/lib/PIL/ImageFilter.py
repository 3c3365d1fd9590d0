"""Filters for `Image.filter`."""

import _imaging


class Filter:
    """What makes a picture of a picture."""


class MultibandFilter(Filter):
    """One that works on all channels at once."""


def _pair(radius):
    if not isinstance(radius, (int, float)):
        x, y = radius
    else:
        x = y = radius
    return x, y


class BoxBlur(MultibandFilter):
    """The mean of a square around each point."""

    name = "BoxBlur"

    def __init__(self, radius):
        if min(_pair(radius)) < 0:
            raise ValueError("radius must be >= 0")
        self.radius = radius

    def filter(self, image):
        """The picture's bytes, blurred."""
        return _imaging.blur(image, *_pair(self.radius), 1)


class GaussianBlur(MultibandFilter):
    """Nearly a Gaussian blur: three boxes."""

    name = "GaussianBlur"

    def __init__(self, radius=2):
        self.radius = radius

    def filter(self, image):
        """The picture's bytes, blurred."""
        x, y = _pair(self.radius)
        return _imaging.blur(image, _imaging.sigma(x, 3), _imaging.sigma(y, 3), 3)


class Kernel(Filter):
    """A weighted sum of a square of 3 or 5 points a side."""

    name = "Kernel"

    def __init__(self, size, kernel, scale=None, offset=0):
        if scale is None:
            scale = sum(kernel)
        if size[0] * size[1] != len(kernel):
            raise ValueError("not enough coefficients in kernel")
        self.filterargs = size, scale, offset, kernel

    def filter(self, image):
        """The picture's bytes, filtered."""
        size, scale, offset, kernel = self.filterargs
        return _imaging.kernel(image, tuple(weight / scale for weight in kernel), offset)


def _kernel(title, size, scale, offset, weights):
    class Fixed(Kernel):
        name = title

        def __init__(self):
            super().__init__((size, size), weights, scale, offset)

    Fixed.__name__ = Fixed.__qualname__ = title.upper().replace(" ", "_").replace("-", "_")
    return Fixed


BLUR = _kernel("Blur", 5, 16, 0, (1,) * 5 + (1, 0, 0, 0, 1) * 3 + (1,) * 5)
CONTOUR = _kernel("Contour", 3, 1, 255, (-1, -1, -1, -1, 8, -1, -1, -1, -1))
DETAIL = _kernel("Detail", 3, 6, 0, (0, -1, 0, -1, 10, -1, 0, -1, 0))
EDGE_ENHANCE = _kernel("Edge-enhance", 3, 2, 0, (-1, -1, -1, -1, 10, -1, -1, -1, -1))
EDGE_ENHANCE_MORE = _kernel("Edge-enhance More", 3, 1, 0, (-1, -1, -1, -1, 9, -1, -1, -1, -1))
EMBOSS = _kernel("Emboss", 3, 1, 128, (-1, 0, 0, 0, 1, 0, 0, 0, 0))
FIND_EDGES = _kernel("Find Edges", 3, 1, 0, (-1, -1, -1, -1, 8, -1, -1, -1, -1))
SHARPEN = _kernel("Sharpen", 3, 16, 0, (-2, -2, -2, -2, 32, -2, -2, -2, -2))
SMOOTH = _kernel("Smooth", 3, 13, 0, (1, 1, 1, 1, 5, 1, 1, 1, 1))
SMOOTH_MORE = _kernel("Smooth More", 5, 100, 0, (1, 1, 1, 1, 1, 1, 5, 5, 5, 1, 1, 5, 44, 5, 1, 1, 5, 5, 5, 1, 1, 1, 1, 1, 1))
