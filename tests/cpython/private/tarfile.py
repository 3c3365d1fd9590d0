"""Archives are left out: what needs them fails, and nothing else."""


def _absent(*args, **kwargs):
    raise NotImplementedError("archives are not here")


TarFile = open = _absent
