"""Pipes between processes."""

import _image
import _ipc

from .context import BufferTooShort

__all__ = ["Client", "Listener", "Connection", "Pipe", "wait"]


class Connection:
    """One end of a pipe."""

    def __init__(self, handle, readable=True, writable=True):
        if not readable and not writable:
            raise ValueError("at least one of `readable` and `writable` must be True")
        self._handle = handle
        self._readable = readable
        self._writable = writable

    def _refuse(self, kind):
        raise OSError("handle is closed" if self._handle is None else "connection is " + kind)

    @property
    def closed(self):
        """Whether this end is closed."""
        return self._handle is None

    @property
    def readable(self):
        """Whether this end receives."""
        return self._readable

    @property
    def writable(self):
        """Whether this end sends."""
        return self._writable

    def fileno(self):
        """Number of the handle."""
        if self._handle is None:
            self._refuse("")
        return int(self._handle)

    def close(self):
        """Closes this end in this process."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            _ipc.close(handle)

    def send(self, obj):
        """Sends a pickled object."""
        if self._handle is None or not self._writable:
            self._refuse("read-only")
        data, handles = _image.dumps(obj)
        _ipc.send(self._handle, data, handles)

    def recv(self):
        """Waits for an object. `EOFError` when there is nothing left and the other end was closed."""
        if self._handle is None or not self._readable:
            self._refuse("write-only")
        data = _ipc.receive(self._handle)
        try:
            return _image.loads(data)
        except Exception:
            # Somebody may have pickled it and sent it as bytes.
            if data[:1] != b"\x80":
                raise
        import pickle
        return pickle.loads(data)

    def send_bytes(self, buf, offset=0, size=None):
        """Sends bytes as one message."""
        if self._handle is None or not self._writable:
            self._refuse("read-only")
        if isinstance(buf, (str, int)):
            raise TypeError(f"memoryview: a bytes-like object is required, not '{type(buf).__name__}'")
        data = bytes(buf)
        if offset < 0:
            raise ValueError("offset is negative")
        if len(data) < offset:
            raise ValueError("buffer length < offset")
        if size is None:
            size = len(data) - offset
        elif size < 0:
            raise ValueError("size is negative")
        elif offset + size > len(data):
            raise ValueError("buffer length < offset + size")
        _ipc.send(self._handle, data[offset:offset + size], [])

    def recv_bytes(self, maxlength=None):
        """Waits for a message of bytes."""
        if self._handle is None or not self._readable:
            self._refuse("write-only")
        if maxlength is not None and maxlength < 0:
            raise ValueError("negative maxlength")
        data = _ipc.receive(self._handle)
        if maxlength is not None and len(data) > maxlength:
            self.close()
            raise OSError("bad message length")
        return data

    def recv_bytes_into(self, buf, offset=0):
        """Waits for a message of bytes and writes it into a buffer; returns its length."""
        if self._handle is None or not self._readable:
            self._refuse("write-only")
        if offset < 0:
            raise ValueError("negative offset")
        if offset > len(buf):
            raise ValueError("offset too large")
        data = _ipc.receive(self._handle)
        if len(buf) < offset + len(data):
            raise BufferTooShort(data)
        buf[offset:offset + len(data)] = data
        return len(data)

    def poll(self, timeout=0.0):
        """Whether there is something to receive, waiting at most `timeout` seconds (None: without limit)."""
        if self._handle is None or not self._readable:
            self._refuse("write-only")
        return _ipc.poll(self._handle, -1 if timeout is None else max(timeout, 0))

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.close()


def Pipe(duplex=True):
    """Two connected ends. Not duplex: the first receives and the second sends."""
    first, second = _ipc.pipe(duplex)
    first, second = _ipc.Handle(first), _ipc.Handle(second)
    if duplex:
        return Connection(first), Connection(second)
    return Connection(first, writable=False), Connection(second, readable=False)


def wait(object_list, timeout=None):
    """The objects that are ready: connections with something to receive, sentinels of ended processes."""
    objects = list(object_list)
    channels = []
    pids = []
    found = {}
    for item in objects:
        if isinstance(item, int):
            pids.append(-item)
            found.setdefault(item, []).append(item)
        else:
            found.setdefault(item.fileno(), []).append(item)
            channels.append(item._handle)
    if not objects:
        if timeout:
            from time import sleep
            sleep(timeout)
        return []
    ready = _ipc.wait_any(channels, pids, -1 if timeout is None else max(timeout, 0))
    result = []
    for key in ready:
        result.extend(found.get(key, ()))
    return result


class Listener:
    """Is refused: there are no addresses by which programs find each other."""

    def __init__(self, address=None, family=None, backlog=1, authkey=None):
        raise NotImplementedError("this Python has no sockets; Pipe() makes connections between processes of one program")


Client = Listener
