"""There is no network: what needs one fails, and nothing else."""


class BaseServer:
    def __init__(self, *args, **kwargs):
        raise OSError("there is no network here")


class ThreadingUDPServer(BaseServer):
    pass


class ThreadingTCPServer(BaseServer):
    pass


class DatagramRequestHandler(BaseServer):
    pass


class StreamRequestHandler(BaseServer):
    pass
