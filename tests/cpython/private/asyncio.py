"""There is no event loop: what needs one fails, and nothing else."""
