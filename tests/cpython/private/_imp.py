"""How CPython imports is its own affair: what needs it fails, and nothing else."""
