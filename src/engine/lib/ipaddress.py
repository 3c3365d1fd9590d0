"""Addresses, networks and interfaces of the Internet protocols, version 4 and 6."""

import functools

IPV4LENGTH, IPV6LENGTH = 32, 128


class AddressValueError(ValueError):
    """It is no address."""


class NetmaskValueError(ValueError):
    """It is no netmask."""


def _either(kinds, what, value, *args):
    for kind in kinds:
        try:
            return kind(value, *args)
        except (AddressValueError, NetmaskValueError):
            pass
    raise ValueError(f"{value!r} does not appear to be an IPv4 or IPv6 {what}")


def ip_address(address):
    """An address of either version."""
    return _either((IPv4Address, IPv6Address), "address", address)


def ip_network(address, strict=True):
    """A network of either version."""
    return _either((IPv4Network, IPv6Network), "network", address, strict)


def ip_interface(address):
    """An interface of either version."""
    return _either((IPv4Interface, IPv6Interface), "interface", address)


def v4_int_to_packed(address):
    """A number as four bytes."""
    try:
        return address.to_bytes(4, "big")
    except OverflowError:
        raise ValueError("Address negative or too large for IPv4")


def v6_int_to_packed(address):
    """A number as sixteen bytes."""
    try:
        return address.to_bytes(16, "big")
    except OverflowError:
        raise ValueError("Address negative or too large for IPv6")


def _divided(address):
    parts = str(address).split("/")
    if len(parts) > 2:
        raise AddressValueError(f"Only one '/' permitted in {address!r}")
    return parts


def _count_righthand_zero_bits(number, bits):
    return bits if number == 0 else min(bits, (~number & number - 1).bit_length())


def _find_address_range(addresses):
    # First and last of each run of neighbours.
    addresses = iter(addresses)
    first = last = next(addresses)
    for address in addresses:
        if address._ip != last._ip + 1:
            yield first, last
            first = address
        last = address
    yield first, last


def summarize_address_range(first, last):
    """The networks that have just these addresses."""
    if not (isinstance(first, _Address) and isinstance(last, _Address)):
        raise TypeError("first and last must be IP addresses, not networks")
    if first.version != last.version:
        raise TypeError(f"{first} and {last} are not of the same version")
    if first > last:
        raise ValueError("last IP address must be greater than first")
    if first.version not in (4, 6):
        raise ValueError("unknown IP version")
    kind = IPv4Network if first.version == 4 else IPv6Network
    width = first.max_prefixlen
    low, high = first._ip, last._ip
    while low <= high:
        size = min(_count_righthand_zero_bits(low, width), (high - low + 1).bit_length() - 1)
        yield kind((low, width - size))
        low += 1 << size


def collapse_addresses(addresses):
    """The fewest networks that have the same addresses."""
    singles, networks = [], []
    for item in addresses:
        if isinstance(item, _Address) and not isinstance(item, _Interface):
            previous = singles[-1:]
            if previous and previous[0].version != item.version:
                raise TypeError(f"{item} and {previous[0]} are not of the same version")
            singles.append(item)
        elif isinstance(item, _Network) and item._prefixlen == item.max_prefixlen or isinstance(item, _Interface) \
                and item.network._prefixlen == item.max_prefixlen:
            previous = singles[-1:]
            if previous and previous[0].version != item.version:
                raise TypeError(f"{item} and {previous[0]} are not of the same version")
            singles.append(item.ip if isinstance(item, _Interface) else item.network_address)
        else:
            previous = networks[-1:]
            if previous and previous[0].version != item.version:
                raise TypeError(f"{item} and {previous[0]} are not of the same version")
            networks.append(item)
    if singles:
        for first, last in _find_address_range(sorted(set(singles))):
            networks.extend(summarize_address_range(first, last))
    return _merged(networks)


def _merged(networks):
    waiting = list(networks)
    halves = {}
    while waiting:
        network = waiting.pop()
        wider = network.supernet()
        other = halves.get(wider)
        if other is None:
            halves[wider] = network
        elif other != network:
            del halves[wider]
            waiting.append(wider)
    last = None
    for network in sorted(halves.values()):
        if last is not None and last.broadcast_address >= network.broadcast_address:
            continue
        yield network
        last = network


