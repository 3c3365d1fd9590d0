"""Settings in sections, as in .ini files."""

import io
import os
import re
import sys
import warnings
from collections import ChainMap, namedtuple
from collections.abc import MutableMapping
from functools import partial
from itertools import chain, zip_longest

__all__ = [
    "NoSectionError", "DuplicateOptionError", "DuplicateSectionError", "NoOptionError", "InterpolationError",
    "InterpolationDepthError", "InterpolationMissingOptionError", "InterpolationSyntaxError", "ParsingError",
    "MissingSectionHeaderError", "ConfigParser", "SafeConfigParser", "RawConfigParser", "Interpolation",
    "BasicInterpolation", "ExtendedInterpolation", "LegacyInterpolation", "SectionProxy", "ConverterMapping",
    "DEFAULTSECT", "MAX_INTERPOLATION_DEPTH",
]

DEFAULTSECT = "DEFAULT"
MAX_INTERPOLATION_DEPTH = 10
_UNSET = object()
_default_dict = dict


def _deprecated(text):
    # The caller's caller is who should know.
    warnings.warn(text, DeprecationWarning, stacklevel=3)


# Errors


class Error(Exception):
    """Of this module."""

    def __init__(self, msg=""):
        self._tell(msg, (msg,))

    def _tell(self, message, args, **attributes):
        self.message = message
        self.args = args
        self.__dict__.update(attributes)

    def __str__(self):
        return self.message

    __repr__ = __str__


class NoSectionError(Error):
    """There is no such section."""

    def __init__(self, section):
        self._tell(f"No section: {section!r}", (section,), section=section)


class NoOptionError(Error):
    """There is no such option, neither in the section nor among the defaults."""

    def __init__(self, option, section):
        self._tell(f"No option {option!r} in section: {section!r}", (option, section), option=option, section=section)


def _exists_already(thing, source, lineno):
    if source is None:
        return f"{thing[0].upper()}{thing[1:]} already exists"
    line = "" if lineno is None else f" [line {lineno:2d}]"
    return f"While reading from {source!r}{line}: {thing} already exists"


class DuplicateSectionError(Error):
    """A section is given twice by one source, or added twice."""

    def __init__(self, section, source=None, lineno=None):
        self._tell(
            _exists_already(f"section {section!r}", source, lineno), (section, source, lineno),
            section=section, source=source, lineno=lineno)


class DuplicateOptionError(Error):
    """An option is given twice by one source."""

    def __init__(self, section, option, source=None, lineno=None):
        self._tell(
            _exists_already(f"option {option!r} in section {section!r}", source, lineno),
            (section, option, source, lineno), section=section, option=option, source=source, lineno=lineno)


class InterpolationError(Error):
    """A value cannot be worked out."""

    def __init__(self, option, section, msg):
        self._fail(msg, option, section, msg)

    def _fail(self, message, option, section, *more, **attributes):
        self._tell(message, (option, section, *more), option=option, section=section, **attributes)


class InterpolationSyntaxError(InterpolationError):
    """What a value refers to is written in a wrong way."""


class InterpolationMissingOptionError(InterpolationError):
    """A value refers to an option that is not there."""

    def __init__(self, option, section, rawval, reference):
        self._fail(
            f"Bad value substitution: option {option!r} in section {section!r} contains an interpolation key "
            f"{reference!r} which is not a valid option name. Raw value: {rawval!r}",
            option, section, rawval, reference, reference=reference)


class InterpolationDepthError(InterpolationError):
    """Values refer to each other without end."""

    def __init__(self, option, section, rawval):
        self._fail(
            f"Recursion limit exceeded in value substitution: option {option!r} in section {section!r} contains an "
            f"interpolation key which cannot be substituted in {MAX_INTERPOLATION_DEPTH} steps. Raw value: {rawval!r}",
            option, section, rawval)


