"""Names of `json` in their other place."""

from . import JSONDecodeError, JSONDecoder
