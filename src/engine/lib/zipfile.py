"""Archives of files. A member is kept in memory as a whole; what is written to one is compressed when it is closed."""

import io
import os
import shutil
import stat
import struct
import sys
import time
import zlib

__all__ = ["BadZipFile", "BadZipfile", "error", "ZIP_STORED", "ZIP_DEFLATED", "ZIP_BZIP2", "ZIP_LZMA", "is_zipfile",
           "ZipInfo", "ZipFile", "LargeZipFile", "Path"]

ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA = 0, 8, 12, 14
ZIP64_LIMIT = (1 << 31) - 1
ZIP_FILECOUNT_LIMIT = (1 << 16) - 1
ZIP_MAX_COMMENT = (1 << 16) - 1

# PKWARE's APPNOTE.TXT, 4.3: a member's own header, its entry in the directory, the end of the directory.
_LOCAL = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s4B4HL2L5H2L")
_END = struct.Struct("<4s4H2LH")
_LOCAL_SIGN, _ENTRY_SIGN, _END_SIGN = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_UTF8_NAME, _ENCRYPTED = 0x800, 1
_METHODS = {ZIP_STORED: "store", ZIP_DEFLATED: "deflate", ZIP_BZIP2: "bzip2", ZIP_LZMA: "lzma"}


class BadZipFile(Exception):
    """It is no archive, or a damaged one."""


class LargeZipFile(Exception):
    """The archive would need the form for large ones."""


error = BadZipfile = BadZipFile


def _end_of(file):
    # The last record, where it lies, and the comment behind it.
    file.seek(0, 2)
    size = file.tell()
    begin = max(size - _END.size - ZIP_MAX_COMMENT, 0)
    file.seek(begin)
    data = file.read()
    at = data.rfind(_END_SIGN)
    if at < 0 or len(data) - at < _END.size:
        return None
    record = _END.unpack_from(data, at)
    comment = data[at + _END.size:at + _END.size + record[7]]
    return record, begin + at, comment


def is_zipfile(filename):
    """Whether it looks like an archive: a path, or a file that is open."""
    try:
        if hasattr(filename, "read"):
            return _end_of(filename) is not None
        with io.open(filename, "rb") as file:
            return _end_of(file) is not None
    except OSError:
        return False