def get_mixed_type_key(obj):
    """A key by which addresses and networks can be sorted together."""
    if isinstance(obj, _Network):
        return obj._get_networks_key()
    if isinstance(obj, _Address):
        return obj._version, obj
    return NotImplemented


class _Base:
    __slots__ = ()

    @property
    def exploded(self):
        """Its text at full length."""
        return self._long()

    @property
    def compressed(self):
        """Its text, shortened."""
        return str(self)

    @property
    def reverse_pointer(self):
        """The name to ask the domain name system for."""
        return self._pointer()

    @property
    def version(self):
        """4 or 6."""
        return self._version

    @property
    def max_prefixlen(self):
        """How many bits an address has."""
        return self._width

    def _long(self):
        return str(self)

    @classmethod
    def _mask_of(cls, prefixlen):
        return cls._ALL_ONES ^ (1 << cls._width - prefixlen) - 1

    @classmethod
    def _bad_mask(cls, text):
        raise NetmaskValueError(f"{text!r} is not a valid netmask") from None

    @classmethod
    def _prefix_from_prefix_string(cls, text):
        # Of a number of bits as text.
        if not (text.isascii() and text.isdigit()):
            cls._bad_mask(text)
        length = int(text)
        if not 0 <= length <= cls._width:
            cls._bad_mask(text)
        return length

    @classmethod
    def _length_of_mask(cls, text):
        # Of a netmask, or of its contrary, in the form of an address.
        try:
            number = cls._number(text)
        except AddressValueError:
            cls._bad_mask(text)
        for mask in number, number ^ cls._ALL_ONES:
            zeros = _count_righthand_zero_bits(mask, cls._width)
            if mask == cls._mask_of(cls._width - zeros):
                return cls._width - zeros
        cls._bad_mask(text)

    def __reduce__(self):
        return self.__class__, (str(self),)


