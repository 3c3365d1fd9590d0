"""Names of `json` in their other place."""

from . import JSONEncoder