class ZipInfo:
    """What is known of a member."""

    __slots__ = ("orig_filename", "filename", "date_time", "compress_type", "_compresslevel", "comment", "extra",
                 "create_system", "create_version", "extract_version", "reserved", "flag_bits", "volume",
                 "internal_attr", "external_attr", "header_offset", "CRC", "compress_size", "file_size",
                 "_raw_time")

    def __init__(self, filename="NoName", date_time=(1980, 1, 1, 0, 0, 0)):
        self.orig_filename = filename
        filename = filename.partition("\0")[0]
        if os.sep != "/" and os.sep in filename:
            filename = filename.replace(os.sep, "/")
        self.filename = filename
        self.date_time = date_time
        if date_time[0] < 1980:
            raise ValueError("ZIP does not support timestamps before 1980")
        self.compress_type = ZIP_STORED
        self._compresslevel = None
        self.comment = self.extra = b""
        self.create_system = 3
        self.create_version = self.extract_version = 20
        self.reserved = self.flag_bits = self.volume = self.internal_attr = self.external_attr = 0
        self.header_offset = self.CRC = self.compress_size = self.file_size = 0

    def __repr__(self):
        parts = ["<%s filename=%r" % (self.__class__.__name__, self.filename)]
        if self.compress_type != ZIP_STORED:
            parts.append(" compress_type=%s" % _METHODS.get(self.compress_type, self.compress_type))
        high, low = self.external_attr >> 16, self.external_attr & 0xFFFF
        if high:
            parts.append(" filemode=%r" % stat.filemode(high))
        if low:
            parts.append(" external_attr=%#x" % low)
        if not self.is_dir() or self.file_size:
            parts.append(" file_size=%r" % self.file_size)
        if (not self.is_dir() or self.compress_size) and (
                self.compress_type != ZIP_STORED or self.file_size != self.compress_size):
            parts.append(" compress_size=%r" % self.compress_size)
        return "".join(parts) + ">"

    @classmethod
    def from_file(cls, filename, arcname=None, *, strict_timestamps=True):
        """What is known of a file of the system."""
        filename = os.fspath(filename)
        status = os.stat(filename)
        folder = stat.S_ISDIR(status.st_mode)
        moment = time.localtime(status.st_mtime)[:6]
        if not strict_timestamps:
            moment = min(max(moment, (1980, 1, 1, 0, 0, 0)), (2107, 12, 31, 23, 59, 59))
        name = os.path.normpath(os.path.splitdrive(filename if arcname is None else arcname)[1]).lstrip("/")
        self = cls(name + "/" if folder else name, moment)
        self.external_attr = (status.st_mode & 0xFFFF) << 16
        if folder:
            self.external_attr |= 0x10
        else:
            self.file_size = status.st_size
        return self

    def is_dir(self):
        """Whether it is a folder."""
        return self.filename.endswith("/")

    def _name(self):
        try:
            return self.filename.encode("ascii"), self.flag_bits & ~_UTF8_NAME
        except UnicodeEncodeError:
            return self.filename.encode("utf-8"), self.flag_bits | _UTF8_NAME

    def _stamp(self):
        year, month, day, hour, minute, second = self.date_time[:6]
        return hour << 11 | minute << 5 | second // 2, year - 1980 << 9 | month << 5 | day

    def FileHeader(self, zip64=None):
        """Its own header, as bytes."""
        name, flags = self._name()
        clock, day = self._stamp()
        head = _LOCAL.pack(_LOCAL_SIGN, self.extract_version, flags, self.compress_type, clock, day, self.CRC,
                           self.compress_size, self.file_size, len(name), len(self.extra))
        return head + name + self.extra

    def _entry(self):
        name, flags = self._name()
        clock, day = self._stamp()
        head = _ENTRY.pack(
            _ENTRY_SIGN, self.create_version, self.create_system, self.extract_version, self.reserved, flags,
            self.compress_type, clock, day, self.CRC, self.compress_size, self.file_size, len(name), len(self.extra),
            len(self.comment), 0, self.internal_attr, self.external_attr, self.header_offset)
        return head + name + self.extra + self.comment


def _known_method(method):
    if method not in _METHODS:
        raise NotImplementedError("That compression method is not supported")
    if method in (ZIP_BZIP2, ZIP_LZMA):
        raise RuntimeError("Compression requires the (missing) %s module" % ("bz2" if method == ZIP_BZIP2 else "lzma"))


class ZipExtFile(io.BytesIO):
    """A member that is read."""

    def __init__(self, data, name, mode):
        super().__init__(data)
        self.name = name
        self.mode = mode

    def __repr__(self):
        state = " [closed]" if self.closed else " name=%r mode=%r" % (self.name, self.mode)
        return "<%s.%s%s>" % (self.__class__.__module__, self.__class__.__qualname__, state)

    def writable(self):
        """No."""
        return False

    def write(self, data, /):
        """Is refused."""
        raise io.UnsupportedOperation("write")


class _Writing(io.BytesIO):
    # A member that is written: the archive gets it when it is closed.

    def __init__(self, archive, info):
        super().__init__()
        self._archive, self._info = archive, info

    def readable(self):
        return False

    def seekable(self):
        return False

    def close(self):
        if not self.closed:
            data = self.getvalue()
            super().close()
            self._archive._writing = False
            self._archive._add(self._info, data)


