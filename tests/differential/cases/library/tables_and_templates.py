# %% csv
import csv, io
def T(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
for kw in [dict(delimiter=""),dict(delimiter="ab"),dict(delimiter=3),dict(delimiter=None),dict(quotechar=""),dict(quotechar="ab"),dict(quotechar=None),dict(quotechar=None,quoting=3),dict(quotechar=5),dict(escapechar=""),dict(escapechar="ab"),dict(escapechar=4),dict(lineterminator=None),dict(lineterminator=3),dict(quoting=9),dict(quoting="x"),dict(quoting=None),dict(quoting=-1),dict(foo=1),dict(delimiter="\n"),dict(delimiter=" ",skipinitialspace=True),dict(delimiter='"'),dict(lineterminator=""),dict(quotechar=None,quoting=0),dict(quotechar=None,quoting=1)]:
    print(kw, end=" "); T(lambda: csv.reader([], **kw) and None)
T(lambda: csv.reader([], "nope")); T(lambda: csv.writer(5)); T(lambda: csv.reader(5)); T(lambda: csv.reader([],None)and 1)
d=csv.get_dialect("excel"); print(type(d), d.delimiter, repr(d.lineterminator), type(d) is csv.excel)
T(lambda: setattr(d,"delimiter","x")); T(lambda: delattr(d,"delimiter")); T(lambda: delattr(d,"quoting")); T(lambda: setattr(d,"quoting",1)); T(lambda: setattr(d,"foo",1))
T(lambda: csv.register_dialect("a")); T(lambda: csv.register_dialect(5)); T(lambda: csv.unregister_dialect("zz")); T(lambda: csv.get_dialect("zz")); T(csv.list_dialects)
T(lambda: csv.register_dialect("b", foo=1)); T(lambda: csv.register_dialect("b", delimiter=":")); T(lambda: csv.reader(["a:b"],"b").__next__())
import copy, pickle
T(lambda: copy.copy(d)); T(lambda: pickle.dumps(d)); 
class X(csv.excel): delimiter=":"; quotechar=""
T(X)
class Y(csv.Dialect): delimiter=":"
T(Y)
class Z: delimiter="|"
T(lambda: csv.reader(["a|b"], Z).__next__()); T(lambda: csv.reader(["a|b"], Z()).__next__())
print(csv.field_size_limit(), csv.field_size_limit(5)); T(lambda: next(csv.reader(["abcdefgh"]))); T(lambda: next(csv.reader(['"abcdefgh"']))); csv.field_size_limit(131072); T(lambda: csv.field_size_limit(None)); T(lambda: csv.field_size_limit(1,2))
for kw, rows in [({}, ['a,"b\nc']), (dict(strict=True),['a,"b']), (dict(strict=True),['"ab"c,d']),({},['"ab"c,d']),(dict(escapechar="\\"),['a\\']),(dict(escapechar="\\",strict=True),['a\\']),(dict(escapechar="\\"),['a\\','b']),(dict(escapechar="\\"),['a\\\n','b']),(dict(escapechar="\\"),['"a\\\n','b"']),({},['a\rb']),({},['a\r\nb']),({},['a\0b']),({},['a,b\r\n']),({},['"a\r\n','b"']),(dict(quoting=2),['1,"2",x']),(dict(quoting=2),['1,"2",3.5,']),(dict(quoting=3),['"a",b']),(dict(skipinitialspace=True),['a, "b", c']),({},['a, "b"']),({},[b'a']),({},['']),({},['\n']),({},[',']),({},['""']),({},['" "']),(dict(quoting=3,quotechar=None),['a"b,c']),(dict(quoting=3,escapechar="\\"),['a\\,b,c']),(dict(doublequote=False),['"a""b",c']),(dict(doublequote=False,escapechar="\\"),['"a\\"b",c']),(dict(quoting=3,delimiter=" ",skipinitialspace=True),["a  b"]), ({},['a"b"c,d']),(dict(lineterminator=";"),["a;b"])]:
    r=csv.reader(rows, **kw); print(kw, rows, end=" "); T(lambda: list(r)); print(r.line_num)
for kw, rows in [({}, [[1,2.5,None,"x",'a"b',"a,b","a\nb","a\rb"," x ",""]]), ({},[[""]]),({},[[None]]),({},[[]]),(dict(quoting=1),[[1,None,"x"]]),(dict(quoting=2),[[1,None,"x",1.5,True]]),(dict(quoting=3),[["a,b"]]),(dict(quoting=3,escapechar="\\"),[["a,b\\c\"d\ne"]]),(dict(quoting=3),[[""]]),(dict(quoting=3),[["a",""]]),(dict(doublequote=False),[['a"b']]),(dict(doublequote=False,escapechar="\\"),[['a"b',"a\\b","c,d"]]),(dict(escapechar="\\"),[['a"b',"a\\b","c,d"]]),(dict(quotechar=None,quoting=3,escapechar="!"),[['a"b!,c']]),(dict(lineterminator="!"),[["a!","b"]]),({},[5]),({},[None]),({},["abc"]),(dict(quotechar="'"),[['a"b',"c'd"]]),(dict(quoting=3,quotechar="'"),[['a"b',"c'd"]]),(dict(delimiter=" "),[["a b",""]]),(dict(delimiter=" ",skipinitialspace=True),[["a b",""," "]]),(dict(quoting=3,delimiter=" ",skipinitialspace=True),[["a",""]])]:
    f=io.StringIO(); w=csv.writer(f, **kw); print(kw, rows, end=" "); T(lambda: w.writerows(rows)); print(repr(f.getvalue()))
r=csv.reader([]); T(lambda: setattr(r,"line_num",3)); T(lambda: delattr(r,"line_num")); T(lambda: setattr(r,"dialect",3)); T(lambda:delattr(w,"dialect")); T(lambda: setattr(w,"foo",1)); print(type(r),type(w)); print(csv.__all__)
class B:
    def __str__(self): raise ValueError("b")
T(lambda: csv.writer(io.StringIO()).writerow([B()]))
T(lambda: csv.writer(io.StringIO()).writerow([1]))
class N(int): pass
class F(float):
    def __repr__(self): return "F!"
    def __str__(self): return "S!"
T(lambda: (lambda f: (csv.writer(f).writerow([F(1),N(2)]), f.getvalue()))(io.StringIO()))
T(lambda: next(csv.reader(iter([1]))))
T(lambda: csv.Dialect()); T(lambda: csv.DictReader([], None, foo=2)); T(lambda: csv.DictWriter(io.StringIO(), ["a"], extrasaction="x"))
T(lambda: csv.DictWriter(io.StringIO(), ["a"]).writerow({"b":1}))
print(csv.excel().delimiter, csv.unix_dialect.quoting, csv.excel._name, csv.Dialect.quoting, csv.Dialect.delimiter, csv.Dialect.doublequote)

# %% csv.Sniffer
import csv
for s in ["a,b,c\n1,2,3\n4,5,6\n", "a;b\n1;2\n", "'a':'b'\n'c':'d'\n", "a|b|c", "x y z\n1 2 3", "abc", "", "a, b, c\n1, 2, 3\n", "'a', 'b'\n'c', 'd'", "a\tb\nc\td\n",'"a";"b ""x"""\n']:
    try:
        d = csv.Sniffer().sniff(s); print(repr(s), repr(d.delimiter), repr(d.quotechar), d.doublequote, d.skipinitialspace, d.lineterminator.encode(), d.quoting, d._name)
    except Exception as e: print(repr(s), type(e).__name__, e)

# %% string.Formatter and Template
import string
def T(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
F=string.Formatter()
for fmt,a in [("{0} {}",(1,2)),("{} {0}",(1,2)),("{a.b}",()),("{:{}}",(5,3)),("{:{:{:{}}}}",(1,2,3,4)),("{!r}",("x",)),("{!z}",(1,)),("{0[1]}",([1,2],)),("{",(1,)),("}",(1,)),("{}}",(1,)),("{0!}",(1,)),("{x}",()),("{}",()),("{0.}",(1,)),("{0[}",(1,)),("{[a]}",({"a":1},)),("{!rx}",(1,)),("{0:{1}}",(1,"3")),("a{{b}}c{}",(1,))]:
    T(lambda: F.format(fmt,*a))
T(lambda: F.format()); T(lambda: list(F.parse("a{b!r:c{d}}e{{f}}"))); T(lambda: F.format("{format_string}", format_string=3)); T(lambda: F.vformat("{a}",(),{"a":1}))
T(lambda: F.get_field("a.b[c][0]",(),{})) 
T(lambda: string.Template("$x ${y}").substitute(x=1)); T(lambda: string.Template("$x ${y} $").safe_substitute(x=1)); T(lambda: string.Template("$x\n $ y").substitute(x=1)); T(lambda: string.Template("$x $$").substitute({"x":1},x=2)); T(lambda: string.Template("$x ${y} $$ $z$").get_identifiers()); T(lambda: string.Template("$x ${y} $$ $z$").is_valid())
T(lambda: string.Template("$ñ").substitute()); T(lambda: string.Template().substitute()); T(lambda: string.Template("").substitute(1,2))
print(string.Template.pattern.pattern if 0 else string.Template.delimiter, string.Template.idpattern, string.Template.flags, string.Template.braceidpattern)
T(lambda: string.Template("${}").substitute()); T(lambda: string.capwords("  hello wOrld ")); T(lambda: string.capwords("a-b-c","-"))

# %% fnmatch
import fnmatch
def T(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
for p in ["*.py","[!a]b","[a-c]?","[]]","[^a]","[","a[z-a]b","[a--]","[\\]","a**b","*a*b*c*","[!]","[!]]","[a&&b]","[-a]","[a-]","x.y+z","[!z-a]","[]-a]","[a-bz-a]","?*?","[[]","[||]","[~]"]:
    T(lambda: fnmatch.translate(p))
T(lambda: fnmatch.filter(["a.py","b.txt","A.PY"],"*.py")); T(lambda: fnmatch.filter([b"a.py"],b"*.py")); T(lambda: fnmatch.fnmatch("a","[a-c]")); T(lambda: fnmatch.fnmatch(b"a","a"))

# %% textwrap
import textwrap
def T(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
t="This is a sentence with much-hyphenated-words and em--dashes.  It's   here -- and there. --option foo(bar)baz 'quote' e.g. 12-34"
for w in (5,10,20,40):
    T(lambda: textwrap.wrap(t,w)); T(lambda: textwrap.wrap(t,w,break_on_hyphens=False)); T(lambda: textwrap.wrap(t,w,fix_sentence_endings=True,drop_whitespace=False)); T(lambda: textwrap.wrap(t,w,max_lines=2)); T(lambda: textwrap.wrap(t,w,break_long_words=False,initial_indent="  ",subsequent_indent="> "))
T(lambda: textwrap.wrap("a",0)); T(lambda: textwrap.shorten("hello world foo",3)); T(lambda: textwrap.shorten("hello world foo",11,placeholder="..")); T(lambda: textwrap.wrap("a b",3,max_lines=1,placeholder="   ....")); T(lambda: textwrap.dedent("  a\n\tb\n")); T(lambda: textwrap.dedent("  a\n   b\n  \n")); T(lambda: textwrap.dedent("\t a\n\t b\n x")); T(lambda: textwrap.indent("a\n\nb\n","> ")); T(lambda: textwrap.indent("a\n\nb","> ",lambda l: True))
T(lambda: textwrap.wrap("foo\tbar\x0bbaz\u2003q\xa0r",8)); T(lambda: textwrap.TextWrapper()._split("Hello there -- you goof-ball, use the -b option! a-b-cd ef-gh-ij x--y --no-op foo-bar's"))
T(lambda: textwrap.dedent("a\n b\n")); T(lambda: textwrap.dedent(5)); T(lambda: textwrap.wrap("the-quick-brown 1-2-3 a1-b2 (foo-bar) foo-(bar) \"x-y\" --a--b- -", 4))
