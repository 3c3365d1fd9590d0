# %% base64 and binascii
import base64, binascii
def T(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__, e)
for f in (base64.b64decode, base64.b32decode, base64.b32hexdecode, base64.b16decode, base64.decodebytes, base64.urlsafe_b64decode, base64.standard_b64decode, base64.a85decode, base64.b85decode):
    for v in ("", b"", "YWJj", b"YWJj", "ME======", "me======", b"MFRG====", "ABC", "61", b"6g", "\xe9", 3, None, bytearray(b"YWJj"), memoryview(b"MFRGG==="), b"M=======", b"MFR=====", b"MFRGG=", b"====", "0123456789ABCDEF", [1]): T(f, v)
for f in (base64.b64encode, base64.b32encode, base64.b32hexencode, base64.b16encode, base64.encodebytes, base64.urlsafe_b64encode, base64.a85encode, base64.b85encode):
    for v in ("a", b"", b"abc", 3, None, memoryview(b"abc"), bytearray(b"\xff\xfe"), [1]): T(f, v)
T(base64.b32decode, "ME0====="); T(base64.b32decode, "M10I====", map01="L"); T(base64.b32decode, "M10I====", map01=b"I"); T(base64.b32decode, "mfrgg===", casefold=True); T(base64.b16decode, "ab", casefold=True); T(base64.b64decode, b"ab-_", altchars="-_"); T(base64.b64decode, b"ab-_", b"-"); T(base64.b64encode, b"\xff\xfe", b"-_"); T(base64.b64encode, b"\xff\xfe", "-_"); T(base64.b64decode, "ab!c", validate=True); T(base64.b64decode, "YWI=YWI=", validate=True); T(base64.b64decode, "YWI=YWI="); T(base64.b64decode, b"=", validate=True); T(base64.b64decode, b"YW I=\n", validate=True)
T(base64.a85decode, b"<~ab", adobe=True); T(base64.a85decode, b"~>", adobe=True); T(base64.a85decode, b"zz"); T(base64.a85decode, b"az"); T(base64.a85decode, b"y", foldspaces=True); T(base64.a85decode, b"s8W-\""); T(base64.a85encode, b"    \0\0\0\0abc", foldspaces=True, wrapcol=4, adobe=True); T(base64.b85decode, b"~~~~~"); T(base64.b85decode, b"ab\"c"); T(base64.encodebytes, memoryview(b"abcd").cast("I")); T(base64.encodebytes, b"a"*60); T(base64.decodebytes, "x")
for f in (binascii.hexlify, binascii.unhexlify, binascii.b2a_base64, binascii.a2b_base64, binascii.crc32, binascii.b2a_qp, binascii.a2b_qp, binascii.b2a_uu, binascii.a2b_uu):
    for v in ("", "61", "6", "zz", b"ab c\n", 3, None, "\xe9", memoryview(b"ab")[::-1]): T(f, v)
T(binascii.hexlify, b"abcdef", "-", 2); T(binascii.hexlify, b"abcdef", b":", -4); T(binascii.hexlify, b"ab", "xx"); T(binascii.hexlify, b"ab", "\xe9"); T(binascii.crc_hqx, b"abc", 0); T(binascii.b2a_qp, b"a=b\t\nx y \r\n.\n" + b"q" * 90, header=True); T(binascii.b2a_qp, b"a b\t", quotetabs=True, istext=False); T(binascii.crc32, b"a", -1)
print(base64.__all__)

# %% html.parser
from html.parser import HTMLParser
class P(HTMLParser):
    def __getattribute__(self, name):
        if name.startswith("handle_") and name != "handle_startendtag" or name == "unknown_decl": return lambda *args: print(name[7:], *map(repr, args), self.getpos())
        return super().__getattribute__(name)
for text in ("<p class=a id='b' c=\"d &amp; e\" f>x &lt; y &#65;&#x42; &copy;&nosuch;</p>", "<br/><img src=a/ alt=''><a\nhref = 'x'>", "<!DOCTYPE html><!-- c --><?pi x><![CDATA[x]]><!bogus>", "<script>if (a < b && c) '</p>' </script>z", "a < b <", "<a href='x", "</p x></>< /p><P></ P >", "<a $=1 b=2>", "tail &am", "<div style=\"\"  , foo = \"bar\">"):
    for convert in (True, False):
        print(repr(text), convert); p = P(convert_charrefs=convert)
        for at in range(0, len(text), 7): p.feed(text[at:at + 7])
        p.close(); print(p.get_starttag_text(), repr(p.rawdata))

# %% quopri and cmd
import cmd, io, quopri
print(quopri.encodestring(b"a=b \n\xe9\t\n" + b"x" * 80), quopri.decodestring(b"a=3Db=20\n=E9=\nz_"), quopri.decodestring("a_b", header=True), quopri.encodestring("é b_".encode(), header=True, quotetabs=True))
out = io.BytesIO(); quopri.encode(io.BytesIO(b"\xff\n"), out, False); print(out.getvalue())
class Shell(cmd.Cmd):
    prompt = "> "; intro = "Hello"; use_rawinput = False
    def do_add(self, line):
        "add numbers"
        self.stdout.write("%d\n" % sum(map(int, line.split())))
    def do_quit(self, line): return True
    def do_shell(self, line): self.stdout.write("shell %s\n" % line)
    def help_topic(self): self.stdout.write("about it\n")
    def precmd(self, line): self.stdout.write("[%s]\n" % line); return line
out = io.StringIO(); Shell(stdin=io.StringIO("add 1 2\n\n?\nhelp add\nhelp topic\nhelp no\n!ls x\nwhat is it\nhelp quit\nquit\nadd 3"), stdout=out).cmdloop(); print(out.getvalue())
out = io.StringIO(); s = Shell(stdout=out); s.columnize(["word%d" % n for n in range(40)]); s.columnize([]); s.columnize(["one"]); print(out.getvalue(), s.completenames("a"), s.parseline("  add  1 "), s.parseline("!x"), s.parseline(""))

# %% base 64 of all kinds, checksums
import base64, binascii, zlib, random
random.seed(3)
for n in [0,1,2,3,4,5,100,1000]:
    b=random.randbytes(n); e=base64.b64encode(b); assert base64.b64decode(e)==b; print(e[:30], zlib.crc32(b), zlib.adler32(b), binascii.b2a_base64(b,newline=False)==e, zlib.crc32(b,7), zlib.adler32(b,99), base64.urlsafe_b64encode(b)[:10])
for bad in [b'a', b'ab', b'abc', b'ab=', b'ab==', b'abc=d', b'=ab', b'a=b=', b'ab==cd', b'a b\nc d', b'ab=c', 'é', 'YWI=', b'abcde', b'====', b'ab=\n=', bytearray(b'YQ=='), memoryview(b'YQ==')]:
    for strict in (False,True):
        try: print(binascii.a2b_base64(bad,strict_mode=strict))
        except Exception as x: print(type(x).__name__, x)
    try: print(base64.b64decode(bad,validate=True))
    except Exception as x: print(type(x).__name__, x)
for bad in [lambda: base64.b64encode('a'), lambda: binascii.crc32('a'), lambda: zlib.adler32('x'), lambda: zlib.crc32(b'a','b'), lambda: zlib.crc32(b'a',-1), lambda: zlib.adler32(b'abc',2**40+3)]:
    try: print(bad())
    except TypeError as x: print(x)
print(zlib.decompress(zlib.compress(b'abc'*100))[:6])