class ParsingError(Error):
    """Lines that are neither headers nor options; `append` adds one."""

    def __init__(self, source=None, filename=None):
        match source, filename:
            case None, None:
                raise ValueError("Required argument `source' not given.")
            case None, name:
                source = name
            case _, None:
                pass
            case _:
                raise ValueError("Cannot specify both `filename' and `source'. Use `source'.")
        self._tell(f"Source contains parsing errors: {source!r}", (source,), source=source, errors=[])

    def append(self, lineno, line):
        self.errors.append((lineno, line))
        self.message += f"\n\t[line {lineno:2d}]: {line}"

    _FILENAME = "The 'filename' attribute will be removed in Python 3.12. Use 'source' instead."

    @property
    def filename(self):
        """The old name of `source`."""
        _deprecated(self._FILENAME)
        return self.source

    @filename.setter
    def filename(self, value):
        _deprecated(self._FILENAME)
        self.source = value


class MissingSectionHeaderError(ParsingError):
    """An option stands before the first header."""

    def __init__(self, filename, lineno, line):
        self._tell(
            f"File contains no section headers.\nfile: {filename!r}, line: {lineno}\n{line!r}", (filename, lineno, line),
            source=filename, lineno=lineno, line=line)


# Values that refer to others


class Interpolation:
    """Leaves values as they are."""

    def before_get(self, parser, section, option, value, defaults):
        return value

    def before_set(self, parser, section, option, value):
        return value

    def before_read(self, parser, section, option, value):
        return value

    def before_write(self, parser, section, option, value):
        return value


# Where a value stands, and what its references can name there.
_Place = namedtuple("_Place", "section option values")


class _References(Interpolation):
    """What both syntaxes share: a value is a row of tokens, of which some stand for other values.

    A syntax has its `_sign`, `_tokens`, whose groups name kinds of tokens, the bracket that opens a reference, and
    `_find`, which gives what a reference stands for and the place of that.
    """

    def __init_subclass__(cls, sign, brackets, end=""):
        opening, closing = brackets
        mark = re.escape(sign)
        cls._sign, cls._opening = sign, opening
        cls._tokens = re.compile(
            rf"(?P<plain>[^{mark}]+)|(?P<escape>{mark}{mark})"
            rf"|{mark}\{opening}(?P<reference>[^{closing}]+)\{closing}{end}|(?P<wrong>{mark})")

    def before_get(self, parser, section, option, value, defaults):
        return "".join(self._pieces(parser, _Place(section, option, defaults), value or "", 1))

    def before_set(self, parser, section, option, value):
        kept = 0
        for token in self._tokens.finditer(value):
            if token.lastgroup == "wrong":
                raise ValueError(f"invalid interpolation syntax in {value!r} at position {kept:d}")
            if token.lastgroup == "plain":
                kept += len(token.group())
        return value

    def _pieces(self, parser, place, text, depth):
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(place.option, place.section, self._raw(parser, place, text))
        for token in self._tokens.finditer(text):
            match token.lastgroup:
                case "plain":
                    yield token.group()
                case "escape":
                    yield self._sign
                case "wrong":
                    raise InterpolationSyntaxError(place.option, place.section, self._fault(text[token.start():]))
                case _:
                    yield from self._referred(parser, place, text, token, depth)

    def _referred(self, parser, place, text, token, depth):
        name = token.group("reference")
        try:
            value, there = self._find(parser, place, name, text[token.end():])
        except (KeyError, NoSectionError, NoOptionError):
            raise InterpolationMissingOptionError(
                place.option, place.section, self._raw(parser, place, text), self._shown(parser, name)) from None
        if self._sign not in value:
            return (value,)
        return self._pieces(parser, there(), value, depth + 1)

    def _fault(self, rest):
        if rest.startswith(self._opening, 1):
            return f"bad interpolation variable reference {rest!r}"
        return f"'{self._sign}' must be followed by '{self._sign}' or '{self._opening}', found: {rest!r}"

    def _raw(self, parser, place, text):
        return parser.get(place.section, place.option, raw=True, fallback=text)


