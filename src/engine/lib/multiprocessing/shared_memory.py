"""Blocks of shared memory with names.

A name tells the number of the handle; a process can attach to blocks that it made, or that were there when it was
forked, or whose object it was sent."""

import _ipc
import _process

__all__ = ["SharedMemory", "ShareableList"]

# Handles by name: what this process may attach to. A forked child inherits it.
_known = {}
_count = 0


class SharedMemory:
    """A block of shared memory."""

    def __init__(self, name=None, create=False, size=0):
        global _count
        if size < 0:
            raise ValueError("'size' must be a positive integer")
        if create:
            if size == 0:
                raise ValueError("'size' must be a positive number different from zero")
            if name is None:
                _count += 1
                name = "psm_%08x" % (_process.pid() << 12 | _count)
            elif name in _known:
                raise FileExistsError(17, "File exists", "/" + name)
            _known[name] = (_ipc.shared_create(size, "SharedMemory"), size)
        elif name is None:
            raise ValueError("'name' can only be None if create=True")
        name = name.removeprefix("/")
        if name not in _known:
            raise FileNotFoundError(2, "No such file or directory", "/" + name)
        self._name = name
        self._handle, self._size = _known[name]
        self._buf = _ipc.view(self._handle, self._size)

    @property
    def buf(self):
        """Its bytes."""
        return self._buf

    @property
    def name(self):
        """Its name."""
        return self._name

    @property
    def size(self):
        """Its size."""
        return self._size

    def close(self):
        """This object no longer uses it."""
        self._buf = None

    def unlink(self):
        """Nobody can attach to it any more."""
        if self._name not in _known:
            raise FileNotFoundError(2, "No such file or directory", "/" + self._name)
        del _known[self._name]

    def __reduce__(self):
        return _attach, (self._name, self._handle, self._size)

    def __repr__(self):
        return f"{self.__class__.__name__}({self.name!r}, size={self.size})"


def _attach(name, handle, size):
    _known.setdefault(name, (handle, size))
    return SharedMemory(name)


class ShareableList:
    """A list of numbers, bools, None, str and bytes in shared memory. Its length is fixed, and the room of its texts."""

    __class_getitem__ = classmethod(type(list[int]))

    # An item: a tag, then eight bytes of number, or the length of a text and its bytes.

    def __init__(self, sequence=None, *, name=None):
        if sequence is None:
            self.shm = SharedMemory(name)
            self._read_layout()
            return
        items = list(sequence)
        rooms = []
        for item in items:
            if isinstance(item, (str, bytes)):
                data = item.encode() if isinstance(item, str) else item
                rooms.append(8 * (len(data) // 8 + 1))
            elif isinstance(item, (int, float, bool, type(None))):
                rooms.append(8)
            else:
                raise TypeError(f"{type(item).__name__!r} objects cannot be held in a ShareableList")
        head = 8 + 8 * len(items)
        self.shm = SharedMemory(name, create=True, size=head + sum(rooms) + 16 * len(items))
        block = self.shm._handle
        block.write(0, len(items).to_bytes(8, "little") + b"".join([r.to_bytes(8, "little") for r in rooms]))
        self._rooms = rooms
        for place, item in enumerate(items):
            self._store(place, item)

    def _read_layout(self):
        block = self.shm._handle
        count = int.from_bytes(block.read(0, 8), "little")
        data = block.read(8, 8 * count) if count else b""
        self._rooms = [int.from_bytes(data[8 * i:8 * i + 8], "little") for i in range(count)]

    def _offset(self, place):
        return 8 + 8 * len(self._rooms) + sum(self._rooms[:place]) + 16 * place

    def _store(self, place, item):
        if item is None:
            tag, data = b"N", b""
        elif isinstance(item, bool):
            tag, data = b"?", bytes([item])
        elif isinstance(item, int):
            tag, data = b"q", item.to_bytes(8, "little", signed=True)
        elif isinstance(item, float):
            tag, data = b"d", _ipc.encode("d", item)
        elif isinstance(item, (str, bytes)):
            tag, data = (b"s", item.encode()) if isinstance(item, str) else (b"b", item)
        else:
            raise TypeError(f"{type(item).__name__!r} objects cannot be held in a ShareableList")
        if len(data) > self._rooms[place]:
            raise ValueError("bytes/str item exceeds available storage")
        head = tag + b"\0" * 7 + len(data).to_bytes(8, "little")
        self.shm._handle.write(self._offset(place), head + data)

    def _place(self, position):
        place = position + len(self._rooms) if position < 0 else position
        if not 0 <= place < len(self._rooms):
            raise IndexError("index out of range")
        return place

    def __getitem__(self, position):
        place = self._place(position)
        data = self.shm._handle.read(self._offset(place), 16 + self._rooms[place])
        tag = data[:1]
        data = data[16:16 + int.from_bytes(data[8:16], "little")]
        if tag == b"N":
            return None
        if tag == b"?":
            return data != b"\0"
        if tag == b"q":
            return int.from_bytes(data, "little", signed=True)
        if tag == b"d":
            return _ipc.decode("d", data)
        return data.decode() if tag == b"s" else data

    def __setitem__(self, position, value):
        place = position + len(self._rooms) if position < 0 else position
        if not 0 <= place < len(self._rooms):
            raise IndexError("assignment index out of range")
        self._store(place, value)

    def __reduce__(self):
        return _attached_list, (self.shm,)

    def __len__(self):
        return len(self._rooms)

    def __iter__(self):
        for place in range(len(self._rooms)):
            yield self[place]

    def __repr__(self):
        return f"{self.__class__.__name__}({list(self)}, name={self.shm.name!r})"

    @property
    def format(self):
        """The items' forms, as the module struct writes them."""
        forms = {bool: "xxxxxxx?", int: "q", float: "d", type(None): "xxxxxx?x"}
        return "".join([forms.get(type(item)) or f"{room}s" for item, room in zip(self, self._rooms)])

    def count(self, value):
        """How often a value occurs."""
        return sum(value == item for item in self)

    def index(self, value):
        """Where a value first occurs."""
        for place, item in enumerate(self):
            if value == item:
                return place
        raise ValueError(f"{value!r} not in this container")


def _attached_list(shm):
    return ShareableList(name=shm.name)
