"""Kinds of files, as the web names them, by their names' endings."""

import os
import posixpath

__all__ = ["knownfiles", "inited", "MimeTypes", "guess_type", "guess_all_extensions", "guess_extension", "add_type", "init",
           "read_mime_types", "suffix_map", "encodings_map", "types_map", "common_types"]

# No system's own files are read: they would differ from run to run.
knownfiles = []
inited = False
_db = None

suffix_map = {".svgz": ".svg.gz", ".tgz": ".tar.gz", ".taz": ".tar.gz", ".tz": ".tar.gz", ".tbz2": ".tar.bz2",
              ".txz": ".tar.xz"}
encodings_map = {".gz": "gzip", ".Z": "compress", ".bz2": "bzip2", ".xz": "xz", ".br": "br"}
common_types = {".rtf": "application/rtf", ".jpg": "image/jpg", ".mid": "audio/midi", ".midi": "audio/midi",
                ".pct": "image/pict", ".pic": "image/pict", ".pict": "image/pict", ".webp": "image/webp",
                ".xul": "text/xul"}

# A kind and its endings a line; the first ending is the one that is guessed.
_TYPES = [
    "application/javascript .js .mjs",
    "application/json .json",
    "application/manifest+json .webmanifest",
    "application/msword .doc .dot .wiz",
    "application/n-quads .nq",
    "application/n-triples .nt",
    "application/octet-stream .bin .a .dll .exe .o .obj .so",
    "application/oda .oda",
    "application/pdf .pdf",
    "application/pkcs7-mime .p7c",
    "application/postscript .ps .ai .eps",
    "application/trig .trig",
    "application/vnd.apple.mpegurl .m3u .m3u8",
    "application/vnd.ms-excel .xls .xlb",
    "application/vnd.ms-powerpoint .ppt .pot .ppa .pps .pwz",
    "application/wasm .wasm",
    "application/x-bcpio .bcpio",
    "application/x-cpio .cpio",
    "application/x-csh .csh",
    "application/x-dvi .dvi",
    "application/x-gtar .gtar",
    "application/x-hdf .hdf",
    "application/x-hdf5 .h5",
    "application/x-latex .latex",
    "application/x-mif .mif",
    "application/x-netcdf .cdf .nc",
    "application/x-pkcs12 .p12 .pfx",
    "application/x-pn-realaudio .ram",
    "application/x-python-code .pyc .pyo",
    "application/x-sh .sh",
    "application/x-shar .shar",
    "application/x-shockwave-flash .swf",
    "application/x-sv4cpio .sv4cpio",
    "application/x-sv4crc .sv4crc",
    "application/x-tar .tar",
    "application/x-tcl .tcl",
    "application/x-tex .tex",
    "application/x-texinfo .texi .texinfo",
    "application/x-troff .roff .t .tr",
    "application/x-troff-man .man",
    "application/x-troff-me .me",
    "application/x-troff-ms .ms",
    "application/x-ustar .ustar",
    "application/x-wais-source .src",
    "application/xml .xsl .rdf .wsdl .xpdl",
    "application/zip .zip",
    "audio/3gpp .3gp .3gpp",
    "audio/3gpp2 .3g2 .3gpp2",
    "audio/aac .aac .adts .loas .ass",
    "audio/basic .au .snd",
    "audio/mpeg .mp3 .mp2",
    "audio/opus .opus",
    "audio/x-aiff .aif .aifc .aiff",
    "audio/x-pn-realaudio .ra",
    "audio/x-wav .wav",
    "image/avif .avif",
    "image/bmp .bmp",
    "image/gif .gif",
    "image/heic .heic",
    "image/heif .heif",
    "image/ief .ief",
    "image/jpeg .jpg .jpe .jpeg",
    "image/png .png",
    "image/svg+xml .svg",
    "image/tiff .tiff .tif",
    "image/vnd.microsoft.icon .ico",
    "image/x-cmu-raster .ras",
    "image/x-portable-anymap .pnm",
    "image/x-portable-bitmap .pbm",
    "image/x-portable-graymap .pgm",
    "image/x-portable-pixmap .ppm",
    "image/x-rgb .rgb",
    "image/x-xbitmap .xbm",
    "image/x-xpixmap .xpm",
    "image/x-xwindowdump .xwd",
    "message/rfc822 .eml .mht .mhtml .nws",
    "text/css .css",
    "text/csv .csv",
    "text/html .html .htm",
    "text/n3 .n3",
    "text/plain .txt .bat .c .h .ksh .pl .srt",
    "text/richtext .rtx",
    "text/tab-separated-values .tsv",
    "text/vtt .vtt",
    "text/x-python .py",
    "text/x-setext .etx",
    "text/x-sgml .sgm .sgml",
    "text/x-vcard .vcf",
    "text/xml .xml",
    "video/mp4 .mp4",
    "video/mpeg .mpeg .m1v .mpa .mpe .mpg",
    "video/quicktime .mov .qt",
    "video/webm .webm",
    "video/x-msvideo .avi",
    "video/x-sgi-movie .movie",
]
types_map = {}
for _line in _TYPES:
    _kind, *_endings = _line.split()
    for _ending in _endings:
        types_map[_ending] = _kind


