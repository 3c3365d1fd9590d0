"""Random choices. Their source is the run's seed, so they are no secrets here."""

import os
import random

__all__ = ["choice", "randbelow", "randbits", "SystemRandom", "token_bytes", "token_hex", "token_urlsafe", "compare_digest"]

_random = random.SystemRandom()
choice = _random.choice
randbits = _random.getrandbits
SystemRandom = random.SystemRandom
DEFAULT_ENTROPY = 32


def randbelow(exclusive_upper_bound):
    """A number below a bound."""
    if exclusive_upper_bound <= 0:
        raise ValueError("Upper bound must be positive.")
    return _random._randbelow(exclusive_upper_bound)


def token_bytes(nbytes=None):
    """Random bytes."""
    return os.urandom(DEFAULT_ENTROPY if nbytes is None else nbytes)


def token_hex(nbytes=None):
    """Random bytes as hexadecimal digits."""
    return token_bytes(nbytes).hex()


def token_urlsafe(nbytes=None):
    """Random text for a URL."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    data = token_bytes(nbytes)
    bits = int.from_bytes(data, "big") << (-len(data) * 8) % 6
    count = (len(data) * 8 + 5) // 6
    return "".join([letters[bits >> 6 * (count - 1 - i) & 63] for i in range(count)])


def compare_digest(a, b):
    """Whether they are equal."""
    from hmac import compare_digest
    return compare_digest(a, b)
