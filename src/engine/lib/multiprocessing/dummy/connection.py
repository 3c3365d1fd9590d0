"""Pipes between threads."""

from queue import Queue

__all__ = ["Pipe", "Connection"]


def Pipe(duplex=True):
    """Two connected ends."""
    there, back = Queue(), Queue()
    return Connection(there, back), Connection(back, there)


class Connection:
    """One end of a pipe."""

    def __init__(self, _in, _out):
        self._in = _in
        self._out = _out
        self.send = self.send_bytes = _out.put
        self.recv = self.recv_bytes = _in.get

    def poll(self, timeout=0.0):
        """Whether there is something to receive."""
        if self._in.qsize() > 0:
            return True
        if timeout is not None and timeout <= 0.0:
            return False
        with self._in.not_empty:
            self._in.not_empty.wait(timeout)
        return self._in.qsize() > 0

    def close(self):
        """Nothing to do."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.close()
