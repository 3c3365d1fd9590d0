"""Digests: MD5, SHA-1 and SHA-2."""

import _hash

_sizes = {"md5": (16, 64), "sha1": (20, 64), "sha224": (28, 64), "sha256": (32, 64), "sha384": (48, 128),
          "sha512": (64, 128)}
algorithms_guaranteed = algorithms_available = set(_sizes)


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
        self._data += bytes(data)

    def digest(self):
        """The digest."""
        return _hash.digest(self.name, bytes(self._data))

    def hexdigest(self):
        """The digest as hexadecimal digits."""
        return self.digest().hex()

    def copy(self):
        """A copy, to go on from here in another way."""
        return HASH(self.name, bytes(self._data))

    def __repr__(self):
        return f"<{self.name} _hashlib.HASH object @ {id(self):#x}>"


def new(name, data=b"", *, usedforsecurity=True):
    """A digest by its name."""
    name = name.lower().replace("-", "")
    if name not in _sizes:
        raise ValueError("unsupported hash type " + name)
    return HASH(name, data)


def md5(string=b"", *, usedforsecurity=True):
    """MD5."""
    return HASH("md5", string)


def sha1(string=b"", *, usedforsecurity=True):
    """SHA-1."""
    return HASH("sha1", string)


def sha224(string=b"", *, usedforsecurity=True):
    """SHA-224."""
    return HASH("sha224", string)


def sha256(string=b"", *, usedforsecurity=True):
    """SHA-256."""
    return HASH("sha256", string)


def sha384(string=b"", *, usedforsecurity=True):
    """SHA-384."""
    return HASH("sha384", string)


def sha512(string=b"", *, usedforsecurity=True):
    """SHA-512."""
    return HASH("sha512", string)


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """A key from a password (RFC 8018)."""
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
