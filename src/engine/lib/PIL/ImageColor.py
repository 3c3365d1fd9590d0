"""Colours by name."""

_names = {
    "black": 0x000000, "white": 0xFFFFFF, "red": 0xFF0000, "green": 0x008000, "blue": 0x0000FF, "yellow": 0xFFFF00,
    "cyan": 0x00FFFF, "magenta": 0xFF00FF, "gray": 0x808080, "grey": 0x808080, "silver": 0xC0C0C0, "maroon": 0x800000,
    "olive": 0x808000, "lime": 0x00FF00, "teal": 0x008080, "navy": 0x000080, "purple": 0x800080, "orange": 0xFFA500,
    "pink": 0xFFC0CB, "brown": 0xA52A2A, "gold": 0xFFD700, "skyblue": 0x87CEEB, "tomato": 0xFF6347,
}


def getrgb(color):
    """Red, green, blue and perhaps alpha of a name or of `#` and hexadecimal digits."""
    name = color.lower()
    if name in _names:
        number = _names[name]
        return (number >> 16, number >> 8 & 255, number & 255)
    digits = name[1:]
    if name[:1] == "#" and len(digits) in (3, 4, 6, 8) and all(digit in "0123456789abcdef" for digit in digits):
        if len(digits) < 6:
            digits = "".join(digit * 2 for digit in digits)
        return tuple(bytes.fromhex(digits))
    raise ValueError(f"unknown color specifier: {color!r}")
