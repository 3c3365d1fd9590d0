"""What `json.decoder` reads values with."""

__all__ = ["make_scanner"]


def make_scanner(context):
    """A function that reads the value at a place as a decoder wants it."""
    return context.scan_once
