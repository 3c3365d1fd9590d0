"""Codecs by name, streams through them, and what is done with what they cannot translate."""

import builtins
import sys

__all__ = [
    "register", "lookup", "open", "EncodedFile", "BOM", "BOM_BE", "BOM_LE", "BOM32_BE", "BOM32_LE", "BOM64_BE", "BOM64_LE",
    "BOM_UTF8", "BOM_UTF16", "BOM_UTF16_LE", "BOM_UTF16_BE", "BOM_UTF32", "BOM_UTF32_LE", "BOM_UTF32_BE",
    "CodecInfo", "Codec", "IncrementalEncoder", "IncrementalDecoder", "StreamReader", "StreamWriter",
    "StreamReaderWriter", "StreamRecoder", "getencoder", "getdecoder", "getincrementalencoder",
    "getincrementaldecoder", "getreader", "getwriter", "encode", "decode", "iterencode", "iterdecode",
    "strict_errors", "ignore_errors", "replace_errors", "xmlcharrefreplace_errors", "backslashreplace_errors",
    "namereplace_errors", "register_error", "lookup_error", "unregister",
]

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_LE = BOM_UTF16_LE = BOM = BOM_UTF16 = BOM32_LE = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = BOM32_BE = b"\xfe\xff"
BOM_UTF32_LE = BOM_UTF32 = BOM64_LE = b"\xff\xfe\0\0"
BOM_UTF32_BE = BOM64_BE = b"\0\0\xfe\xff"


class CodecInfo(tuple):
    """The functions and classes of a codec."""

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None,
                incrementaldecoder=None, name=None, *, _is_text_encoding=None):
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name = name
        self.encode, self.decode = encode, decode
        self.streamreader, self.streamwriter = streamreader, streamwriter
        self.incrementalencoder, self.incrementaldecoder = incrementalencoder, incrementaldecoder
        self._is_text_encoding = True if _is_text_encoding is None else _is_text_encoding
        return self

    def __repr__(self):
        return f"<codecs.CodecInfo object for encoding {self.name} at {id(self):#x}>"


class Codec:
    """Translates whole texts."""

    def encode(self, input, errors="strict"):
        """The translation, and how much of the input it is of."""
        raise NotImplementedError

    def decode(self, input, errors="strict"):
        """The text, and how much of the input it is of."""
        raise NotImplementedError


class IncrementalEncoder:
    """Translates text that comes in pieces."""

    def __init__(self, errors="strict"):
        self.errors = errors
        self.buffer = ""

    def encode(self, input, final=False):
        """The translation of a piece."""
        raise NotImplementedError

    def reset(self):
        """Begins anew."""

    def getstate(self):
        """What it holds back."""
        return 0

    def setstate(self, state):
        """Sets what it holds back."""


class BufferedIncrementalEncoder(IncrementalEncoder):
    """Keeps what it cannot translate yet."""

    def _buffer_encode(self, input, errors, final):
        raise NotImplementedError

    def encode(self, input, final=False):
        text = self.buffer + input
        result, used = self._buffer_encode(text, self.errors, final)
        self.buffer = text[used:]
        return result

    def reset(self):
        self.buffer = ""

    def getstate(self):
        return self.buffer or 0

    def setstate(self, state):
        self.buffer = state or ""


class IncrementalDecoder:
    """Translates bytes that come in pieces."""

    def __init__(self, errors="strict"):
        self.errors = errors

    def decode(self, input, final=False):
        """The text of a piece."""
        raise NotImplementedError

    def reset(self):
        """Begins anew."""

    def getstate(self):
        """What it holds back."""
        return b"", 0

    def setstate(self, state):
        """Sets what it holds back."""


class BufferedIncrementalDecoder(IncrementalDecoder):
    """Keeps what it cannot translate yet."""

    def __init__(self, errors="strict"):
        IncrementalDecoder.__init__(self, errors)
        self.buffer = b""

    def _buffer_decode(self, input, errors, final):
        raise NotImplementedError

    def decode(self, input, final=False):
        data = self.buffer + bytes(input)
        result, used = self._buffer_decode(data, self.errors, final)
        self.buffer = data[used:]
        return result

    def reset(self):
        self.buffer = b""

    def getstate(self):
        return self.buffer, 0

    def setstate(self, state):
        self.buffer = state[0]


