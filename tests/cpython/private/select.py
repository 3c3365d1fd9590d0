"""There is nothing to wait for at once: what needs that fails, and nothing else."""