@functools.total_ordering
class _Address(_Base):
    __slots__ = ()

    def _set(self, address):
        if isinstance(address, int):
            if address < 0:
                raise AddressValueError(f"{address} (< 0) is not permitted as an IPv{self._version} address")
            if address >> self._width:
                raise AddressValueError(
                    f"{address} (>= 2**{self._width}) is not permitted as an IPv{self._version} address")
            self._ip = address
        elif isinstance(address, bytes):
            if len(address) != self._width // 8:
                raise AddressValueError(
                    f"{address!r} (len {len(address)} != {self._width // 8}) is not permitted as an "
                    f"IPv{self._version} address")
            self._ip = int.from_bytes(address, "big")
        else:
            return False
        return True

    def __int__(self):
        return self._ip

    @property
    def packed(self):
        """Its bytes."""
        return self._ip.to_bytes(self._width // 8, "big")

    def __eq__(self, other):
        try:
            return self._ip == other._ip and self._version == other._version
        except AttributeError:
            return NotImplemented

    def __lt__(self, other):
        if not isinstance(other, _Address):
            return NotImplemented
        if self._version != other._version:
            raise TypeError(f"{self} and {other} are not of the same version")
        return self._ip < other._ip if self._ip != other._ip else False

    def __add__(self, other):
        return self.__class__(int(self) + other) if isinstance(other, int) else NotImplemented

    def __sub__(self, other):
        return self.__class__(int(self) - other) if isinstance(other, int) else NotImplemented

    def __repr__(self):
        return f"{self.__class__.__name__}({str(self)!r})"

    def __str__(self):
        return str(self._string_from_ip_int(self._ip))

    def __hash__(self):
        return hash(hex(self._ip))

    def __reduce__(self):
        return self.__class__, (self._ip,)

    def __format__(self, fmt):
        import re
        if not fmt or fmt[-1] == "s":
            return format(str(self), fmt)
        parts = re.fullmatch("(#?)(_?)([xbnX])", fmt)
        if parts is None:
            return super().__format__(fmt)
        prefix, grouping, base = parts.groups()
        base = ("b" if self._version == 4 else "x") if base == "n" else base
        digits = self._width if base == "b" else self._width // 4
        if grouping:
            digits += digits // 4 - 1
        if prefix:
            digits += 2
        return format(int(self), f"{prefix}0{digits}{grouping}{base}")


@functools.total_ordering
class _Network(_Base):
    def __init__(self, address, strict=True):
        if isinstance(address, (int, bytes)):
            base, mask = address, self._width
        elif isinstance(address, tuple):
            base, mask = address[0], address[1] if len(address) > 1 else self._width
        else:
            parts = _divided(address)
            base, mask = parts[0], parts[1] if len(parts) == 2 else self._width
        self.network_address = self._address_class(base)
        self._prefixlen = self._prefix_of(mask)
        self.netmask = self._address_class(self._mask_of(self._prefixlen))
        cut = int(self.network_address) & int(self.netmask)
        if cut != int(self.network_address):
            if strict:
                raise ValueError(f"{self} has host bits set")
            self.network_address = self._address_class(cut)
        if self._prefixlen == self._width - 1:
            self.hosts = self.__iter__
        elif self._prefixlen == self._width:
            self.hosts = lambda: [self._address_class(base)]

    @classmethod
    def _prefix_of(cls, mask):
        if isinstance(mask, int):
            if not 0 <= mask <= cls._width:
                cls._bad_mask(mask)
            return mask
        try:
            return cls._prefix_from_prefix_string(mask)
        except NetmaskValueError:
            if cls._version == 6:
                raise
            return cls._length_of_mask(mask)

    def __repr__(self):
        return f"{self.__class__.__name__}({str(self)!r})"

    def __str__(self):
        return f"{self.network_address}/{self._prefixlen}"

    def hosts(self):
        """The addresses that hosts may have."""
        first, last = int(self.network_address), int(self.broadcast_address)
        return self._addresses(first + 1, last + (self._version == 6))

    def __iter__(self):
        first, last = int(self.network_address), int(self.broadcast_address)
        return self._addresses(first, last + 1)

    def _addresses(self, number, end):
        # There may be more than a range can have.
        while number < end:
            yield self._address_class(number)
            number += 1

    def __getitem__(self, n):
        first, last = int(self.network_address), int(self.broadcast_address)
        number = (first if n >= 0 else last + 1) + n
        if not first <= number <= last:
            raise IndexError("address out of range")
        return self._address_class(number)

    def __lt__(self, other):
        if not isinstance(other, _Network):
            return NotImplemented
        if self._version != other._version:
            raise TypeError(f"{self} and {other} are not of the same version")
        return (self.network_address, self.netmask) < (other.network_address, other.netmask)

    def __eq__(self, other):
        try:
            return (self._version == other._version and self.network_address == other.network_address
                    and int(self.netmask) == int(other.netmask))
        except AttributeError:
            return NotImplemented

    def __hash__(self):
        return hash(int(self.network_address) ^ int(self.netmask))

    def __contains__(self, other):
        if self._version != other._version or isinstance(other, _Network):
            return False
        return other._ip & int(self.netmask) == int(self.network_address)

    def overlaps(self, other):
        """Whether they have addresses in common."""
        return self.network_address in other or (
            self.broadcast_address in other or (
                other.network_address in self or other.broadcast_address in self))

    @functools.cached_property
    def broadcast_address(self):
        """Its last address."""
        return self._address_class(int(self.network_address) | int(self.hostmask))

    @functools.cached_property
    def hostmask(self):
        """The bits that hosts differ in."""
        return self._address_class(int(self.netmask) ^ self._ALL_ONES)

    @property
    def with_prefixlen(self):
        """Its text with the number of bits."""
        return f"{self.network_address}/{self._prefixlen}"

    @property
    def with_netmask(self):
        """Its text with the netmask."""
        return f"{self.network_address}/{self.netmask}"

    @property
    def with_hostmask(self):
        """Its text with the contrary of the netmask."""
        return f"{self.network_address}/{self.hostmask}"

    @property
    def num_addresses(self):
        """How many addresses it has."""
        return int(self.broadcast_address) - int(self.network_address) + 1

    @property
    def prefixlen(self):
        """How many bits its addresses have in common."""
        return self._prefixlen

    def _long(self):
        return f"{self.network_address.exploded}/{self._prefixlen}"

    def address_exclude(self, other):
        """What is left without a network in it."""
        if self._version != other._version:
            raise TypeError(f"{self} and {other} are not of the same version")
        if not isinstance(other, _Network):
            raise TypeError(f"{other} is not a network object")
        if not other.subnet_of(self):
            raise ValueError(f"{other} not contained in {self}")
        part = self
        while part != other:
            left, right = part.subnets()
            part, rest = (left, right) if other.subnet_of(left) else (right, left)
            yield rest

    def compare_networks(self, other):
        """-1, 0 or 1."""
        if self._version != other._version:
            raise TypeError(f"{self} and {other} are not of the same type")
        mine, others = self._get_networks_key(), other._get_networks_key()
        return (mine > others) - (mine < others)

    def _get_networks_key(self):
        return self._version, self.network_address, self.netmask

    def subnets(self, prefixlen_diff=1, new_prefix=None):
        """The networks that it divides into."""
        if self._prefixlen == self._width:
            yield self
            return
        if new_prefix is not None:
            if new_prefix < self._prefixlen:
                raise ValueError("new prefix must be longer")
            if prefixlen_diff != 1:
                raise ValueError("cannot set prefixlen_diff and new_prefix")
            prefixlen_diff = new_prefix - self._prefixlen
        if prefixlen_diff < 0:
            raise ValueError("prefix length diff must be > 0")
        length = self._prefixlen + prefixlen_diff
        if length > self._width:
            raise ValueError(f"prefix length diff {length} is invalid for netblock {self}")
        step = int(self.hostmask) + 1 >> prefixlen_diff
        number, end = int(self.network_address), int(self.broadcast_address)
        while number <= end:
            yield self.__class__((number, length))
            number += step

    def supernet(self, prefixlen_diff=1, new_prefix=None):
        """The network around it."""
        if self._prefixlen == 0:
            return self
        if new_prefix is not None:
            if new_prefix > self._prefixlen:
                raise ValueError("new prefix must be shorter")
            if prefixlen_diff != 1:
                raise ValueError("cannot set prefixlen_diff and new_prefix")
            prefixlen_diff = self._prefixlen - new_prefix
        length = self._prefixlen - prefixlen_diff
        if length < 0:
            raise ValueError(f"current prefixlen is {self._prefixlen}, cannot have a prefixlen_diff of {prefixlen_diff}")
        return self.__class__((int(self.network_address) & int(self.netmask) << prefixlen_diff, length))

    def _lies_in(self, a, b):
        if a._version != b._version:
            raise TypeError(f"{a} and {b} are not of the same version")
        try:
            return b.network_address <= a.network_address and b.broadcast_address >= a.broadcast_address
        except AttributeError:
            raise TypeError(f"Unable to test subnet containment between {a} and {b}")

    def subnet_of(self, other):
        """Whether it lies in another."""
        return self._lies_in(self, other)

    def supernet_of(self, other):
        """Whether another lies in it."""
        return self._lies_in(other, self)

    def _both(self, name):
        return getattr(self.network_address, name) and getattr(self.broadcast_address, name)

    is_multicast = property(lambda self: self._both("is_multicast"))
    is_reserved = property(lambda self: self._both("is_reserved"))
    is_link_local = property(lambda self: self._both("is_link_local"))
    is_private = property(lambda self: any(
        self.network_address in network and self.broadcast_address in network for network in self._private()))
    is_global = property(lambda self: not self.is_private)
    is_unspecified = property(lambda self: self._both("is_unspecified"))
    is_loopback = property(lambda self: self._both("is_loopback"))

    def _private(self):
        return _PRIVATE_4 if self._version == 4 else _PRIVATE_6


class _Interface:
    # What interfaces of both versions add to an address.

    def __str__(self):
        return f"{super().__str__()}/{self._prefixlen}"

    def __eq__(self, other):
        equal = super().__eq__(other)
        if not equal or equal is NotImplemented:
            return equal
        try:
            return self.network == other.network
        except AttributeError:
            return False

    def __lt__(self, other):
        less = _Address.__lt__(self, other)
        if less is NotImplemented:
            return NotImplemented
        try:
            return self.network < other.network or self.network == other.network and less
        except AttributeError:
            return False

    def __hash__(self):
        return hash((self._ip, self._prefixlen, int(self.network.network_address)))

    __reduce__ = _Base.__reduce__

    def _around(self, address):
        if isinstance(address, (bytes, int)):
            parts = address, self._width
        elif isinstance(address, tuple):
            parts = address if len(address) > 1 else (address[0], self._width)
        else:
            texts = _divided(address)
            parts = texts[0], texts[1] if len(texts) > 1 else self._width
        return parts

    @property
    def ip(self):
        """Its address alone."""
        return self.network._address_class(self._ip)

    @property
    def with_prefixlen(self):
        """Its text with the number of bits."""
        return f"{self.ip}/{self._prefixlen}"

    @property
    def with_netmask(self):
        """Its text with the netmask."""
        return f"{self.ip}/{self.netmask}"

    @property
    def with_hostmask(self):
        """Its text with the contrary of the netmask."""
        return f"{self.ip}/{self.hostmask}"


class _V4:
    __slots__ = ()
    _version = 4
    _width = 32
    _ALL_ONES = (1 << 32) - 1

    @classmethod
    def _number(cls, text):
        if not text:
            raise AddressValueError("Address cannot be empty")
        parts = text.split(".")
        if len(parts) != 4:
            raise AddressValueError(f"Expected 4 octets in {text!r}")
        number = 0
        for part in parts:
            number = number << 8 | cls._octet(part, text)
        return number

    @classmethod
    def _octet(cls, part, text):
        if not part:
            why = f"Empty octet not permitted"
        elif not (part.isascii() and part.isdigit()):
            why = f"Only decimal digits permitted in {part!r}"
        elif len(part) > 3:
            why = f"At most 3 characters permitted in {part!r}"
        elif part != "0" and part[0] == "0":
            why = f"Leading zeros are not permitted in {part!r}"
        elif int(part) > 255:
            why = f"Octet {int(part)} (> 255) not permitted"
        else:
            return int(part)
        raise AddressValueError(f"{why} in {text!r}") from None

    @staticmethod
    def _string_from_ip_int(number):
        return ".".join(map(str, number.to_bytes(4, "big")))

    def _pointer(self):
        return ".".join(reversed(str(self).split("/")[0].split("."))) + ".in-addr.arpa"


class IPv4Address(_V4, _Address):
    """An address of version 4."""

    __slots__ = ("_ip", "__weakref__")

    def __init__(self, address):
        if not self._set(address):
            text = str(address)
            if "/" in text:
                raise AddressValueError(f"Unexpected '/' in {address!r}")
            self._ip = self._number(text)

    is_reserved = property(lambda self: self in _RESERVED_4)
    is_private = property(lambda self: any(self in network for network in _PRIVATE_4))
    is_global = property(lambda self: self not in _SHARED_4 and not self.is_private)
    is_multicast = property(lambda self: self in _MULTICAST_4)
    is_unspecified = property(lambda self: self._ip == 0)
    is_loopback = property(lambda self: self in _LOOPBACK_4)
    is_link_local = property(lambda self: self in _LINK_LOCAL_4)


class IPv4Interface(_Interface, IPv4Address):
    """An address of version 4, with the network that it is in."""

    def __init__(self, address):
        base, mask = self._around(address)
        IPv4Address.__init__(self, base)
        self.network = IPv4Network((base, mask), strict=False)
        self._prefixlen = self.network._prefixlen
        self.netmask = self.network.netmask

    @property
    def hostmask(self):
        """The bits that hosts differ in."""
        return self.network.hostmask


class IPv4Network(_V4, _Network):
    """A network of version 4."""

    _address_class = IPv4Address

    is_global = property(lambda self: not (
        self.network_address in _SHARED_4 and self.broadcast_address in _SHARED_4) and not self.is_private)


class _V6:
    __slots__ = ()
    _version = 6
    _width = 128
    _ALL_ONES = (1 << 128) - 1

    @classmethod
    def _number(cls, text):
        if not text:
            raise AddressValueError("Address cannot be empty")
        parts = text.split(":")
        if len(parts) < 3:
            raise AddressValueError(f"At least 3 parts expected in {text!r}")
        if "." in parts[-1]:
            try:
                last = IPv4Address(parts.pop())._ip
            except AddressValueError as error:
                raise AddressValueError(f"{error} in {text!r}") from None
            parts += ["%x" % (last >> 16 & 0xffff), "%x" % (last & 0xffff)]
        if len(parts) > 9:
            raise AddressValueError(f"At most 8 colons permitted in {text!r}")
        gap = None
        for at in range(1, len(parts) - 1):
            if not parts[at]:
                if gap is not None:
                    raise AddressValueError(f"At most one '::' permitted in {text!r}")
                gap = at
        if gap is not None:
            before, after = gap, len(parts) - gap - 1
            if not parts[0]:
                before -= 1
                if before:
                    raise AddressValueError(f"Leading ':' only permitted as part of '::' in {text!r}")
            if not parts[-1]:
                after -= 1
                if after:
                    raise AddressValueError(f"Trailing ':' only permitted as part of '::' in {text!r}")
            left = 8 - before - after
            if left < 1:
                raise AddressValueError(f"Expected at most 7 other parts with '::' in {text!r}")
            parts = parts[:before] + ["0"] * left + (parts[-after:] if after else []) if parts[0] else \
                ["0"] * left + (parts[-after:] if after else [])
        else:
            if len(parts) != 8:
                raise AddressValueError(f"Exactly 8 parts expected without '::' in {text!r}")
            if not parts[0]:
                raise AddressValueError(f"Leading ':' only permitted as part of '::' in {text!r}")
            if not parts[-1]:
                raise AddressValueError(f"Trailing ':' only permitted as part of '::' in {text!r}")
        number = 0
        for part in parts:
            if not set(part) <= set("0123456789abcdefABCDEF"):
                raise AddressValueError(f"Only hex digits permitted in {part!r} in {text!r}")
            if len(part) > 4:
                raise AddressValueError(f"At most 4 characters permitted in {part!r} in {text!r}")
            number = number << 16 | int(part, 16)
        return number

    @staticmethod
    def _string_from_ip_int(number):
        if number >> 128:
            raise ValueError("IPv6 address is too large")
        groups = [number >> shift & 0xffff for shift in range(112, -1, -16)]
        # The longest row of zeros, the first of equals, becomes "::".
        best, length, start = 0, 0, None
        for at in range(9):
            if at < 8 and groups[at] == 0:
                start = at if start is None else start
                if at - start + 1 > length:
                    best, length = start, at - start + 1
            else:
                start = None
        texts = ["%x" % group for group in groups]
        if length < 2:
            return ":".join(texts)
        return ":".join(texts[:best]) + "::" + ":".join(texts[best + length:])

    @staticmethod
    def _split_scope(text):
        address, percent, scope = text.partition("%")
        if not percent:
            return address, None
        if not scope or "%" in scope:
            raise AddressValueError(f'Invalid IPv6 address: "{text!r}"')
        return address, scope

    def _long(self):
        if isinstance(self, _Network):
            number, rest = self.network_address._ip, f"/{self._prefixlen}"
        elif isinstance(self, _Interface):
            number, rest = self._ip, f"/{self._prefixlen}"
        else:
            number, rest = self._ip, ""
        digits = "%032x" % number
        return ":".join(digits[at:at + 4] for at in range(0, 32, 4)) + rest

    def _pointer(self):
        return ".".join(self.exploded.split("/")[0][::-1].replace(":", "")) + ".ip6.arpa"


class IPv6Address(_V6, _Address):
    """An address of version 6."""

    __slots__ = ("_ip", "_scope_id", "__weakref__")

    def __init__(self, address):
        self._scope_id = None
        if not self._set(address):
            text = str(address)
            if "/" in text:
                raise AddressValueError(f"Unexpected '/' in {address!r}")
            text, self._scope_id = self._split_scope(text)
            self._ip = self._number(text)

    def __str__(self):
        return self._string_from_ip_int(self._ip) + ("%" + self._scope_id if self._scope_id else "")

    def __hash__(self):
        return hash((self._ip, self._scope_id))

    def __eq__(self, other):
        equal = super().__eq__(other)
        if equal is NotImplemented or not equal:
            return equal
        return self._scope_id == getattr(other, "_scope_id", None)

    def __reduce__(self):
        return self.__class__, (str(self),)

    @property
    def scope_id(self):
        """The zone that it is in, if it says so."""
        return self._scope_id

    is_multicast = property(lambda self: self in _MULTICAST_6)
    is_reserved = property(lambda self: any(self in network for network in _RESERVED_6))
    is_link_local = property(lambda self: self in _LINK_LOCAL_6)
    is_site_local = property(lambda self: self in _SITE_LOCAL_6)
    is_unspecified = property(lambda self: self._ip == 0)
    is_loopback = property(lambda self: self._ip == 1)

    @property
    def is_private(self):
        """Whether it is not for the whole Internet."""
        mapped = self.ipv4_mapped
        return mapped.is_private if mapped is not None else any(self in network for network in _PRIVATE_6)

    @property
    def is_global(self):
        """Whether it is for the whole Internet."""
        return not self.is_private

    @property
    def ipv4_mapped(self):
        """The address of version 4 in it."""
        return IPv4Address(self._ip & 0xffffffff) if self._ip >> 32 == 0xffff else None

    @property
    def teredo(self):
        """Server and client, if it is a Teredo address."""
        if self._ip >> 96 != 0x20010000:
            return None
        return IPv4Address(self._ip >> 64 & 0xffffffff), IPv4Address(~self._ip & 0xffffffff)

    @property
    def sixtofour(self):
        """The address of version 4 in a 6to4 address."""
        return IPv4Address(self._ip >> 80 & 0xffffffff) if self._ip >> 112 == 0x2002 else None


class IPv6Interface(_Interface, IPv6Address):
    """An address of version 6, with the network that it is in."""

    def __init__(self, address):
        base, mask = self._around(address)
        IPv6Address.__init__(self, base)
        self.network = IPv6Network((base, mask), strict=False)
        self._prefixlen = self.network._prefixlen
        self.netmask = self.network.netmask

    @property
    def hostmask(self):
        """The bits that hosts differ in."""
        return self.network.hostmask

    @property
    def is_unspecified(self):
        """Whether it is the address `::`."""
        return self._ip == 0 and self.network.is_unspecified

    @property
    def is_loopback(self):
        """Whether it is the machine itself."""
        return super().is_loopback and self.network.is_loopback


class IPv6Network(_V6, _Network):
    """A network of version 6."""

    _address_class = IPv6Address
    is_site_local = property(lambda self: self._both("is_site_local"))


_LINK_LOCAL_4, _LOOPBACK_4 = IPv4Network("169.254.0.0/16"), IPv4Network("127.0.0.0/8")
_MULTICAST_4, _RESERVED_4 = IPv4Network("224.0.0.0/4"), IPv4Network("240.0.0.0/4")
_SHARED_4 = IPv4Network("100.64.0.0/10")
# https://www.iana.org/assignments/iana-ipv4-special-registry
_PRIVATE_4 = [IPv4Network(text) for text in (
    "0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/29", "192.0.0.170/31",
    "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
    "255.255.255.255/32")]
_LINK_LOCAL_6, _MULTICAST_6, _SITE_LOCAL_6 = IPv6Network("fe80::/10"), IPv6Network("ff00::/8"), IPv6Network("fec0::/10")
# https://www.iana.org/assignments/iana-ipv6-special-registry
_PRIVATE_6 = [IPv6Network(text) for text in (
    "::1/128", "::/128", "::ffff:0:0/96", "100::/64", "2001::/23", "2001:2::/48", "2001:db8::/32", "2001:10::/28",
    "fc00::/7", "fe80::/10")]
_RESERVED_6 = [IPv6Network(text) for text in (
    "::/8", "100::/8", "200::/7", "400::/6", "800::/5", "1000::/4", "4000::/3", "6000::/3", "8000::/3", "A000::/3",
    "C000::/3", "E000::/4", "F000::/5", "F800::/6", "FE00::/9")]
