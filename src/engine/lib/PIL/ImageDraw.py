"""Points, lines and rectangles in a picture."""

from PIL.Image import _color


class ImageDraw:
    """Draws in one picture."""

    def __init__(self, im):
        self.im = im
        self.fill = False

    def _ink(self, fill, usual="white"):
        return _color(self.im.mode, usual if fill is None else fill)

    def _dot(self, x, y, ink):
        if 0 <= x < self.im.width and 0 <= y < self.im.height:
            self.im.putpixel((x, y), ink)

    def point(self, xy, fill=None):
        """Single points."""
        ink = self._ink(fill)
        for x, y in _points(xy):
            self._dot(int(x), int(y), ink)

    def line(self, xy, fill=None, width=0):
        """Lines from each point to the next."""
        if width > 1:
            raise NotImplementedError("only thin lines can be drawn here; draw a rectangle")
        ink = self._ink(fill)
        points = [(int(x), int(y)) for x, y in _points(xy)]
        for begin, end in zip(points, points[1:]):
            self._line(begin, end, ink)

    def _line(self, begin, end, ink):
        (x, y), (last_x, last_y) = begin, end
        across, down = abs(last_x - x), abs(last_y - y)
        right, below = 1 if last_x > x else -1, 1 if last_y > y else -1
        if across >= down:
            error = 2 * down - across
            for _ in range(across + 1):
                self._dot(x, y, ink)
                if error >= 0 and across:
                    y += below
                    error -= 2 * across
                error += 2 * down
                x += right
        else:
            error = 2 * across - down
            for _ in range(down + 1):
                self._dot(x, y, ink)
                if error >= 0:
                    x += right
                    error -= 2 * down
                error += 2 * across
                y += below

    def rectangle(self, xy, fill=None, outline=None, width=1):
        """A rectangle, its lower right corner included."""
        (left, top), (right, bottom) = _points(xy)
        if right < left:
            raise ValueError("x1 must be greater than or equal to x0")
        if bottom < top:
            raise ValueError("y1 must be greater than or equal to y0")
        left, top, right, bottom = int(left), int(top), int(right), int(bottom)
        if fill is not None:
            self._box(left, top, right, bottom, self._ink(fill))
        if outline is None and fill is None:
            outline = "white"
        if outline is not None and width:
            ink, more = self._ink(outline), width - 1
            self._box(left, top, right, top + more, ink)
            self._box(left, bottom - more, right, bottom, ink)
            self._box(left, top, left + more, bottom, ink)
            self._box(right - more, top, right, bottom, ink)

    def _box(self, left, top, right, bottom, ink):
        left, top, right, bottom = max(left, 0), max(top, 0), min(right + 1, self.im.width), min(bottom + 1, self.im.height)
        if left < right and top < bottom:
            self.im.paste(ink, (left, top, right, bottom))


def _points(xy):
    xy = list(xy)
    if xy and not isinstance(xy[0], (int, float)):
        return [tuple(point) for point in xy]
    if len(xy) % 2:
        raise ValueError("coordinate list must contain an even number of coordinates")
    return list(zip(xy[::2], xy[1::2]))


def Draw(im, mode=None):
    """An object that draws in the picture."""
    return ImageDraw(im)
