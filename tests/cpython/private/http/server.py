"""There is no network: what needs one fails, and nothing else."""


class HTTPServer:
    def __init__(self, *args, **kwargs):
        raise OSError("there is no network here")


class BaseHTTPRequestHandler(HTTPServer):
    pass