class MimeTypes:
    """Kinds and their endings."""

    def __init__(self, filenames=(), strict=True):
        if not inited:
            init()
        self.encodings_map = encodings_map.copy()
        self.suffix_map = suffix_map.copy()
        # The common kinds first, then those that are registered.
        self.types_map = ({}, {})
        self.types_map_inv = ({}, {})
        for table, is_strict in ((types_map, True), (common_types, False)):
            for ending, kind in table.items():
                self.add_type(kind, ending, is_strict)
        for name in filenames:
            self.read(name, strict)

    def add_type(self, type, ext, strict=True):
        """Adds a kind."""
        self.types_map[strict][ext] = type
        endings = self.types_map_inv[strict].setdefault(type, [])
        if ext not in endings:
            endings.append(ext)

    def guess_type(self, url, strict=True):
        """The kind of a file and how it is compressed."""
        from urllib.parse import urlparse
        url = os.fspath(url)
        parts = urlparse(url)
        if parts.scheme and len(parts.scheme) > 1:
            scheme, url = parts.scheme, url.split(":", 1)[1]
            if scheme == "data":
                head, comma, _ = url.partition(",")
                if not comma:
                    return None, None
                head = head.partition(";")[0]
                return "text/plain" if "=" in head or "/" not in head else head, None
        base, ext = posixpath.splitext(url)
        while True:
            lower = ext.lower()
            if lower not in self.suffix_map:
                break
            base, ext = posixpath.splitext(base + self.suffix_map[lower])
        encoding = self.encodings_map.get(ext)
        if encoding is not None:
            base, ext = posixpath.splitext(base)
        ext = ext.lower()
        for table in (self.types_map[True],) if strict else (self.types_map[True], self.types_map[False]):
            if ext in table:
                return table[ext], encoding
        return None, encoding

    def guess_all_extensions(self, type, strict=True):
        """The endings of a kind."""
        type = type.lower()
        found = list(self.types_map_inv[True].get(type, []))
        if not strict:
            found += [ext for ext in self.types_map_inv[False].get(type, []) if ext not in found]
        return found

    def guess_extension(self, type, strict=True):
        """The ending of a kind, or None."""
        found = self.guess_all_extensions(type, strict)
        return found[0] if found else None

    def read(self, filename, strict=True):
        """Adds the kinds of a file."""
        with open(filename, encoding="utf-8") as file:
            self.readfp(file, strict)

    def readfp(self, fp, strict=True):
        """Adds the kinds of an open file."""
        for line in fp:
            words = []
            for word in line.split():
                if word.startswith("#"):
                    break
                words.append(word)
            for suffix in words[1:]:
                self.add_type(words[0], "." + suffix, strict)

    def read_windows_registry(self, strict=True):
        """There is none."""


def _table():
    if _db is None:
        init()
    return _db


def guess_type(url, strict=True):
    """The kind of a file and how it is compressed."""
    return _table().guess_type(url, strict)


def guess_all_extensions(type, strict=True):
    """The endings of a kind."""
    return _table().guess_all_extensions(type, strict)


def guess_extension(type, strict=True):
    """The ending of a kind, or None."""
    return _table().guess_extension(type, strict)


def add_type(type, ext, strict=True):
    """Adds a kind."""
    return _table().add_type(type, ext, strict)


def init(files=None):
    """Begins anew, with the kinds of files."""
    global inited, _db, types_map, common_types, encodings_map, suffix_map
    inited = True
    db = MimeTypes()
    for file in files or ():
        if os.path.isfile(file):
            db.read(file)
    common_types, types_map = db.types_map
    encodings_map, suffix_map = db.encodings_map, db.suffix_map
    _db = db


def read_mime_types(file):
    """The kinds of a file as a dict, or None if it cannot be read."""
    try:
        stream = open(file, encoding="utf-8")
    except OSError:
        return None
    with stream:
        db = MimeTypes()
        db.readfp(stream, True)
        return db.types_map[True]