class BasicInterpolation(_References, sign="%", brackets="()", end="s"):
    """`%(name)s` stands for another value of the section or of the defaults; `%%` for a percent sign."""

    def _find(self, parser, place, name, rest):
        return place.values[parser.optionxform(name)], lambda: place

    def _shown(self, parser, name):
        return parser.optionxform(name)


class ExtendedInterpolation(_References, sign="$", brackets="{}"):
    """`${name}` and `${section:name}` stand for other values; `$$` for a dollar sign."""

    def _find(self, parser, place, name, rest):
        *sections, option = name.split(":")
        if len(sections) > 1:
            raise InterpolationSyntaxError(place.option, place.section, f"More than one ':' found: {rest!r}")
        option = parser.optionxform(option)
        section = sections[0] if sections else place.section
        value = parser.get(section, option, raw=True) if sections else place.values[option]
        return value, lambda: _Place(section, option, dict(parser.items(section, raw=True)))

    def _shown(self, parser, name):
        return name


class LegacyInterpolation(Interpolation):
    """What the operator `%` makes of a value and all others, until nothing refers to anything."""

    _reference = re.compile(r"%\(([^)]*)\)s")

    def __init__(self):
        _deprecated(
            "LegacyInterpolation has been deprecated since Python 3.2 and will be removed from the configparser module "
            "in Python 3.13. Use BasicInterpolation or ExtendedInterpolation instead.")

    def before_get(self, parser, section, option, value, defaults):
        raw, steps = value, 0
        while value and "%(" in value:
            if steps == MAX_INTERPOLATION_DEPTH:
                raise InterpolationDepthError(option, section, raw)
            steps += 1
            template = self._reference.sub(lambda found: f"%({parser.optionxform(found[1])})s", value)
            try:
                value = template % defaults
            except KeyError as missing:
                raise InterpolationMissingOptionError(option, section, raw, missing.args[0]) from None
        return value


# Reading


def _option_pattern(delimiters, value_optional):
    signs = "|".join(map(re.escape, delimiters))
    value = rf"(?:(?P<vi>{signs})\s*(?P<value>.*))"
    return re.compile(rf"(?P<option>.*?)\s*{value}{'?' if value_optional else ''}$")


class _Lines:
    """Tells apart the lines of a file: (number, kind, what the kind's method of `_Intake` needs)."""

    def __init__(self, parser):
        self._parser = parser
        self._whole = tuple(parser._comment_prefixes)
        # Signs may overlap, hence the lookahead.
        self._inline = [re.compile(f"(?={re.escape(sign)})") for sign in parser._inline_comment_prefixes]

    def classify(self, file):
        parser = self._parser
        level, growing = 0, False  # the indentation of the last entry; whether deeper lines go on with its value
        for number, line in enumerate(file, 1):
            text, commented = self._uncommented(line)
            if not text:
                if not parser._empty_lines_in_values:
                    level = sys.maxsize
                elif growing and not commented:
                    yield number, "blank", None
                continue
            indent = len(line) - len(line.lstrip())
            if growing and indent > level:
                yield number, "more", text
                continue
            level = indent
            if header := parser.SECTCRE.match(text):
                growing = False
                yield number, "header", header["header"]
            else:
                entry = parser._optcre.match(text)
                growing = growing or entry is not None
                yield number, "entry", (line, entry)

    def _uncommented(self, line):
        text = line.strip()
        if text.startswith(self._whole):
            return "", True
        end = self._comment(line)
        return (text, False) if end is None else (line[:end].strip(), True)

    def _comment(self, line):
        # A sign counts at the beginning and behind a space. CPython looks at the first sign of each kind, then at the
        # second of each, and takes the foremost of the first round that has one which counts.
        kinds = [[place.start() for place in sign.finditer(line)] for sign in self._inline]
        for turn in zip_longest(*kinds):
            counting = [at for at in turn if at is not None and (at == 0 or line[at - 1].isspace())]
            if counting:
                return min(counting)
        return None


