"""There is no network: what needs one fails, and nothing else."""
