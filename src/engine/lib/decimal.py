"""Decimal numbers by the General Decimal Arithmetic Specification."""

from _decimal_base import *
from _decimal_base import __all__, __libmpdec_version__, __version__
