"""Addresses taken apart and put together."""

import re
from collections import namedtuple

__all__ = [
    "urlparse", "urlunparse", "urljoin", "urldefrag", "urlsplit", "urlunsplit", "urlencode", "parse_qs", "parse_qsl", "quote",
    "quote_plus", "quote_from_bytes", "unquote", "unquote_plus", "unquote_to_bytes", "DefragResult", "ParseResult",
    "SplitResult", "DefragResultBytes", "ParseResultBytes", "SplitResultBytes",
]

uses_relative = [
    "", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp", "mms", "prospero", "rtsp", "rtspu", "sftp",
    "svn", "svn+ssh", "ws", "wss",
]
uses_netloc = [
    "", "ftp", "http", "gopher", "nntp", "telnet", "imap", "wais", "file", "mms", "https", "shttp", "snews", "prospero", "rtsp",
    "rtspu", "rsync", "svn", "svn+ssh", "sftp", "nfs", "git", "git+ssh", "ws", "wss",
]
uses_params = ["", "ftp", "hdl", "prospero", "http", "imap", "https", "shttp", "rtsp", "rtspu", "sip", "sips", "mms", "sftp", "tel"]

_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~")


def clear_cache():
    """Nothing is cached."""


# ---- results


class _Address:
    # What is in the part between the two slashes and the path.
    __slots__ = ()

    def _split_userinfo(self):
        at, colon = (b"@", b":") if isinstance(self.netloc, bytes) else ("@", ":")
        userinfo, found, _ = self.netloc.rpartition(at)
        if not found:
            return None, None
        user, has_password, password = userinfo.partition(colon)
        return user, password if has_password else None

    def _split_hostinfo(self):
        netloc = self.netloc
        is_bytes = isinstance(netloc, bytes)
        if is_bytes:
            netloc = netloc.decode("ascii")
        _, _, hostinfo = netloc.rpartition("@")
        before, bracket, inside = hostinfo.partition("[")
        if bracket:
            host, _, port = inside.partition("]")
            port = port.partition(":")[2]
        else:
            host, _, port = hostinfo.partition(":")
        if is_bytes:
            return host.encode("ascii"), port or None
        return host, port or None

    username = property(lambda self: self._split_userinfo()[0])
    password = property(lambda self: self._split_userinfo()[1])

    @property
    def hostname(self):
        host = self._split_hostinfo()[0]
        if not host:
            return None
        percent = b"%" if isinstance(host, bytes) else "%"
        name, sign, zone = host.partition(percent)
        return name.lower() + sign + zone

    @property
    def port(self):
        port = self._split_hostinfo()[1]
        if port is None:
            return None
        if not (port.isdigit() and port.isascii()):
            raise ValueError(f"Port could not be cast to integer value as {port!r}")
        port = int(port)
        if port > 65535:
            raise ValueError("Port out of range 0-65535")
        return port


_Defrag = namedtuple("_Defrag", "url fragment")
_Split = namedtuple("_Split", "scheme netloc path query fragment")
_Parse = namedtuple("_Parse", "scheme netloc path params query fragment")


class _Text:
    __slots__ = ()

    def encode(self, encoding="ascii", errors="strict"):
        return self._other(*[part.encode(encoding, errors) for part in self])


class _Bytes:
    __slots__ = ()

    def decode(self, encoding="ascii", errors="strict"):
        return self._other(*[part.decode(encoding, errors) for part in self])


class _DefragUrl:
    __slots__ = ()

    def geturl(self):
        sign = b"#" if isinstance(self.url, bytes) else "#"
        return self.url + sign + self.fragment if self.fragment else self.url


class DefragResult(_Defrag, _DefragUrl, _Text):
    __slots__ = ()


class DefragResultBytes(_Defrag, _DefragUrl, _Bytes):
    __slots__ = ()


class SplitResult(_Split, _Address, _Text):
    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)


class SplitResultBytes(_Split, _Address, _Bytes):
    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)


class ParseResult(_Parse, _Address, _Text):
    __slots__ = ()

    def geturl(self):
        return urlunparse(self)


class ParseResultBytes(_Parse, _Address, _Bytes):
    __slots__ = ()

    def geturl(self):
        return urlunparse(self)


for _text, _bytes in (
    (DefragResult, DefragResultBytes), (SplitResult, SplitResultBytes), (ParseResult, ParseResultBytes),
):
    _text._other, _text._encoded_counterpart = _bytes, _bytes
    _bytes._other, _bytes._decoded_counterpart = _text, _text
del _text, _bytes


def _coerced(*args):
    # All as text, and what turns a result back.
    is_text = isinstance(args[0], str)
    for arg in args[1:]:
        if arg and isinstance(arg, str) is not is_text:
            raise TypeError("Cannot mix str and non-str arguments")
    if is_text:
        return [*args, lambda result: result]
    return [*[arg.decode("ascii") if arg else "" for arg in args],
            lambda result: result.encode("ascii")]


