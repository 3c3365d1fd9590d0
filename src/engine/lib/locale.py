"""Manners of writing: there is one, C with UTF-8."""

__all__ = [
    "getlocale", "getdefaultlocale", "getpreferredencoding", "Error", "setlocale", "localeconv", "strcoll", "strxfrm", "str",
    "atof", "atoi", "format_string", "currency", "normalize", "resetlocale", "getencoding", "delocalize", "LC_CTYPE",
    "LC_COLLATE", "LC_MESSAGES", "LC_TIME", "LC_MONETARY", "LC_NUMERIC", "LC_ALL", "CHAR_MAX",
]

LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)
CHAR_MAX = 127
CODESET = 14

_NAMES = {"": "C.UTF-8", "C": "C", "POSIX": "C", "C.UTF-8": "C.UTF-8", "C.utf8": "C.UTF-8"}
_current = {}


class Error(Exception):
    """A locale that is not there."""


def setlocale(category, locale=None):
    """The locale of a category; sets it first if one is given: those of the C locale alone are there."""
    if not 0 <= category <= LC_ALL:
        raise Error("unsupported locale setting")
    if locale is not None:
        if isinstance(locale, (tuple, list)):
            language, encoding = locale
            locale = "C" if language is None else language if encoding is None else f"{language}.{encoding}"
        if locale not in _NAMES:
            raise Error("unsupported locale setting")
        categories = range(LC_ALL) if category == LC_ALL else (category,)
        for one in categories:
            _current[one] = _NAMES[locale]
    return _current.get(LC_CTYPE if category == LC_ALL else category, "C")


def resetlocale(category=LC_ALL):
    setlocale(category, "")


def getlocale(category=LC_CTYPE):
    """Language and encoding."""
    if category == LC_ALL:
        raise TypeError("category LC_ALL is not supported")
    return (None, None) if setlocale(category) == "C" else ("C", "UTF-8")


def getdefaultlocale(envvars=("LC_ALL", "LC_CTYPE", "LANG", "LANGUAGE")):
    return "C", "UTF-8"


def getpreferredencoding(do_setlocale=True):
    """Of files that name none."""
    return "utf-8"


def getencoding():
    return "utf-8"


def nl_langinfo(key):
    if key == CODESET:
        return "UTF-8"
    raise ValueError("unsupported langinfo constant")


def localeconv():
    """How numbers and money are written."""
    numbers = dict.fromkeys((
        "int_frac_digits", "frac_digits", "p_cs_precedes", "p_sep_by_space", "n_cs_precedes", "n_sep_by_space", "p_sign_posn",
        "n_sign_posn",
    ), CHAR_MAX)
    texts = dict.fromkeys((
        "int_curr_symbol", "currency_symbol", "mon_decimal_point", "mon_thousands_sep", "positive_sign", "negative_sign",
        "thousands_sep",
    ), "")
    return {**numbers, **texts, "decimal_point": ".", "grouping": [], "mon_grouping": []}


def strcoll(a, b, /):
    return (a > b) - (a < b)


def strxfrm(string, /):
    return string


def format_string(f, val, grouping=False, monetary=False):
    """As `f % val`; the C locale groups nothing."""
    return f % val


def currency(val, symbol=True, grouping=False, international=False):
    raise ValueError("Currency formatting is not possible using the 'C' locale.")


def str(val):
    """A float as text."""
    return "%.12g" % val


def delocalize(string):
    return string


def localize(string, grouping=False, monetary=False):
    return string


def atof(string, func=float):
    return func(delocalize(string))


def atoi(string):
    return int(delocalize(string))


def normalize(localename):
    return localename
