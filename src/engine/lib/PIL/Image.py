"""Pictures: rows of points, each of one to four bytes."""

import enum
import io
import math

import _imaging
from PIL import UnidentifiedImageError

_bands = {"L": ("L",), "LA": ("L", "A"), "RGB": ("R", "G", "B"), "RGBA": ("R", "G", "B", "A")}
_modes = {len(bands): mode for mode, bands in _bands.items()}


class Transpose(enum.IntEnum):
    """Ways to turn a picture without loss."""

    FLIP_LEFT_RIGHT = 0
    FLIP_TOP_BOTTOM = 1
    ROTATE_90 = 2
    ROTATE_180 = 3
    ROTATE_270 = 4
    TRANSPOSE = 5
    TRANSVERSE = 6


class Resampling(enum.IntEnum):
    """Ways to make points of other points."""

    NEAREST = 0
    BOX = 4
    BILINEAR = 2
    HAMMING = 5
    BICUBIC = 3
    LANCZOS = 1


for _enum in (Transpose, Resampling):
    for _member in _enum:
        globals()[_member.name] = _member

# By way of new place -> old place, as a x + b y + c and d x + e y + f in a picture of size w, h.
_turns = {
    0: lambda w, h: (w, h, (-1, 0, w, 0, 1, 0)),
    1: lambda w, h: (w, h, (1, 0, 0, 0, -1, h)),
    2: lambda w, h: (h, w, (0, -1, w, 1, 0, 0)),
    3: lambda w, h: (w, h, (-1, 0, w, 0, -1, h)),
    4: lambda w, h: (h, w, (0, 1, 0, -1, 0, h)),
    5: lambda w, h: (h, w, (0, 1, 0, 1, 0, 0)),
    6: lambda w, h: (h, w, (0, -1, w, -1, 0, h)),
}


def _clip(number):
    return 0 if number < 0 else 255 if number > 255 else number


def _color(mode, color):
    """The bytes of a point."""
    if isinstance(color, str):
        from PIL import ImageColor

        color = ImageColor.getrgb(color)
        count = len(_bands[mode])
        color += (255,) * (4 - len(color))
        return _imaging.convert((4, 1, 1, bytes(color)), count)
    if mode in ("L", "LA"):
        if isinstance(color, int):
            color = (color,)
        if mode == "L" and not (isinstance(color, (tuple, list)) and len(color) == 1 and isinstance(color[0], int)):
            raise TypeError("color must be int or single-element tuple")
        if len(color) == 1 and mode == "LA":
            color = (color[0], 255)
    elif isinstance(color, int):
        # Red in the lowest byte.
        color = tuple((color >> shift & 255) for shift in (0, 8, 16, 24))[:len(_bands[mode])]
    elif not isinstance(color, (tuple, list)) or len(color) not in (1, 3, 4):
        raise TypeError("color must be int, or tuple of one, three or four elements")
    elif len(color) == 1:
        color = (color[0], 0, 0, 0)
    else:
        color = tuple(color) + (255,)
    return bytes(_clip(part) for part in color[:len(_bands[mode])])


def _check_size(size):
    if not isinstance(size, (list, tuple)) or len(size) != 2:
        raise ValueError("Size must be a sequence of length 2")
    if size[0] < 0 or size[1] < 0:
        raise ValueError("Width and height must be >= 0")