class StreamWriter(Codec):
    """Writes text to a stream of bytes."""

    def __init__(self, stream, errors="strict"):
        self.stream, self.errors = stream, errors

    def write(self, object):
        """Writes the translation."""
        self.stream.write(self.encode(object, self.errors)[0])

    def writelines(self, list):
        """Writes texts."""
        self.write("".join(list))

    def reset(self):
        """Begins anew."""

    def seek(self, offset, whence=0):
        """Sets the position."""
        self.stream.seek(offset, whence)
        if whence == 0 and offset == 0:
            self.reset()

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.stream.close()

    def __reduce_ex__(self, protocol):
        raise TypeError(f"can't serialize {self.__class__.__name__}")


class StreamReader(Codec):
    """Reads text from a stream of bytes."""

    charbuffertype = str

    def __init__(self, stream, errors="strict"):
        self.stream, self.errors = stream, errors
        self.bytebuffer = b""
        self.charbuffer = ""

    def _more(self, size):
        data = self.stream.read() if size < 0 else self.stream.read(size)
        whole = self.bytebuffer + data
        text, used = self.decode(whole, self.errors)
        self.bytebuffer = whole[used:]
        self.charbuffer += text
        return bool(data)

    def read(self, size=-1, chars=-1, firstline=False):
        """Text of about so many bytes, or of so many characters."""
        if chars >= 0:
            while len(self.charbuffer) < chars and self._more(size if size > 0 else 72):
                pass
            text, self.charbuffer = self.charbuffer[:chars], self.charbuffer[chars:]
            return text
        if size < 0:
            while self._more(-1):
                pass
        elif not self.charbuffer:
            while self._more(size) and not self.charbuffer:
                pass
        text, self.charbuffer = self.charbuffer, ""
        return text

    def readline(self, size=None, keepends=True):
        """One line."""
        while True:
            lines = self.charbuffer.splitlines(True)
            if len(lines) > 1 or lines and lines[0].endswith("\n"):
                break
            if not self._more(size or 72):
                break
        if not lines:
            return ""
        line = lines[0]
        self.charbuffer = self.charbuffer[len(line):]
        return line if keepends else line.splitlines(False)[0]

    def readlines(self, sizehint=None, keepends=True):
        """All lines."""
        return self.read().splitlines(keepends)

    def reset(self):
        """Begins anew."""
        self.bytebuffer, self.charbuffer = b"", ""

    def seek(self, offset, whence=0):
        """Sets the position."""
        self.stream.seek(offset, whence)
        self.reset()

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if line:
            return line
        raise StopIteration

    __getattr__, __enter__, __exit__ = StreamWriter.__getattr__, StreamWriter.__enter__, StreamWriter.__exit__
    __reduce_ex__ = StreamWriter.__reduce_ex__


class StreamReaderWriter:
    """Reads and writes a stream of bytes as text."""

    encoding = "unknown"

    def __init__(self, stream, Reader, Writer, errors="strict"):
        self.stream = stream
        self.reader, self.writer = Reader(stream, errors), Writer(stream, errors)
        self.errors = errors

    def read(self, size=-1):
        return self.reader.read(size)

    def readline(self, size=None, keepends=True):
        return self.reader.readline(size, keepends)

    def readlines(self, sizehint=None):
        return self.reader.readlines(sizehint)

    def __next__(self):
        return next(self.reader)

    def __iter__(self):
        return self

    def write(self, data):
        return self.writer.write(data)

    def writelines(self, list):
        return self.writer.writelines(list)

    def reset(self):
        self.reader.reset()
        self.writer.reset()

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reader.reset()
        if whence == 0 and offset == 0:
            self.writer.reset()

    __getattr__, __enter__, __exit__ = StreamWriter.__getattr__, StreamWriter.__enter__, StreamWriter.__exit__
    __reduce_ex__ = StreamWriter.__reduce_ex__