# ---- apart and together


def urlsplit(url, scheme="", allow_fragments=True):
    """Scheme, place, path, query, fragment."""
    url, scheme, back = _coerced(url, scheme)
    url = url.lstrip("".join(map(chr, range(33))))
    scheme = scheme.strip("".join(map(chr, range(33))))
    for unsafe in "\t\r\n":
        url, scheme = url.replace(unsafe, ""), scheme.replace(unsafe, "")
    netloc = query = fragment = ""
    match = re.match(r"([A-Za-z][A-Za-z0-9+.\-]*):", url)
    if match:
        scheme, url = match.group(1).lower(), url[match.end():]
    if url[:2] == "//":
        end = min([at for at in (url.find(sign, 2) for sign in "/?#") if at >= 0], default=len(url))
        netloc, url = url[2:end], url[end:]
        if ("[" in netloc) != ("]" in netloc):
            raise ValueError("Invalid IPv6 URL")
        if "[" in netloc:
            _check_bracketed(netloc)
    if allow_fragments and "#" in url:
        url, fragment = url.split("#", 1)
    if "?" in url:
        url, query = url.split("?", 1)
    _check_netloc(netloc)
    return back(SplitResult(scheme, netloc, url, query, fragment))


def _check_bracketed(netloc):
    host = netloc.rpartition("@")[2]
    before, _, rest = host.partition("[")
    inside, _, after = rest.partition("]")
    if before or after and not after.startswith(":"):
        raise ValueError("Invalid IPv6 URL")
    if inside.startswith("v"):
        if not re.match(r"\Av[a-fA-F0-9]+\..+\Z", inside):
            raise ValueError("IPvFuture address is invalid")
    elif not re.fullmatch(r"[0-9A-Fa-f:.]*(%.+)?", inside) or ":" not in inside:
        raise ValueError(f"{inside!r} does not appear to be an IPv4 or IPv6 address")


def _check_netloc(netloc):
    # Characters that stand for signs of addresses once they are normalized.
    if not netloc or netloc.isascii():
        return
    try:
        import unicodedata
    except ImportError:
        return
    plain = re.sub("[@:#?]", "", netloc)
    normal = unicodedata.normalize("NFKC", plain)
    if plain != normal and any(sign in normal for sign in "/?#@:"):
        raise ValueError("netloc '" + netloc + "' contains invalid characters under NFKC normalization")


def urlparse(url, scheme="", allow_fragments=True):
    """The same, with the parameters of the path's last part."""
    url, scheme, back = _coerced(url, scheme)
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ""
    if scheme in uses_params and ";" in path:
        at = path.find(";", path.rfind("/") + 1) if "/" in path else path.find(";")
        if at >= 0:
            path, params = path[:at], path[at + 1:]
    return back(ParseResult(scheme, netloc, path, params, query, fragment))


def urlunsplit(components):
    scheme, netloc, url, query, fragment, back = _coerced(*components)
    if netloc or scheme and scheme in uses_netloc and url[:2] != "//":
        if url and url[:1] != "/":
            url = "/" + url
        url = "//" + netloc + url
    if scheme:
        url = scheme + ":" + url
    if query:
        url += "?" + query
    if fragment:
        url += "#" + fragment
    return back(url)


def urlunparse(components):
    scheme, netloc, url, params, query, fragment, back = _coerced(*components)
    if params:
        url = url + ";" + params
    return back(urlunsplit((scheme, netloc, url, query, fragment)))


def urljoin(base, url, allow_fragments=True):
    """What `url` means on the page `base`."""
    if not base:
        return url
    if not url:
        return base
    base, url, back = _coerced(base, url)
    bscheme, bnetloc, bpath, bparams, bquery, bfragment = urlparse(base, "", allow_fragments)
    scheme, netloc, path, params, query, fragment = urlparse(url, bscheme, allow_fragments)
    if scheme != bscheme or scheme not in uses_relative:
        return back(url)
    if scheme in uses_netloc:
        if netloc:
            return back(urlunparse((scheme, netloc, path, params, query, fragment)))
        netloc = bnetloc
    if not path and not params:
        return back(urlunparse((scheme, netloc, bpath, bparams, query or bquery, fragment)))
    base_parts = bpath.split("/")
    if base_parts[-1] != "":
        del base_parts[-1]
    if path[:1] == "/":
        segments = path.split("/")
    else:
        segments = base_parts + path.split("/")
        segments[1:-1] = [part for part in segments[1:-1] if part]
    resolved = []
    for part in segments:
        if part == "..":
            if resolved:
                resolved.pop()
        elif part != ".":
            resolved.append(part)
    if segments[-1] in (".", ".."):
        resolved.append("")
    return back(urlunparse((scheme, netloc, "/".join(resolved) or "/", params, query, fragment)))