class Image:
    """A picture. `new`, `open` and `frombytes` make one."""

    format = None
    format_description = None

    def __init__(self, mode="L", size=(0, 0), data=b""):
        self._mode = mode
        self._size = tuple(size)
        self._data = bytearray(data)
        self.info = {}

    @property
    def mode(self):
        """`L` is grey, `RGB` coloured; an `A` behind it adds transparency."""
        return self._mode

    @property
    def size(self):
        """Width and height."""
        return self._size

    @property
    def width(self):
        """Points in a row."""
        return self._size[0]

    @property
    def height(self):
        """Rows."""
        return self._size[1]

    def _picture(self):
        return (len(_bands[self._mode]), *self._size, self._data)

    def _new(self, data, size=None, mode=None):
        new = Image(mode or self._mode, size or self._size, data)
        new.info = self.info.copy()
        return new

    def __repr__(self):
        module, name = self.__class__.__module__, self.__class__.__name__
        return f"<{module}.{name} image mode={self.mode} size={self.width}x{self.height} at 0x{id(self):X}>"

    def __eq__(self, other):
        if not isinstance(other, Image):
            return NotImplemented
        return (self._mode, self._size, self.info, self._data) == (other._mode, other._size, other.info, other._data)

    __hash__ = None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def close(self):
        """Nothing is held open."""

    def load(self):
        """Its points, by `[x, y]`."""
        return _Access(self)

    def verify(self):
        """Pictures are looked at when they are opened."""

    def copy(self):
        """Another picture of the same points."""
        return self._new(self._data)

    def getbands(self):
        """The names of its channels."""
        return _bands[self._mode]

    def tobytes(self):
        """Its points, row by row."""
        return bytes(self._data)

    def frombytes(self, data):
        """Takes its points from bytes."""
        if len(data) < len(self._data):
            raise ValueError("not enough image data")
        if len(data) > len(self._data):
            raise ValueError("cannot decode image data")
        self._data[:] = data

    def _at(self, xy):
        x, y = xy
        width, height = self._size
        x, y = int(x), int(y)
        if x < 0:
            x += width
        if y < 0:
            y += height
        if not (0 <= x < width and 0 <= y < height):
            raise IndexError("image index out of range")
        return (y * width + x) * len(_bands[self._mode])

    def getpixel(self, xy):
        """The point at (x, y)."""
        at, count = self._at(xy), len(_bands[self._mode])
        return self._data[at] if count == 1 else tuple(self._data[at:at + count])

    def putpixel(self, xy, value):
        """Changes the point at (x, y)."""
        at = self._at(xy)
        if isinstance(value, str):
            value = ()
        point = value if isinstance(value, bytes) else _color(self._mode, value)
        self._data[at:at + len(point)] = point

    def get_flattened_data(self, band=None):
        """All points in a tuple."""
        count = len(_bands[self._mode])
        if band is not None or count == 1:
            return tuple(self._data[band or 0::count])
        return tuple(zip(*(self._data[channel::count] for channel in range(count))))

    getdata = get_flattened_data

    def putdata(self, data):
        """Takes its points from a sequence, as far as that goes."""
        points = b"".join(_color(self._mode, value) for value in data)
        if len(points) > len(self._data):
            raise TypeError("too many data entries")
        self._data[:len(points)] = points

    def getextrema(self):
        """The smallest and the largest value of each channel."""
        count = len(_bands[self._mode])
        pairs = tuple((min(part), max(part)) for part in (self._data[channel::count] for channel in range(count)))
        return pairs[0] if count == 1 else pairs

    def split(self):
        """Its channels, as grey pictures."""
        count = len(_bands[self._mode])
        return tuple(self._new(self._data[channel::count], mode="L") for channel in range(count))

    def getchannel(self, channel):
        """One channel, by name or number, as a grey picture."""
        if isinstance(channel, str):
            if channel not in _bands[self._mode]:
                raise ValueError(f'The image has no channel "{channel}"')
            channel = _bands[self._mode].index(channel)
        return self.split()[channel]

    def point(self, lut, mode=None):
        """Each value replaced by what a function, or a table of 256 per channel, makes of it."""
        count = len(_bands[self._mode])
        if callable(lut):
            lut = [lut(value) for value in range(256)] * count
        if len(lut) != 256 * count:
            raise ValueError("wrong number of lut entries")
        data = bytearray(len(self._data))
        for channel in range(count):
            table = bytes(_clip(int(value)) for value in lut[256 * channel:256 * channel + 256])
            data[channel::count] = self._data[channel::count].translate(table)
        return self._new(data)

    def convert(self, mode=None):
        """The same picture in another mode."""
        if mode is None or mode == self._mode:
            return self.copy()
        if mode not in _bands:
            if mode in ("1", "P", "CMYK", "YCbCr", "LAB", "HSV", "I", "F"):
                raise ValueError(f"the mode {mode} is not available here; there are {', '.join(_bands)}")
            raise ValueError("image has wrong mode")
        return self._new(_imaging.convert(self._picture(), len(_bands[mode])), mode=mode)

    def filter(self, filter):
        """The picture that a filter of `ImageFilter` makes."""
        if isinstance(filter, type):
            filter = filter()
        if not hasattr(filter, "filter"):
            raise TypeError("filter argument should be ImageFilter.Filter instance or class")
        return self._new(filter.filter(self._picture()))

    def crop(self, box=None):
        """The part within (left, upper, right, lower); black where there is nothing."""
        if box is None:
            return self.copy()
        if box[2] < box[0]:
            raise ValueError("Coordinate 'right' is less than 'left'")
        if box[3] < box[1]:
            raise ValueError("Coordinate 'lower' is less than 'upper'")
        left, top, right, bottom = (round(edge) for edge in box)
        new = self._new(bytes((right - left) * (bottom - top) * len(_bands[self._mode])), (right - left, bottom - top))
        new._put(self, -left, -top)
        return new

    def _put(self, other, left, top):
        """Copies another picture's rows to a place."""
        count = len(_bands[self._mode])
        first, last = max(left, 0), min(left + other.width, self.width)
        if first >= last:
            return
        for y in range(max(top, 0), min(top + other.height, self.height)):
            to = (y * self.width + first) * count
            start = ((y - top) * other.width + first - left) * count
            length = (last - first) * count
            self._data[to:to + length] = other._data[start:start + length]

    def paste(self, im, box=None, mask=None):
        """Puts a picture, or a colour, into a place of this one."""
        if mask is not None:
            raise NotImplementedError("paste takes no mask here")
        if box is None:
            box = (0, 0)
        if len(box) == 2:
            size = im.size if isinstance(im, Image) else self.size
            box = (*box, box[0] + size[0], box[1] + size[1])
        if len(box) != 4:
            raise TypeError(f"argument 2 must be sequence of length 4, not {len(box)}")
        left, top, right, bottom = box
        if isinstance(im, Image):
            if im.size != (right - left, bottom - top):
                raise ValueError("images do not match")
            if im.mode != self.mode:
                im = im.convert(self.mode)
        else:
            point = im if isinstance(im, bytes) else _color(self._mode, im)
            size = (max(right - left, 0), max(bottom - top, 0))
            im = self._new(point * (size[0] * size[1]), size)
        self._put(im, left, top)

    def resize(self, size, resample=None, box=None):
        """The picture in another size."""
        resample = Resampling.BICUBIC if resample is None else resample
        if resample not in Resampling.__members__.values():
            names = [f"Image.Resampling.{member.name} ({member.value})" for member in sorted(Resampling)]
            raise ValueError(f"Unknown resampling filter ({resample}). Use {', '.join(names[:-1])} or {names[-1]}")
        if box is not None:
            return self.crop(box).resize(size, resample)
        width, height = size
        if width <= 0 or height <= 0:
            raise ValueError("height and width must be > 0")
        return self._new(_imaging.resize(self._picture(), width, height, int(resample)), (width, height))

    def thumbnail(self, size, resample=Resampling.BICUBIC):
        """Makes this picture smaller, to fit into a size, in its proportions."""
        width, height = size
        if width >= self.width and height >= self.height:
            return
        aspect = self.width / self.height
        if width / height >= aspect:
            width = max(min(math.floor(height * aspect), math.ceil(height * aspect), key=lambda n: abs(aspect - n / height)), 1)
        else:
            height = max(min(math.floor(width / aspect), math.ceil(width / aspect),
                             key=lambda n: 0 if n == 0 else abs(aspect - width / n)), 1)
        new = self.resize((width, height), resample)
        self._size, self._data = new._size, new._data

    def transpose(self, method):
        """Turned by a right angle, or seen in a mirror."""
        if method not in _turns:
            raise ValueError("No such transpose operation")
        width, height, matrix = _turns[method](*self._size)
        return self._new(_imaging.affine(self._picture(), width, height, matrix), (width, height))

    def rotate(self, angle, resample=Resampling.NEAREST, expand=False, center=None, translate=None, fillcolor=None):
        """Turned counter-clockwise by an angle in degrees."""
        if resample != Resampling.NEAREST or center or translate or fillcolor is not None:
            raise NotImplementedError("rotate takes an angle and expand here")
        angle %= 360.0
        if angle == 0:
            return self.copy()
        if angle == 180:
            return self.transpose(Transpose.ROTATE_180)
        if angle in (90, 270) and (expand or self.width == self.height):
            return self.transpose(Transpose.ROTATE_90 if angle == 90 else Transpose.ROTATE_270)
        angle = -math.radians(angle)
        a, b = round(math.cos(angle), 15), round(math.sin(angle), 15)
        width, height = self._size
        x, y = width / 2, height / 2
        c, f = -a * x - b * y + x, b * x - a * y + y
        if expand:
            corners = [(0, 0), (width, 0), (width, height), (0, height)]
            across = [a * x + b * y + c for x, y in corners]
            down = [-b * x + a * y + f for x, y in corners]
            wide = math.ceil(max(across)) - math.floor(min(across))
            high = math.ceil(max(down)) - math.floor(min(down))
            x, y = -(wide - width) / 2.0, -(high - height) / 2.0
            c, f = a * x + b * y + c, -b * x + a * y + f
            width, height = wide, high
        data = _imaging.affine(self._picture(), width, height, (a, b, c, -b, a, f))
        return self._new(data, (width, height))

    def save(self, fp, format=None):
        """Writes a PNG file."""
        name = fp if isinstance(fp, str) else getattr(fp, "__fspath__", str)()
        if format is None:
            dot = name.rfind(".")
            ending = name[dot:].lower() if dot > name.rfind("/") else ""
            if ending not in (".png", ".apng"):
                raise ValueError(f"unknown file extension: {ending}")
        elif format.upper() != "PNG":
            raise KeyError(format.upper())
        file = _imaging.encode(self._picture())
        if hasattr(fp, "write"):
            fp.write(file)
        else:
            with io.open(fp, "wb") as target:
                target.write(file)