class StreamRecoder:
    """Shows a stream of bytes in another encoding."""

    data_encoding = file_encoding = "unknown"

    def __init__(self, stream, encode, decode, Reader, Writer, errors="strict"):
        self.stream, self.encode, self.decode, self.errors = stream, encode, decode, errors
        self.reader, self.writer = Reader(stream, errors), Writer(stream, errors)

    def read(self, size=-1):
        return self.encode(self.reader.read(size), self.errors)[0]

    def readline(self, size=None):
        return self.encode(self.reader.readline() if size is None else self.reader.readline(size), self.errors)[0]

    def readlines(self, sizehint=None):
        return self.read().splitlines(keepends=True)

    def __next__(self):
        return self.encode(next(self.reader), self.errors)[0]

    def __iter__(self):
        return self

    def write(self, data):
        return self.writer.write(self.decode(data, self.errors)[0])

    def writelines(self, list):
        return self.write(b"".join(list))

    def reset(self):
        self.reader.reset()
        self.writer.reset()

    def seek(self, offset, whence=0):
        self.reader.seek(offset, whence)
        self.writer.seek(offset, whence)

    __getattr__, __enter__, __exit__ = StreamWriter.__getattr__, StreamWriter.__enter__, StreamWriter.__exit__
    __reduce_ex__ = StreamWriter.__reduce_ex__


# ---- codecs by name

_searches = []
_known = {}


def register(search_function, /):
    """Adds a function that finds codecs by name."""
    if not callable(search_function):
        raise TypeError("argument must be callable")
    _searches.append(search_function)


def unregister(search_function, /):
    """Removes it."""
    if search_function in _searches:
        _searches.remove(search_function)
        _known.clear()


def lookup(encoding, /):
    """The codec of a name."""
    if not isinstance(encoding, str):
        raise TypeError(f"lookup() argument must be str, not {type(encoding).__name__}")
    if "\0" in encoding:
        raise ValueError("embedded null character")
    return _found(encoding, *_searches, _made_here, _of_machine)


def _found(encoding, *searches):
    name = encoding.lower().replace(" ", "_")
    if name not in _known:
        for search in searches:
            info = search(name)
            if info is not None:
                if not isinstance(info, tuple) or len(info) != 4:
                    raise TypeError("codec search functions must return 4-tuples")
                _known[name] = info
                break
        else:
            raise LookupError(f"unknown encoding: {encoding}")
    return _known[name]


def _translate(object, encoding, errors, known):
    """`encode` of a str or `decode` of bytes where the machine does not have the codec, or not the way to treat errors."""
    direction = "encode" if isinstance(object, str) else "decode"
    if known:
        return repaired(object, lambda part: getattr(part, direction)(encoding), errors)
    # The machine has been asked.
    info = _found(encoding, *_searches, _made_here)
    if not getattr(info, "_is_text_encoding", True):
        raise LookupError(
            f"'{encoding}' is not a text encoding; use codecs.{direction}() to handle arbitrary codecs")
    made = info[direction == "decode"](object, errors)
    if not isinstance(made, tuple) or len(made) != 2:
        pair = "(object, integer)" if direction == "encode" else "(object,integer)"
        raise TypeError(f"{direction}r must return a tuple {pair}")
    kind = bytes if direction == "encode" else str
    if not isinstance(made[0], kind):
        raise TypeError(f"'{encoding}' {direction}r returned '{type(made[0]).__name__}' instead of '{kind.__name__}'; "
                        f"use codecs.{direction}() to {direction} to arbitrary types")
    return made[0]