class ZipFile:
    """An archive that is open."""

    fp = None

    def __init__(self, file, mode="r", compression=ZIP_STORED, allowZip64=True, compresslevel=None, *,
                 strict_timestamps=True, metadata_encoding=None):
        if mode not in ("r", "w", "x", "a"):
            raise ValueError("ZipFile requires mode 'r', 'w', 'x', or 'a'")
        _known_method(compression)
        self._strict_timestamps = strict_timestamps
        self._metadata_encoding = metadata_encoding
        self.mode, self.compression, self.compresslevel = mode, compression, compresslevel
        self.debug, self.pwd = 0, None
        self.filelist, self.NameToInfo = [], {}
        self._comment, self._changed, self._writing = b"", mode in ("w", "x"), False
        if isinstance(file, os.PathLike):
            file = os.fspath(file)
        self._opened = isinstance(file, str)
        if self._opened:
            self.filename = file
            how = {"r": "rb", "w": "w+b", "x": "x+b", "a": "r+b"}[mode]
            if mode == "a" and not os.path.exists(file):
                how = "w+b"
            self.fp = io.open(file, how)
        else:
            self.fp = file
            self.filename = getattr(file, "name", None)
        try:
            if mode in ("r", "a"):
                self._read_directory()
            else:
                self._begin = self._place = self.fp.tell() if self.fp.seekable() else 0
        except BaseException:
            self._release()
            raise

    def _read_directory(self):
        found = _end_of(self.fp)
        if found is None:
            if self.mode == "a":
                # Whatever the file is, an archive can follow it.
                self.fp.seek(0, 2)
                self._begin = 0
                self._place, self._changed = self.fp.tell(), True
                return
            raise BadZipFile("File is not a zip file")
        (_, _, _, _, _, size, offset, _), at, self._comment = found
        # Something may stand before the archive.
        self._begin = at - size - offset
        if self._begin < 0:
            raise BadZipFile("Bad magic number for central directory")
        self._place = at - size
        self.fp.seek(self._place)
        data, place = self.fp.read(size), 0
        while place < size:
            if len(data) - place < _ENTRY.size:
                raise BadZipFile("Truncated central directory")
            fields = _ENTRY.unpack_from(data, place)
            if fields[0] != _ENTRY_SIGN:
                raise BadZipFile("Bad magic number for central directory")
            place += _ENTRY.size
            parts = []
            for length in fields[12:15]:
                parts.append(data[place:place + length])
                place += length
            encoding = "utf-8" if fields[5] & _UTF8_NAME else self._metadata_encoding or "cp437"
            clock, day = fields[7:9]
            info = ZipInfo(parts[0].decode(encoding))
            info.date_time = ((day >> 9) + 1980, day >> 5 & 15, day & 31, clock >> 11, clock >> 5 & 63, (clock & 31) * 2)
            info.extra, info.comment = parts[1:]
            (info.create_version, info.create_system, info.extract_version, info.reserved, info.flag_bits,
             info.compress_type) = fields[1:7]
            info.CRC, info.compress_size, info.file_size = fields[9:12]
            info.volume, info.internal_attr, info.external_attr, info.header_offset = fields[15:19]
            info.header_offset += self._begin
            self.filelist.append(info)
            self.NameToInfo[info.filename] = info

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        self.close()

    def __del__(self):
        self.close()

    def __repr__(self):
        parts = ["<%s.%s" % (self.__class__.__module__, self.__class__.__qualname__)]
        if self.fp is None:
            parts.append(" [closed]")
        else:
            if not self._opened:
                parts.append(" file=%r" % self.fp)
            elif self.filename is not None:
                parts.append(" filename=%r" % self.filename)
            parts.append(" mode=%r" % self.mode)
        return "".join(parts) + ">"

    @property
    def comment(self):
        """What is said of the whole archive, in bytes."""
        return self._comment

    @comment.setter
    def comment(self, comment):
        if not isinstance(comment, bytes):
            raise TypeError("comment: expected bytes, got %s" % type(comment))
        self._comment = comment[:ZIP_MAX_COMMENT]
        self._changed = True

    def namelist(self):
        """The members' names."""
        return [info.filename for info in self.filelist]

    def infolist(self):
        """What is known of the members."""
        return self.filelist

    def getinfo(self, name):
        """What is known of a member."""
        info = self.NameToInfo.get(name)
        if info is None:
            raise KeyError("There is no item named %r in the archive" % name)
        return info

    def printdir(self, file=None):
        """Writes a table of the members."""
        print("%-46s %19s %12s" % ("File Name", "Modified    ", "Size"), file=file)
        for info in self.filelist:
            moment = "%d-%02d-%02d %02d:%02d:%02d" % info.date_time[:6]
            print("%-46s %s %12d" % (info.filename, moment, info.file_size), file=file)

    def testzip(self):
        """The name of the first damaged member, or None."""
        for info in self.filelist:
            try:
                self.read(info)
            except BadZipFile:
                return info.filename
        return None

    def setpassword(self, pwd):
        """Is kept, but nothing is decrypted."""
        if pwd and not isinstance(pwd, bytes):
            raise TypeError("pwd: expected bytes, got %s" % type(pwd).__name__)
        self.pwd = pwd or None

    def read(self, name, pwd=None):
        """What a member holds."""
        with self.open(name, "r", pwd) as file:
            return file.read()

    def open(self, name, mode="r", pwd=None, *, force_zip64=False):
        """A member as a file of bytes."""
        if mode not in ("r", "w"):
            raise ValueError('open() requires mode "r" or "w"')
        if pwd and mode == "w":
            raise ValueError("pwd is only supported for reading files")
        if self.fp is None:
            raise ValueError("Attempt to use ZIP archive that was already closed")
        if mode == "w":
            return self._to_write(name)
        if self._writing:
            raise ValueError("Can't read from the ZIP file while there is an open writing handle on it. "
                             "Close the writing handle before trying to read.")
        info = name if isinstance(name, ZipInfo) else self.getinfo(name)
        return ZipExtFile(self._content(info), info.filename, mode)

    def _content(self, info):
        self.fp.seek(info.header_offset)
        head = self.fp.read(_LOCAL.size)
        if len(head) < _LOCAL.size:
            raise BadZipFile("Truncated file header")
        fields = _LOCAL.unpack(head)
        if fields[0] != _LOCAL_SIGN:
            raise BadZipFile("Bad magic number for file header")
        if info.flag_bits & _ENCRYPTED:
            raise RuntimeError("File %r is encrypted, password required for extraction" % info.filename)
        _known_method(info.compress_type)
        name = self.fp.read(fields[9]).decode("utf-8" if fields[2] & _UTF8_NAME else self._metadata_encoding or "cp437")
        if name != info.orig_filename:
            raise BadZipFile("File name in directory %r and header %r differ." % (info.orig_filename, name))
        self.fp.seek(fields[10], 1)
        data = self.fp.read(info.compress_size)
        if info.compress_type == ZIP_DEFLATED:
            data = zlib.decompress(data, -15)
        if zlib.crc32(data) != info.CRC:
            raise BadZipFile("Bad CRC-32 for file %r" % info.filename)
        return data

    def _to_write(self, name):
        if isinstance(name, ZipInfo):
            info = name
        else:
            info = ZipInfo(name)
            info.compress_type, info._compresslevel = self.compression, self.compresslevel
        self._may_write(info)
        if not info.external_attr:
            info.external_attr = 0o600 << 16
        self._writing = True
        return _Writing(self, info)

    def _may_write(self, info):
        if self.mode not in ("w", "x", "a"):
            raise ValueError("write() requires mode 'w', 'x', or 'a'")
        if self.fp is None:
            raise ValueError("Attempt to write ZIP archive that was already closed")
        if self._writing:
            raise ValueError("Can't write to ZIP archive while an open writing handle exists")
        if info.filename in self.NameToInfo:
            import warnings
            warnings.warn("Duplicate name: %r" % info.filename, stacklevel=3)
        _known_method(info.compress_type)

    def _add(self, info, data):
        info.CRC, info.file_size = zlib.crc32(data), len(data)
        if info.compress_type == ZIP_DEFLATED:
            level = -1 if info._compresslevel is None else info._compresslevel
            data = zlib.compress(data, level, -15)
        info.compress_size = len(data)
        if max(info.file_size, len(data), self._place) > ZIP64_LIMIT:
            raise LargeZipFile("Filesize would require ZIP64 extensions")
        info.header_offset = self._place
        self.fp.seek(self._place)
        self.fp.write(info.FileHeader())
        self.fp.write(data)
        self._place = self.fp.tell()
        self.filelist.append(info)
        self.NameToInfo[info.filename] = info
        self._changed = True

    def write(self, filename, arcname=None, compress_type=None, compresslevel=None):
        """Takes a file of the system in."""
        if self.fp is None:
            raise ValueError("Attempt to write to ZIP archive that was already closed")
        if self._writing:
            raise ValueError("Can't write to ZIP archive while an open writing handle exists")
        info = ZipInfo.from_file(filename, arcname, strict_timestamps=self._strict_timestamps)
        if info.is_dir():
            info.compress_type = ZIP_STORED
            self._may_write(info)
            self._add(info, b"")
            return
        info.compress_type = self.compression if compress_type is None else compress_type
        info._compresslevel = self.compresslevel if compresslevel is None else compresslevel
        self._may_write(info)
        with io.open(filename, "rb") as file:
            self._add(info, file.read())

    def writestr(self, zinfo_or_arcname, data, compress_type=None, compresslevel=None):
        """Takes bytes, or a text as UTF-8, in."""
        if isinstance(data, str):
            data = data.encode("utf-8")
        if isinstance(zinfo_or_arcname, ZipInfo):
            info = zinfo_or_arcname
        else:
            info = ZipInfo(zinfo_or_arcname, time.localtime()[:6])
            info.compress_type, info._compresslevel = self.compression, self.compresslevel
            if info.is_dir():
                info.external_attr = 0o40775 << 16 | 0x10
            else:
                info.external_attr = 0o600 << 16
        if self.fp is None:
            raise ValueError("Attempt to write to ZIP archive that was already closed")
        if compress_type is not None:
            info.compress_type = compress_type
        if compresslevel is not None:
            info._compresslevel = compresslevel
        self._may_write(info)
        self._add(info, bytes(data))

    def mkdir(self, zinfo_or_directory_name, mode=511):
        """Adds a folder."""
        if isinstance(zinfo_or_directory_name, ZipInfo):
            info = zinfo_or_directory_name
            if not info.is_dir():
                raise ValueError("The given ZipInfo does not describe a directory")
        elif isinstance(zinfo_or_directory_name, str):
            name = zinfo_or_directory_name
            info = ZipInfo(name if name.endswith("/") else name + "/")
            info.external_attr = (0o40000 | mode) << 16 | 0x10
        else:
            raise TypeError("Expected type str or ZipInfo")
        self._may_write(info)
        self._add(info, b"")

    def extract(self, member, path=None, pwd=None):
        """Makes a file of a member, below a folder; its path."""
        info = member if isinstance(member, ZipInfo) else self.getinfo(member)
        folder = os.getcwd() if path is None else os.fspath(path)
        # No name leads out of the folder.
        names = [name for name in info.filename.split("/") if name not in ("", os.curdir, os.pardir)]
        target = os.path.normpath(os.path.join(folder, *names))
        if info.is_dir():
            os.makedirs(target, exist_ok=True)
            return target
        above = os.path.dirname(target)
        if above:
            os.makedirs(above, exist_ok=True)
        with self.open(info, pwd=pwd) as source, io.open(target, "wb") as file:
            shutil.copyfileobj(source, file)
        return target

    def extractall(self, path=None, members=None, pwd=None):
        """Makes files of all members, or of some."""
        for member in self.namelist() if members is None else members:
            self.extract(member, path, pwd)

    def close(self):
        """Writes the directory, if anything was written."""
        if self.fp is None:
            return
        if self._writing:
            raise ValueError("Can't close the ZIP file while there is an open writing handle on it. "
                             "Close the writing handle before closing the zip.")
        try:
            if self.mode in ("w", "x", "a") and self._changed:
                self.fp.seek(self._place)
                for info in self.filelist:
                    info.header_offset -= self._begin
                    self.fp.write(info._entry())
                    info.header_offset += self._begin
                size = self.fp.tell() - self._place
                count = len(self.filelist)
                if count > ZIP_FILECOUNT_LIMIT:
                    raise LargeZipFile("Files count would require ZIP64 extensions")
                self.fp.write(_END.pack(_END_SIGN, 0, 0, count, count, size, self._place - self._begin,
                                        len(self._comment)))
                self.fp.write(self._comment)
                if self.mode == "a":
                    self.fp.truncate()
                self.fp.flush()
        finally:
            self._release()

    def _release(self):
        file, self.fp = self.fp, None
        if self._opened and file is not None:
            file.close()