class _Intake:
    """Puts what lines say into a parser. Values are lists of lines until `finish`."""

    def __init__(self, parser, source):
        self._parser, self._source = parser, source
        self._name = self._options = self._option = self._error = None
        self._seen = set()

    def header(self, number, name):
        parser = self._parser
        if name == parser.default_section and name not in parser._sections:
            self._options = parser._defaults
        else:
            self._once(name, DuplicateSectionError, name, self._source, number)
            if name not in parser._sections:
                parser._sections[name] = parser._dict()
            self._options = parser._sections[name]
        self._name, self._option = name, None

    def entry(self, number, what):
        line, found = what
        if self._options is None:
            raise MissingSectionHeaderError(self._source, number, line)
        if not found or not found["option"]:
            self._error = self._error or ParsingError(self._source)
            self._error.append(number, repr(line))
            if not found:
                return
        option = self._option = self._parser.optionxform(found["option"].rstrip())
        self._once((self._name, option), DuplicateOptionError, self._name, option, self._source, number)
        value = found["value"]
        self._options[option] = None if value is None else [value.strip()]

    def more(self, number, text):
        self._options[self._option].append(text)

    def blank(self, number, _):
        lines = self._options[self._option]
        if lines is not None:
            lines.append("")

    def finish(self):
        parser = self._parser
        for name, options in chain([(parser.default_section, parser._defaults)], parser._sections.items()):
            for option, value in options.items():
                if isinstance(value, list):
                    value = "\n".join(value).rstrip()
                options[option] = parser._interpolation.before_read(parser, name, option, value)
        if self._error:
            raise self._error

    def _once(self, key, error, *details):
        if self._parser._strict and key in self._seen:
            raise error(*details)
        self._seen.add(key)


# The parsers


