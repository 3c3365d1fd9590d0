# %% tokenize
import io, token, tokenize
for text in ("x = 1\nif x:\n    y = 'a' + \\\n  \"b\"\n\n# note\n  # odd\nelse: pass", "f(a,\n  b) # c\n", "'''a\nb''' + r'\\' f'{x}'\n", "0x1F 1_000 1e5 .5j 0o7 x:=3 a->b ... @= //= \n", "class A:\n\tdef f(self):\n\t\treturn\n\n\tx = 1\n", "é = $ ?\n", "a b  "):
    print(repr(text))
    for t in tokenize.generate_tokens(io.StringIO(text).readline): print(t, token.tok_name[t.exact_type])
    print(repr(tokenize.untokenize(tokenize.generate_tokens(io.StringIO(text).readline))), repr(tokenize.untokenize(t[:2] for t in tokenize.generate_tokens(io.StringIO(text).readline))))
for text in ("(1,\n", "'''x\n", "if x:\n    y\n  z\n", "'abc\n"):
    try: print([t.string for t in tokenize.generate_tokens(io.StringIO(text).readline)])
    except Exception as e: print(type(e).__name__, e)
for data in (b"# -*- coding: latin-1 -*-\nx = '\xe9'\n", b"\xef\xbb\xbfx\n", b"", b"\n# coding: ascii\n", b"# coding: nope\n", b"\xff\n", b"\xef\xbb\xbf# coding: latin-1\n"):
    try: print(tokenize.detect_encoding(io.BytesIO(data).readline), [tuple(t)[:2] for t in tokenize.tokenize(io.BytesIO(data).readline)])
    except Exception as e: print(type(e).__name__, e)
print(token.ISTERMINAL(3), token.ISEOF(0), token.EXACT_TOKEN_TYPES["->"], token.tok_name[54], len(tokenize.__all__))
