"""Names of Python 2 are CPython's own affair: what needs them fails, and nothing else."""

IMPORT_MAPPING = {}
NAME_MAPPING = {}
REVERSE_IMPORT_MAPPING = {}
REVERSE_NAME_MAPPING = {}
