import unicodedata
from unicodedata import *

# %% categories, classes, names
print([category(c) for c in "aA1 _-([«»!+$^©\u2028\u2029\n\u00ad\u0301\u0903ªʰǅⅣ½"])
print([combining(c) for c in "a\u0301\u0327\u0345"])
print(name("é"), name("→"), name("中"), name("\n", "none"), lookup("BULLET"), lookup("greek small letter alpha"))
print(unidata_version, name.__name__)

# %% forms
for form in ("NFC", "NFD", "NFKC", "NFKD"):
    print(form, [normalize(form, t).encode("unicode_escape") for t in ("é", "e\u0301", "ﬁ", "²", "Å", "한", "q\u0307\u0323")],
          is_normalized(form, "é"), is_normalized(form, "e\u0301"), is_normalized(form, "ﬁ"))
print(normalize("NFKD", "Crème Brûlée").encode("ascii", "ignore").decode())
print([decomposition(c) for c in "aéǖ\u212b"])

# %% numbers
print([decimal(c, None) for c in "7٣²½a"], [digit(c, None) for c in "7٣²①½a"], [numeric(c, None) for c in "7٣²½¾五千Ⅳa"])

# %% what is refused
for call in (lambda: name("\n"), lambda: lookup("NO SUCH THING"), lambda: decimal("a"), lambda: digit("½"), lambda: numeric("a"),
             lambda: category("ab"), lambda: category(1), lambda: normalize("NFX", "a"), lambda: normalize("NFC", 1),
             lambda: name(""), lambda: combining(b"a")):
    try:
        print(call())
    except (TypeError, ValueError, KeyError) as error:
        print(type(error).__name__, error)
