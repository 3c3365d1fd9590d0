"""A small part of Pillow: pictures of eight bits a channel, PNG files, blurs."""


class UnidentifiedImageError(OSError):
    """A file that holds no picture that can be read here."""
