"""There is no network: what needs one fails, and nothing else."""


class SimpleCookie:
    def __init__(self, *args, **kwargs):
        raise NotImplementedError("there are no cookies here")


class Morsel(SimpleCookie):
    pass
