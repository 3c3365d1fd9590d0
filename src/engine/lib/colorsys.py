"""Colours in other coordinates."""

__all__ = ["rgb_to_yiq", "yiq_to_rgb", "rgb_to_hls", "hls_to_rgb", "rgb_to_hsv", "hsv_to_rgb"]


def rgb_to_yiq(r, g, b):
    y = 0.30 * r + 0.59 * g + 0.11 * b
    return y, 0.74 * (r - y) - 0.27 * (b - y), 0.48 * (r - y) + 0.41 * (b - y)


def yiq_to_rgb(y, i, q):
    colours = (
        y + 0.9468822170900693 * i + 0.6235565819861433 * q,
        y - 0.27478764629897834 * i - 0.6356910791873801 * q,
        y - 1.1085450346420322 * i + 1.7090069284064666 * q,
    )
    return tuple([min(1.0, max(0.0, colour)) for colour in colours])


def _hue(r, g, b, highest, spread):
    red, green, blue = (highest - r) / spread, (highest - g) / spread, (highest - b) / spread
    if r == highest:
        hue = blue - green
    elif g == highest:
        hue = 2.0 + red - blue
    else:
        hue = 4.0 + green - red
    return hue / 6.0 % 1.0


def rgb_to_hls(r, g, b):
    highest, lowest = max(r, g, b), min(r, g, b)
    total, spread = highest + lowest, highest - lowest
    lightness = total / 2.0
    if highest == lowest:
        return 0.0, lightness, 0.0
    saturation = spread / total if lightness <= 0.5 else spread / (2.0 - highest - lowest)
    return _hue(r, g, b, highest, spread), lightness, saturation


def hls_to_rgb(h, l, s):
    if s == 0.0:
        return l, l, l
    high = l * (1.0 + s) if l <= 0.5 else l + s - l * s
    low = 2.0 * l - high

    def channel(hue):
        hue %= 1.0
        if hue < 1.0 / 6.0:
            return low + (high - low) * hue * 6.0
        if hue < 0.5:
            return high
        if hue < 2.0 / 3.0:
            return low + (high - low) * (2.0 / 3.0 - hue) * 6.0
        return low

    return channel(h + 1.0 / 3.0), channel(h), channel(h - 1.0 / 3.0)


def rgb_to_hsv(r, g, b):
    highest, lowest = max(r, g, b), min(r, g, b)
    if highest == lowest:
        return 0.0, 0.0, highest
    spread = highest - lowest
    return _hue(r, g, b, highest, spread), spread / highest, highest


def hsv_to_rgb(h, s, v):
    if s == 0.0:
        return v, v, v
    sector = int(h * 6.0)
    part = h * 6.0 - sector
    p, q, t = v * (1.0 - s), v * (1.0 - s * part), v * (1.0 - s * (1.0 - part))
    return ((v, t, p), (q, v, p), (p, v, t), (p, q, v), (t, p, v), (v, p, q))[sector % 6]