def repaired(object, translate, errors):
    """What `translate` makes of a text or of bytes. Whatever it has no translation for is what the handler gives for it."""
    parts, at, text = [], 0, isinstance(object, str)
    while True:
        try:
            parts.append(translate(object[at:]))
            return (b"" if text else "").join(parts)
        except UnicodeError as error:
            wrong = type(error)(error.encoding, object, at + error.start, at + error.end, error.reason)
        parts.append(translate(object[at:wrong.start]))
        given = lookup_error(errors)(wrong)
        kinds = (str, bytes) if text else str
        if not (isinstance(given, tuple) and len(given) == 2 and isinstance(given[0], kinds) and isinstance(given[1], int)):
            raise TypeError("encoding error handler must return (str/bytes, int) tuple" if text else
                            "decoding error handler must return (str, int) tuple")
        part, at = given
        if at < 0:
            at += len(object)
        if not 0 <= at <= len(object):
            raise IndexError(f"position {at} from error handler out of bounds")
        if text and isinstance(part, str):
            try:
                part = translate(part)
            except UnicodeError:
                raise wrong from None
        parts.append(part)


_NAMES = {
    "utf_8": "utf-8", "utf8": "utf-8", "u8": "utf-8", "utf": "utf-8", "cp65001": "utf-8", "utf8_ucs2": "utf-8",
    "utf_8_sig": "utf-8-sig", "ascii": "ascii", "us_ascii": "ascii", "646": "ascii",
    "latin_1": "iso8859-1", "latin1": "iso8859-1", "iso_8859_1": "iso8859-1", "iso8859_1": "iso8859-1", "l1": "iso8859-1",
    "8859": "iso8859-1", "latin": "iso8859-1", "cp819": "iso8859-1", "iso8859": "iso8859-1",
    "utf_16": "utf-16", "utf16": "utf-16", "u16": "utf-16", "utf_16_le": "utf-16-le", "utf_16le": "utf-16-le",
    "utf_16_be": "utf-16-be", "utf_16be": "utf-16-be", "utf_32": "utf-32", "utf32": "utf-32", "u32": "utf-32",
    "utf_32_le": "utf-32-le", "utf_32le": "utf-32-le", "utf_32_be": "utf-32-be", "utf_32be": "utf-32-be",
}


def _made_here(name):
    key = name.replace("-", "_")
    if key in ("rot13", "rot_13"):
        return _rot13()
    if key in ("hex", "hex_codec", "base64", "base64_codec", "base_64", "zlib", "zlib_codec", "zip"):
        return _bytes_codec(key)
    if key in _NAMES:
        return None
    import _charmaps
    return _charmaps.find(key)


def _of_machine(name):
    name = _NAMES.get(name.replace("-", "_"), name)
    try:
        "".encode(name)
    except LookupError:
        return None
    return _text_codec(name)


