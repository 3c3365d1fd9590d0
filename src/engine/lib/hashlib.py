"""Digests: MD5, SHA-1, SHA-2, SHA-3 and BLAKE2."""

import _hash

# Sizes of the digest and of a block.
_sizes = {
    "md5": (16, 64), "sha1": (20, 64), "sha224": (28, 64), "sha256": (32, 64), "sha384": (48, 128), "sha512": (64, 128),
    "sha3_224": (28, 144), "sha3_256": (32, 136), "sha3_384": (48, 104), "sha3_512": (64, 72),
    "shake_128": (0, 168), "shake_256": (0, 136), "blake2b": (64, 128), "blake2s": (32, 64),
}
algorithms_guaranteed = set(_sizes)
algorithms_available = set(_sizes)

__all__ = (*_sizes, "new", "algorithms_guaranteed", "algorithms_available", "pbkdf2_hmac", "file_digest")


class HASH:
    """A digest that is being made."""

    def __init__(self, name, data=b""):
        self.name = name
        self.digest_size, self.block_size = _sizes[name]
        self._data = bytearray()
        self.update(data)

    def update(self, data, /):
        """Adds bytes."""
        if isinstance(data, str):
            raise TypeError("Strings must be encoded before hashing")
        try:
            self._data += memoryview(data)
        except TypeError:
            raise TypeError("object supporting the buffer API required") from None

    def digest(self):
        """The digest."""
        return _hash.digest(self.name, bytes(self._data))

    def hexdigest(self):
        """The digest as hexadecimal digits."""
        return self.digest().hex()

    def copy(self):
        """A copy, to go on from here in another way."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__, _data=self._data[:])
        return other

    def __repr__(self):
        return f"<{self.name} _hashlib.{type(self).__name__} object @ {id(self):#x}>"


class HASHXOF(HASH):
    """One whose digest may have any length."""

    def digest(self, length):
        """That many bytes of digest."""
        return _hash.shake(self.name, bytes(self._data), length)

    def hexdigest(self, length):
        """That many bytes of digest as hexadecimal digits."""
        return self.digest(length).hex()


class _Blake2(HASH):
    # How parts of a tree of digests are put together is part of the parameters.

    def __init__(self, data=b"", /, *, digest_size=None, key=b"", salt=b"", person=b"", fanout=1, depth=1, leaf_size=0,
                 node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True):
        largest = self.MAX_DIGEST_SIZE
        digest_size = largest if digest_size is None else digest_size
        if not 1 <= digest_size <= largest:
            raise ValueError(f"digest_size must be between 1 and {largest} bytes")
        for given, what, room in ((salt, "salt", self.SALT_SIZE), (person, "person", self.PERSON_SIZE),
                                  (key, "key", self.MAX_KEY_SIZE)):
            if len(given) > room:
                raise ValueError(f"maximum {what} length is {room} bytes")
        for value, what, least, most in ((fanout, "fanout", 0, 255), (depth, "depth", 1, 255),
                                         (node_depth, "node_depth", 0, 255),
                                         (inner_size, "inner_size", 0, largest)):
            if not least <= value <= most:
                raise ValueError(f"{what} must be between {least} and {most}")
        # Refused if they do not fit in their fields.
        leaf_size.to_bytes(4, "little")
        node_offset.to_bytes(8 if self.SALT_SIZE == 16 else 6, "little")
        self._parameters = (digest_size, bytes(key), fanout, depth, leaf_size, node_offset, node_depth, inner_size,
                            bytes(salt), bytes(person), bool(last_node))
        super().__init__(type(self).__name__)
        self.digest_size = digest_size
        self.update(data)

    def digest(self):
        """The digest."""
        return _hash.blake2(self.name, self._parameters, bytes(self._data))

    __repr__ = object.__repr__


class blake2b(_Blake2):
    """BLAKE2b, made for machines of 64 bits."""

    __module__ = "_blake2"
    MAX_DIGEST_SIZE = MAX_KEY_SIZE = 64
    SALT_SIZE = PERSON_SIZE = 16


class blake2s(_Blake2):
    """BLAKE2s, made for smaller ones."""

    __module__ = "_blake2"
    MAX_DIGEST_SIZE = MAX_KEY_SIZE = 32
    SALT_SIZE = PERSON_SIZE = 8


def new(name, data=b"", *, usedforsecurity=True, **kwargs):
    """A digest by its name."""
    if not isinstance(name, str):
        raise TypeError("name must be a string")
    plain = name.lower().replace("-", "_")
    known = plain if plain in _sizes else plain.replace("_", "")
    if known not in _sizes:
        raise ValueError("unsupported hash type " + name)
    return globals()[known](data, **kwargs)


def _maker(name, kind):
    def make(string=b"", *, usedforsecurity=True):
        return kind(name, string)

    make.__name__ = make.__qualname__ = f"openssl_{name}"
    return make


for _name in _sizes:
    if not _name.startswith("blake2"):
        globals()[_name] = _maker(_name, HASHXOF if _name.startswith("shake") else HASH)
del _name


def file_digest(fileobj, digest, /, *, _bufsize=1 << 18):
    """The digest of what a file that is open for bytes has in it from here on."""
    made = new(digest) if isinstance(digest, str) else digest()
    if hasattr(fileobj, "getbuffer"):
        made.update(fileobj.getbuffer())
        return made
    if not (hasattr(fileobj, "readinto") and hasattr(fileobj, "readable") and fileobj.readable()):
        raise ValueError(f"'{fileobj!r}' is not a file-like object in binary reading mode.")
    room = memoryview(bytearray(_bufsize))
    while size := fileobj.readinto(room):
        made.update(room[:size])
    return made


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """A key from a password (RFC 8018)."""
    if hash_name not in _sizes:
        raise ValueError("unsupported hash type " + hash_name)
    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    size, block = _sizes[hash_name]

    def keyed(key, message):
        if len(key) > block:
            key = _hash.digest(hash_name, key)
        key = key + b"\0" * (block - len(key))
        inner = _hash.digest(hash_name, bytes([byte ^ 0x36 for byte in key]) + message)
        return _hash.digest(hash_name, bytes([byte ^ 0x5C for byte in key]) + inner)

    dklen = size if dklen is None else dklen
    key = b""
    number = 0
    while len(key) < dklen:
        number += 1
        mixed = keyed(password, salt + number.to_bytes(4, "big"))
        total = int.from_bytes(mixed, "big")
        for _ in range(iterations - 1):
            mixed = keyed(password, mixed)
            total ^= int.from_bytes(mixed, "big")
        key += total.to_bytes(size, "big")
    return key[:dklen]
