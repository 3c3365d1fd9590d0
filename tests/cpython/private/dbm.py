"""Formats of files are left out: what needs them fails, and nothing else."""