class _Access:
    """The points of a picture."""

    def __init__(self, image):
        self._image = image

    def __getitem__(self, xy):
        return self._image.getpixel(xy)

    def __setitem__(self, xy, value):
        self._image.putpixel(xy, value)


def new(mode, size, color=0):
    """A picture of one colour."""
    if mode not in _bands:
        if mode in ("1", "P", "CMYK", "YCbCr", "LAB", "HSV", "I", "F"):
            raise ValueError(f"the mode {mode} is not available here; there are {', '.join(_bands)}")
        raise ValueError("unrecognized image mode")
    _check_size(size)
    point = bytes(len(_bands[mode])) if color is None else _color(mode, color)
    return Image(mode, size, point * (size[0] * size[1]))


def frombytes(mode, size, data):
    """A picture of bytes, row by row."""
    image = new(mode, size)
    image.frombytes(data)
    return image


def merge(mode, bands):
    """A picture of grey pictures, one for each channel."""
    if len(bands) != len(_bands.get(mode, ())):
        raise ValueError("wrong number of bands")
    for band in bands:
        if band.mode != "L":
            raise ValueError("mode mismatch")
        if band.size != bands[0].size:
            raise ValueError("size mismatch")
    image = new(mode, bands[0].size)
    for channel, band in enumerate(bands):
        image._data[channel::len(bands)] = band._data
    return image


def open(fp, mode="r", formats=None):
    """The picture in a PNG file."""
    if mode != "r":
        raise ValueError(f"bad mode {mode!r}")
    if hasattr(fp, "read"):
        name, data = "", fp.read()
    else:
        name = fp if isinstance(fp, str) else fp.__fspath__()
        with io.open(fp, "rb") as file:
            data = file.read()
    found = _imaging.decode(bytes(data))
    if found is None:
        raise UnidentifiedImageError(f"cannot identify image file {name or fp!r}")
    from PIL import PngImagePlugin

    channels, width, height, data = found
    image = PngImagePlugin.PngImageFile(_modes[channels], (width, height), data)
    image.filename = name
    return image
