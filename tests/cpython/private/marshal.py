"""Bytecode is each Python's own affair: what needs it fails, and nothing else."""
