"""Its pages are not made here: what needs them fails, and nothing else."""