def urldefrag(url):
    """Without the fragment, and the fragment."""
    url, back = _coerced(url)
    if "#" in url:
        scheme, netloc, path, params, query, fragment = urlparse(url)
        return back(DefragResult(urlunparse((scheme, netloc, path, params, query, "")), fragment))
    return back(DefragResult(url, ""))


# ---- quoting


def unquote_to_bytes(string):
    if not string:
        # Only texts and bytes have it.
        string.split
        return b""
    if isinstance(string, str):
        string = string.encode("utf-8")
    first, *parts = string.split(b"%")
    result = [first]
    for part in parts:
        try:
            result += [bytes.fromhex(part[:2].decode("ascii")) if len(part[:2].strip()) == 2 else _bad(), part[2:]]
        except ValueError:
            result += [b"%", part]
    return b"".join(result)


def _bad():
    raise ValueError("no hexadecimal number")


def unquote(string, encoding="utf-8", errors="replace"):
    """`%20` as the character that it stands for."""
    if isinstance(string, bytes):
        return unquote_to_bytes(string).decode(encoding or "utf-8", errors or "replace")
    if "%" not in string:
        # Only texts have it.
        string.split
        return string
    encoding, errors = encoding or "utf-8", errors or "replace"
    return re.sub("[\x00-\x7f]+", lambda match: unquote_to_bytes(match.group()).decode(encoding, errors), string)


def unquote_plus(string, encoding="utf-8", errors="replace"):
    return unquote(string.replace("+", " "), encoding, errors)


def quote_from_bytes(bs, safe="/"):
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError("quote_from_bytes() expected bytes")
    if isinstance(safe, str):
        safe = safe.encode("ascii", "ignore")
    allowed = _SAFE.union([code for code in safe if code < 128])
    return "".join([chr(code) if code in allowed else "%%%02X" % code for code in bs])


def quote(string, safe="/", encoding=None, errors=None):
    """What has a meaning in addresses, and what is not ASCII, as `%` and a number."""
    if isinstance(string, str):
        if not string:
            return string
        string = string.encode("utf-8" if encoding is None else encoding, "strict" if errors is None else errors)
    else:
        if encoding is not None:
            raise TypeError("quote() doesn't support 'encoding' for bytes")
        if errors is not None:
            raise TypeError("quote() doesn't support 'errors' for bytes")
    return quote_from_bytes(string, safe)


def quote_plus(string, safe="", encoding=None, errors=None):
    """The same; a blank becomes `+`."""
    blank = " " if isinstance(string, str) else b" "
    if blank not in string:
        return quote(string, safe, encoding, errors)
    safe = safe + (" " if isinstance(safe, str) else b" ")
    return quote(string, safe, encoding, errors).replace(" ", "+")


def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    """A query of pairs."""
    if hasattr(query, "items"):
        query = query.items()
    else:
        try:
            if len(query) and not isinstance(query[0], tuple):
                raise TypeError
        except TypeError:
            raise TypeError("not a valid non-string sequence or mapping object") from None

    def quoted(value):
        if isinstance(value, bytes):
            return quote_via(value, safe)
        return quote_via(str(value), safe, encoding, errors)

    parts = []
    for key, value in query:
        key = quoted(key)
        if not doseq or isinstance(value, (bytes, str)):
            parts.append(key + "=" + quoted(value))
            continue
        try:
            len(value)
        except TypeError:
            parts.append(key + "=" + quoted(value))
        else:
            parts += [key + "=" + quoted(one) for one in value]
    return "&".join(parts)


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace", max_num_fields=None,
              separator="&"):
    """The pairs of a query."""
    qs, back = _coerced(qs) if qs else ("", lambda result: result)
    if isinstance(separator, bytes):
        separator = separator.decode("ascii")
    if not separator or not isinstance(separator, str):
        raise ValueError("Separator must be of type string or bytes.")
    if max_num_fields is not None and max_num_fields < 1 + qs.count(separator) and qs:
        raise ValueError("Max number of fields exceeded")
    pairs = []
    for item in qs.split(separator) if qs else []:
        if not item and not strict_parsing:
            continue
        name, equal, value = item.partition("=")
        if not equal:
            if strict_parsing:
                raise ValueError("bad query field: %r" % (item,))
            if not keep_blank_values:
                continue
        if value or keep_blank_values:
            pairs.append((
                back(unquote(name.replace("+", " "), encoding, errors)), back(unquote(value.replace("+", " "), encoding, errors)),
            ))
    return pairs


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace", max_num_fields=None,
             separator="&"):
    """A query as a dict of lists."""
    result = {}
    for name, value in parse_qsl(
        qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator,
    ):
        result.setdefault(name, []).append(value)
    return result
