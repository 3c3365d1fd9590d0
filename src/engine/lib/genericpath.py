"""What paths have in common on all systems."""

from os.path import commonprefix, exists, getatime, getctime, getmtime, getsize, isdir, isfile
from os.path import samefile, sameopenfile, samestat

__all__ = ["commonprefix", "exists", "getatime", "getctime", "getmtime", "getsize", "isdir", "isfile", "samefile",
           "sameopenfile", "samestat"]
