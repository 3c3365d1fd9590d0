"""Pictures that were read from a file."""

from PIL import Image


class PngImageFile(Image.Image):
    """A picture from a PNG file."""

    format = "PNG"
    format_description = "Portable network graphics"