class Path:
    """A place in an archive, in the manner of `pathlib`."""

    def __init__(self, root, at=""):
        self.root = root if isinstance(root, ZipFile) else ZipFile(root)
        self.at = at

    def _names(self):
        # Folders are there too where no member says so.
        names = dict.fromkeys(self.root.namelist())
        for name in list(names):
            above = name.rstrip("/")
            while "/" in above:
                above = above.rpartition("/")[0]
                names.setdefault(above + "/")
        return names

    def _at(self, at):
        return self.__class__(self.root, at)

    def __repr__(self):
        return "%s(%r, %r)" % (self.__class__.__name__, self.root.filename, self.at)

    def __str__(self):
        return "/".join(part for part in (self.root.filename or "", self.at) if part)

    @property
    def name(self):
        """The last part."""
        return self.at.rstrip("/").rpartition("/")[2] or self.filename.name

    @property
    def stem(self):
        """The last part without its suffix."""
        return self.filename.stem

    @property
    def suffix(self):
        """The suffix of the last part."""
        return self.filename.suffix

    @property
    def suffixes(self):
        """All suffixes of the last part."""
        return self.filename.suffixes

    @property
    def filename(self):
        """The archive's path and the place."""
        import pathlib
        return pathlib.Path(self.root.filename).joinpath(self.at)

    @property
    def parent(self):
        """The folder that it is in."""
        if not self.at:
            return self.filename.parent
        above = self.at.rstrip("/").rpartition("/")[0]
        return self._at(above and above + "/")

    def joinpath(self, *other):
        """A place below."""
        at = self.at
        for part in other:
            part = os.fspath(part)
            at = part if part.startswith("/") else at + ("" if not at or at.endswith("/") else "/") + part
        names = self._names()
        return self._at(at + "/" if at not in names and at + "/" in names else at)

    __truediv__ = joinpath

    def is_dir(self):
        """Whether it is a folder."""
        return not self.at or self.at.endswith("/")

    def is_file(self):
        """Whether it is a member that is no folder."""
        return self.exists() and not self.is_dir()

    def exists(self):
        """Whether there is such a member."""
        return not self.at or self.at in self._names()

    def iterdir(self):
        """What the folder holds."""
        if not self.is_dir():
            raise ValueError("Can't listdir a file")
        for name in self._names():
            rest = name[len(self.at):].rstrip("/")
            if name.startswith(self.at) and rest and "/" not in rest:
                yield self._at(name)

    def open(self, mode="r", *args, pwd=None, **kwargs):
        """The member as a file."""
        if self.is_dir():
            raise IsADirectoryError(self)
        if not self.exists() and mode[0] == "r":
            raise FileNotFoundError(self)
        file = self.root.open(self.at, mode[0], pwd)
        if "b" in mode:
            if args or kwargs:
                raise ValueError("encoding args invalid for binary operation")
            return file
        return io.TextIOWrapper(file, *args, **kwargs)

    def read_text(self, *args, **kwargs):
        """What the member holds, as a text."""
        with self.open("r", *args, **kwargs) as file:
            return file.read()

    def read_bytes(self):
        """What the member holds."""
        with self.open("rb") as file:
            return file.read()