def _text_codec(name):
    units = 4 if name.startswith("utf-32") else 2 if name.startswith("utf-16") else 1
    marked = name in ("utf-16", "utf-32", "utf-8-sig")

    def encode(input, errors="strict"):
        if not isinstance(input, str):
            raise TypeError(f"{name.replace('-', '_')}_encode() argument 1 must be str, not {type(input).__name__}")
        return input.encode(name, errors or "strict"), len(input)

    def decode(input, errors="strict", final=True):
        data = bytes(input)
        if final:
            return data.decode(name, errors or "strict"), len(data)
        used = len(data) // units * units
        if name.startswith("utf-8"):
            used -= _unfinished(data)
        elif units == 2 and used >= 2:
            high = data[used - 1] if name != "utf-16-be" else data[used - 2]
            if 0xd8 <= high < 0xdc:
                used -= 2
        return data[:used].decode(name, errors or "strict"), used

    class Encoder(IncrementalEncoder):
        _begun = False

        def encode(self, input, final=False):
            data = input.encode(name, self.errors)
            if marked:
                data = data[len("".encode(name)):] if self._begun else data
                self._begun = self._begun or bool(input)
            return data

        def reset(self):
            self._begun = False

        def getstate(self):
            return 0 if self._begun or not marked else 2

        def setstate(self, state):
            self._begun = not state

    class Decoder(BufferedIncrementalDecoder):
        _mark = None

        def _buffer_decode(self, input, errors, final):
            if not marked or self._mark == name:
                return decode(input, errors, final)
            if self._mark is None:
                wanted = len("".encode(name))
                if len(input) < wanted and not final:
                    return "", 0
                order = {BOM_UTF16_LE: "-le", BOM_UTF16_BE: "-be", BOM_UTF32_LE: "-le", BOM_UTF32_BE: "-be"}
                first = input[:wanted]
                known = first == BOM_UTF8 or name != "utf-8-sig" and first in order
                self._mark = "utf-8" if name == "utf-8-sig" else name + order.get(first, "-le")
                if known:
                    text, used = lookup(self._mark).decode(input[wanted:], errors, final)
                    return text, used + wanted
            return lookup(self._mark).decode(input, errors, final)

        def reset(self):
            BufferedIncrementalDecoder.reset(self)
            self._mark = None

    class Reader(StreamReader):
        def __init__(self, stream, errors="strict"):
            StreamReader.__init__(self, stream, errors)
            self._decoder = Decoder(errors)

        def decode(self, input, errors="strict"):
            return self._decoder.decode(input), len(input)

        def reset(self):
            StreamReader.reset(self)
            self._decoder.reset()

    class Writer(StreamWriter):
        def __init__(self, stream, errors="strict"):
            StreamWriter.__init__(self, stream, errors)
            self._encoder = Encoder(errors)

        def encode(self, input, errors="strict"):
            return self._encoder.encode(input), len(input)

        def reset(self):
            self._encoder.reset()

    for kind, title in ((Encoder, "IncrementalEncoder"), (Decoder, "IncrementalDecoder"), (Reader, "StreamReader"),
                        (Writer, "StreamWriter")):
        kind.__name__ = kind.__qualname__ = title
    return CodecInfo(encode, decode, Reader, Writer, Encoder, Decoder, name)


def _unfinished(data):
    # How many bytes at the end are the beginning of a character.
    for back in range(1, min(3, len(data)) + 1):
        byte = data[-back]
        if byte >= 0xc0:
            return back if (2 if byte < 0xe0 else 3 if byte < 0xf0 else 4) > back and byte < 0xf5 else 0
        if byte < 0x80:
            break
    return 0


def _bytes_codec(key):
    if key.startswith("hex"):
        import binascii
        name, to, back = "hex", binascii.b2a_hex, binascii.a2b_hex
    elif key.startswith("z"):
        import zlib
        name, to, back = "zlib", zlib.compress, zlib.decompress
    else:
        import base64
        name, to, back = "base64", base64.encodebytes, base64.decodebytes

    def encode(input, errors="strict"):
        return to(bytes(input)), len(input)

    def decode(input, errors="strict"):
        return back(bytes(input)), len(input)

    return CodecInfo(encode, decode, name=name, _is_text_encoding=False)


def _rot13():
    small = "abcdefghijklmnopqrstuvwxyz"
    table = str.maketrans(small + small.upper(), small[13:] + small[:13] + (small[13:] + small[:13]).upper())

    def turn(input, errors="strict"):
        return str.translate(input, table), len(input)

    return CodecInfo(turn, turn, name="rot13", _is_text_encoding=False)


def getencoder(encoding):
    """The function that encodes."""
    return lookup(encoding).encode


def getdecoder(encoding):
    """The function that decodes."""
    return lookup(encoding).decode


def _part(encoding, name):
    found = getattr(lookup(encoding), name)
    if found is None:
        raise LookupError(encoding)
    return found


def getincrementalencoder(encoding):
    """The class that encodes piece by piece."""
    return _part(encoding, "incrementalencoder")


def getincrementaldecoder(encoding):
    """The class that decodes piece by piece."""
    return _part(encoding, "incrementaldecoder")


def getreader(encoding):
    """The class that reads streams."""
    return lookup(encoding).streamreader


def getwriter(encoding):
    """The class that writes streams."""
    return lookup(encoding).streamwriter


def encode(obj, encoding="utf-8", errors="strict"):
    """Translates by the codec of a name."""
    return lookup(encoding).encode(obj, errors)[0]


