"""The numbers of the kinds of tokens."""

__all__ = ["tok_name", "ISTERMINAL", "ISNONTERMINAL", "ISEOF"]

_NAMES = (
    "ENDMARKER NAME NUMBER STRING NEWLINE INDENT DEDENT LPAR RPAR LSQB RSQB COLON COMMA SEMI PLUS MINUS STAR SLASH "
    "VBAR AMPER LESS GREATER EQUAL DOT PERCENT LBRACE RBRACE EQEQUAL NOTEQUAL LESSEQUAL GREATEREQUAL TILDE CIRCUMFLEX LEFTSHIFT "
    "RIGHTSHIFT DOUBLESTAR PLUSEQUAL MINEQUAL STAREQUAL SLASHEQUAL PERCENTEQUAL AMPEREQUAL VBAREQUAL CIRCUMFLEXEQUAL "
    "LEFTSHIFTEQUAL RIGHTSHIFTEQUAL DOUBLESTAREQUAL DOUBLESLASH DOUBLESLASHEQUAL AT ATEQUAL RARROW ELLIPSIS COLONEQUAL OP AWAIT "
    "ASYNC TYPE_IGNORE TYPE_COMMENT SOFT_KEYWORD ERRORTOKEN COMMENT NL ENCODING"
).split()

for _number, _name in enumerate(_NAMES):
    globals()[_name] = _number
N_TOKENS = 64
NT_OFFSET = 256

tok_name = {**dict(enumerate(_NAMES)), N_TOKENS: "N_TOKENS", NT_OFFSET: "NT_OFFSET"}
__all__ += _NAMES + ["N_TOKENS", "NT_OFFSET"]

# The operators stand in the order of their numbers.
EXACT_TOKEN_TYPES = dict(zip(
    "( ) [ ] : , ; + - * / | & < > = . % { } == != <= >= ~ ^ << >> ** += -= *= /= %= &= |= ^= <<= >>= **= // //= @ @= -> ... "
    ":=".split(), range(7, 54)))


def ISTERMINAL(x):
    """Whether it is a token's number."""
    return x < NT_OFFSET


def ISNONTERMINAL(x):
    """Whether it is the number of a rule of the grammar."""
    return x >= NT_OFFSET


def ISEOF(x):
    """Whether it is the end's number."""
    return x == 0
