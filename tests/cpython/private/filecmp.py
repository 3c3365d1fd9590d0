"""Files are not compared here: what needs it fails, and nothing else."""


class dircmp:
    def __init__(self, *args, **kwargs):
        raise NotImplementedError("files are not compared here")