def decode(obj, encoding="utf-8", errors="strict"):
    """Translates back by the codec of a name."""
    return lookup(encoding).decode(obj, errors)[0]


def iterencode(iterator, encoding, errors="strict", **kwargs):
    """Encodes texts one after the other."""
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    for input in iterator:
        if output := encoder.encode(input):
            yield output
    if output := encoder.encode("", True):
        yield output


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    """Decodes pieces one after the other."""
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    for input in iterator:
        if output := decoder.decode(input):
            yield output
    if output := decoder.decode(b"", True):
        yield output


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    """A file as text, through a codec."""
    if encoding is not None and "b" not in mode:
        mode += "b"
    file = builtins.open(filename, mode, buffering)
    if encoding is None:
        return file
    info = lookup(encoding)
    wrapped = StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)
    wrapped.encoding = encoding
    return wrapped


def EncodedFile(file, data_encoding, file_encoding=None, errors="strict"):
    """A file of one encoding, seen in another."""
    file_encoding = file_encoding or data_encoding
    data, inside = lookup(data_encoding), lookup(file_encoding)
    recoder = StreamRecoder(file, data.encode, data.decode, inside.streamreader, inside.streamwriter, errors)
    recoder.data_encoding, recoder.file_encoding = data_encoding, file_encoding
    return recoder


# ---- errors


def _wrong(error):
    if not isinstance(error, Exception):
        raise TypeError(f"codec must pass exception instance")
    raise TypeError(f"don't know how to handle {type(error).__name__} in error callback")


def strict_errors(exception, /):
    """Raises it."""
    if isinstance(exception, Exception):
        raise exception
    raise TypeError("codec must pass exception instance")


def ignore_errors(exception, /):
    """Leaves it out."""
    if not isinstance(exception, UnicodeError):
        _wrong(exception)
    return "", exception.end


def replace_errors(exception, /):
    """A question mark, or the sign for what is unknown."""
    if isinstance(exception, UnicodeEncodeError):
        return "?" * (exception.end - exception.start), exception.end
    if isinstance(exception, UnicodeDecodeError):
        return "\ufffd", exception.end
    if isinstance(exception, UnicodeTranslateError):
        return "\ufffd" * (exception.end - exception.start), exception.end
    _wrong(exception)


def xmlcharrefreplace_errors(exception, /):
    """References as XML has them."""
    if not isinstance(exception, UnicodeEncodeError):
        _wrong(exception)
    return "".join(f"&#{ord(c)};" for c in exception.object[exception.start:exception.end]), exception.end


def _escaped(code):
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def backslashreplace_errors(exception, /):
    """Escapes with a backslash."""
    if isinstance(exception, UnicodeDecodeError):
        return "".join(f"\\x{byte:02x}" for byte in exception.object[exception.start:exception.end]), exception.end
    if not isinstance(exception, (UnicodeEncodeError, UnicodeTranslateError)):
        _wrong(exception)
    return "".join(_escaped(ord(c)) for c in exception.object[exception.start:exception.end]), exception.end


def namereplace_errors(exception, /):
    """Escapes with the names of characters."""
    if not isinstance(exception, UnicodeEncodeError):
        _wrong(exception)
    from unicodedata import name
    text = exception.object[exception.start:exception.end]
    named = [(name(c, None), c) for c in text]
    return "".join(f"\\N{{{found}}}" if found else _escaped(ord(c)) for found, c in named), exception.end


_errors = {
    "strict": strict_errors, "ignore": ignore_errors, "replace": replace_errors,
    "xmlcharrefreplace": xmlcharrefreplace_errors, "backslashreplace": backslashreplace_errors,
    "namereplace": namereplace_errors,
}


def register_error(errors, handler, /):
    """Gives a way to treat errors a name."""
    if not callable(handler):
        raise TypeError("handler must be callable")
    _errors[errors] = handler


def lookup_error(errors, /):
    """The way to treat errors of a name."""
    try:
        return _errors[errors]
    except KeyError:
        raise LookupError(f"unknown error handler name '{errors}'") from None
