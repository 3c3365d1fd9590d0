"""There is no network: what needs one fails, and nothing else."""


class SMTPServer:
    def __init__(self, *args, **kwargs):
        raise OSError("there is no network here")