def _getter(name, conversion):
    """The method `name`, which gives a value as what the function `conversion` of the parser makes of it."""

    def getter(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        return self._get_conv(section, option, conversion(self), raw=raw, vars=vars, fallback=fallback, **kwargs)

    getter.__name__ = name
    getter.__qualname__ = f"RawConfigParser.{name}"
    return getter


class RawConfigParser(MutableMapping):
    """Sections of options, which are texts; values are left as they are."""

    BOOLEAN_STATES = dict.fromkeys(["1", "yes", "true", "on"], True) | dict.fromkeys(["0", "no", "false", "off"], False)
    SECTCRE = re.compile(r"\[(?P<header>.+)\]")
    OPTCRE = _option_pattern("=:", False)
    OPTCRE_NV = _option_pattern("=:", True)
    _DEFAULT_INTERPOLATION = Interpolation()

    def __init__(self, defaults=None, dict_type=_default_dict, allow_no_value=False, *, delimiters=("=", ":"),
                 comment_prefixes=("#", ";"), inline_comment_prefixes=None, strict=True, empty_lines_in_values=True,
                 default_section=DEFAULTSECT, interpolation=_UNSET, converters=_UNSET):
        if interpolation is _UNSET:
            interpolation = self._DEFAULT_INTERPOLATION
        if interpolation is None:
            interpolation = Interpolation()
        if not isinstance(interpolation, Interpolation):
            raise TypeError(
                f"interpolation= must be None or an instance of Interpolation; got an object of type {type(interpolation)}")
        self._interpolation = interpolation
        self._dict = dict_type
        self._sections, self._defaults, self._proxies = dict_type(), dict_type(), {}
        self.default_section = default_section

        self._strict = strict
        self._allow_no_value = allow_no_value
        self._empty_lines_in_values = empty_lines_in_values
        self._delimiters = tuple(delimiters)
        self._comment_prefixes = comment_prefixes or ()
        self._inline_comment_prefixes = inline_comment_prefixes or ()
        if delimiters == ("=", ":"):
            self._optcre = self.OPTCRE_NV if allow_no_value else self.OPTCRE
        else:
            self._optcre = _option_pattern(delimiters, allow_no_value)

        self._converters = ConverterMapping(self)
        if converters is not _UNSET:
            self._converters.update(converters)
        if defaults:
            self._read_defaults(defaults)

    def _read_defaults(self, defaults):
        for name, value in defaults.items():
            self._defaults[self.optionxform(name)] = value

    # What there is

    def optionxform(self, optionstr):
        """The form in which names of options are kept and compared. Programs put another function in its place."""
        return optionstr.lower()

    def defaults(self):
        """The options of the default section, a dict."""
        return self._defaults

    @property
    def converters(self):
        """The conversions by name; each is a method `getNAME`."""
        return self._converters

    def sections(self):
        """The names of all sections but the default one."""
        return [*self._sections]

    def has_section(self, section):
        """Whether there is such a section, other than the default one."""
        return section in self._sections

    def options(self, section):
        """The names of a section's options, its own ones first."""
        return list(dict.fromkeys(chain(self.__found(section), self._defaults)))

    def has_option(self, section, option):
        """Whether a value would be found."""
        option = self.optionxform(option)
        if self.__is_default(section):
            return option in self._defaults
        return section in self._sections and option in self.__values(section)

    def __is_default(self, section):
        return not section or section == self.default_section

    def __own(self, section):
        # Where options of a section are set and removed.
        return self._defaults if self.__is_default(section) else self.__found(section)

    def __found(self, section):
        try:
            return self._sections[section]
        except KeyError:
            raise NoSectionError(section) from None

    def __values(self, section, given=None):
        # All values that hold in a section: those given for this time, its own, the defaults.
        own = {} if section == self.default_section else self.__found(section)
        given = {
            self.optionxform(name): value if value is None else str(value) for name, value in (given or {}).items()
        }
        return ChainMap(given, own, self._defaults)

    # Values

    def get(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        """A value, with those that it refers to unless `raw`; `fallback` where there is none."""
        option = self.optionxform(option)
        try:
            values = self.__values(section, vars)
            if option not in values:
                raise NoOptionError(option, section)
        except Error:
            if fallback is _UNSET:
                raise
            return fallback
        value = values[option]
        return value if raw or value is None else self._interpolation.before_get(self, section, option, value, values)

    def items(self, section=_UNSET, raw=False, vars=None):
        """Pairs of names and values of a section; without one, pairs of names and sections."""
        if section is _UNSET:
            return super().items()
        names = list(self.__values(section))
        values = self.__values(section, vars)
        if raw:
            return [(name, values[name]) for name in names]
        # CPython asks for what is None too, and gets an empty text for it.
        return [(name, self._interpolation.before_get(self, section, name, values[name], values)) for name in names]

    def _get_conv(self, section, option, conv, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        try:
            text = self.get(section, option, raw=raw, vars=vars, **kwargs)
        except (NoSectionError, NoOptionError):
            if fallback is _UNSET:
                raise
            return fallback
        return conv(text)

    def _convert_to_boolean(self, value):
        state = self.BOOLEAN_STATES.get(value.lower(), _UNSET)
        if state is _UNSET:
            raise ValueError(f"Not a boolean: {value}")
        return state

    getint = _getter("getint", lambda parser: int)
    getfloat = _getter("getfloat", lambda parser: float)
    getboolean = _getter("getboolean", lambda parser: parser._convert_to_boolean)

    # Changes

    def add_section(self, section):
        """An empty section more."""
        if section == self.default_section:
            raise ValueError(f"Invalid section name: {section!r}")
        if section in self._sections:
            raise DuplicateSectionError(section)
        self._sections[section] = self._dict()

    def set(self, section, option, value=None):
        """Gives an option of a section a value."""
        if value:
            value = self._interpolation.before_set(self, section, option, value)
        self.__own(section)[self.optionxform(option)] = value

    def remove_option(self, section, option):
        """Whether the option was there."""
        own, option = self.__own(section), self.optionxform(option)
        if option not in own:
            return False
        del own[option]
        return True

    def remove_section(self, section):
        """Whether the section was there."""
        if section not in self._sections:
            return False
        del self._sections[section]
        self._proxies.pop(section, None)
        return True

    def popitem(self):
        """Removes the first section that is not the default one; its name and what was its view."""
        if not self._sections:
            raise KeyError
        name = next(iter(self._sections))
        return name, self.pop(name)

    def _validate_value_types(self, *, section="", option="", value=""):
        for what, kind in (section, "section names"), (option, "option keys"):
            if not isinstance(what, str):
                raise TypeError(f"{kind} must be strings")
        if not isinstance(value, str) and (value or not self._allow_no_value):
            raise TypeError("option values must be strings")

    # Files

    def read(self, filenames, encoding=None):
        """Reads files; those that cannot be opened are left out. The names of the others."""
        if isinstance(filenames, (str, bytes, os.PathLike)):
            filenames = [filenames]
        found = []
        for name in filenames:
            try:
                with open(name, encoding=encoding) as file:
                    self.__take(file, name)
            except OSError:
                continue
            found.append(os.fspath(name) if isinstance(name, os.PathLike) else name)
        return found

    def read_file(self, f, source=None):
        """Reads lines, from anything that has them; errors name the source."""
        self.__take(f, getattr(f, "name", "<???>") if source is None else source)

    def read_string(self, string, source="<string>"):
        """Reads a text."""
        self.read_file(io.StringIO(string), source)

    def readfp(self, fp, filename=None):
        """The old name of `read_file`."""
        _deprecated("This method will be removed in Python 3.12. Use 'parser.read_file()' instead.")
        self.read_file(fp, source=filename)

    def __take(self, file, source):
        intake = _Intake(self, source)
        for number, kind, what in _Lines(self).classify(file):
            getattr(intake, kind)(number, what)
        intake.finish()

    def read_dict(self, dictionary, source="<dict>"):
        """Takes sections and options from dicts in a dict; all becomes text."""
        added = set()
        for section, options in dictionary.items():
            section = str(section)
            try:
                self.add_section(section)
            except (DuplicateSectionError, ValueError):
                if self._strict and section in added:
                    raise
            added.add(section)
            for name, value in options.items():
                option = self.optionxform(str(name))
                if self._strict and (section, option) in added:
                    raise DuplicateOptionError(section, option, source)
                added.add((section, option))
                self.set(section, option, value if value is None else str(value))

    def write(self, fp, space_around_delimiters=True):
        """Writes everything in a form that can be read again; comments are lost."""
        sign = self._delimiters[0]
        if space_around_delimiters:
            sign = f" {sign} "
        if self._defaults:
            self._write_section(fp, self.default_section, self._defaults, sign)
        for name, options in self._sections.items():
            self._write_section(fp, name, options, sign)

    def _write_section(self, fp, name, options, sign):
        fp.write(f"[{name}]\n")
        for option, value in options.items():
            value = self._interpolation.before_write(self, name, option, value)
            if value is None and self._allow_no_value:
                fp.write(f"{option}\n")
            else:
                indented = str(value).replace("\n", "\n\t")
                fp.write(f"{option}{sign}{indented}\n")
        fp.write("\n")

    # The parser as a mapping of sections

    def __contains__(self, key):
        return key == self.default_section or key in self._sections

    def __iter__(self):
        return chain((self.default_section,), self._sections)

    def __len__(self):
        return 1 + len(self._sections)

    def __getitem__(self, key):
        if key not in self:
            raise KeyError(key)
        if key not in self._proxies:
            self._proxies.setdefault(key, SectionProxy(self, key))
        return self._proxies[key]

    def __setitem__(self, key, value):
        if self._proxies.get(key, _UNSET) is value:
            return
        if key in self:
            self.__own(key).clear()
        self.read_dict({key: value})

    def __delitem__(self, key):
        if key == self.default_section:
            raise ValueError("Cannot remove the default section.")
        if not self.remove_section(key):
            raise KeyError(key)


class ConfigParser(RawConfigParser):
    """With values that refer to each other, and nothing but texts."""

    _DEFAULT_INTERPOLATION = BasicInterpolation()

    def add_section(self, section):
        """An empty section more; its name must be a text."""
        self._validate_value_types(section=section)
        super().add_section(section)

    def set(self, section, option, value=None):
        """Gives an option of a section a value; both must be texts."""
        self._validate_value_types(option=option, value=value)
        super().set(section, option, value)

    def _read_defaults(self, defaults):
        # Defaults may refer to what is not there yet, or hold a sign that stands for itself.
        usual, self._interpolation = self._interpolation, Interpolation()
        try:
            self.read_dict({self.default_section: defaults})
        finally:
            self._interpolation = usual


class SafeConfigParser(ConfigParser):
    """The old name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _deprecated(
            "The SafeConfigParser class has been renamed to ConfigParser in Python 3.2. This alias will be removed in "
            "Python 3.12. Use ConfigParser directly instead.")


# Views


class SectionProxy(MutableMapping):
    """A section, as a dict. It has a method `getNAME` for each conversion of its parser."""

    def __init__(self, parser, name):
        self._parser, self._name = parser, name

    @property
    def parser(self):
        """The parser that the section is of."""
        return self._parser

    @property
    def name(self):
        """The section's name."""
        return self._name

    def get(self, option, fallback=None, *, raw=False, vars=None, _impl=None, **kwargs):
        """A value; `fallback` where there is none."""
        find = _impl or self._parser.get
        return find(self._name, option, raw=raw, vars=vars, fallback=fallback, **kwargs)

    def __getattr__(self, name):
        if name.startswith("get") and name[3:] in self._parser.converters:
            return partial(self.get, _impl=getattr(self._parser, name))
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)

    def _names(self):
        if self._name == self._parser.default_section:
            return self._parser.defaults()
        return self._parser.options(self._name)

    def __iter__(self):
        return iter(self._names())

    def __len__(self):
        return len(self._names())

    def __contains__(self, key):
        return self._parser.has_option(self._name, key)

    def __getitem__(self, key):
        if key in self:
            return self._parser.get(self._name, key)
        raise KeyError(key)

    def __setitem__(self, key, value):
        self._parser._validate_value_types(option=key, value=value)
        self._parser.set(self._name, key, value)

    def __delitem__(self, key):
        # A default is seen here, but is not this section's to remove.
        if not (key in self and self._parser.remove_option(self._name, key)):
            raise KeyError(key)

    def __repr__(self):
        return f"<Section: {self._name}>"


class ConverterMapping(MutableMapping):
    """The conversions by name: None for a method `getNAME` of the parser's class, or the function that was given."""

    def __init__(self, parser):
        self._parser = parser
        self._functions = {
            name.removeprefix("get"): None
            for name in dir(parser) if name.startswith("get") and name != "get" and callable(getattr(parser, name))
        }

    def __getitem__(self, key):
        return self._functions[key]

    def __iter__(self):
        return iter(self._functions)

    def __len__(self):
        return len(self._functions)

    def __setitem__(self, key, value):
        if key == "":
            raise ValueError('Incompatible key: cannot use "" as a name')
        if not isinstance(key, str):
            raise ValueError(f"Incompatible key: {key} (type: {type(key)})")
        self._functions[key] = value
        getter = partial(self._parser._get_conv, conv=value)
        getter.converter = value
        setattr(self._parser, f"get{key}", getter)

    def __delitem__(self, key):
        del self._functions[key]
        # A method of the class stays.
        self._parser.__dict__.pop(f"get{key}", None)
