# %% xml.etree.ElementTree
import builtins, re
def print(*args): builtins.print(re.sub("0x[0-9a-f]+", "0x", " ".join(map(str, args))))
import xml.etree.ElementTree as ET, io
def T(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
r = ET.fromstring('<?xml version="1.0"?><!DOCTYPE data><data a="1" b=\'x&amp;y\'>text<item id="1">A&lt;B</item>tail<item id="2"/><sub><item id="3">deep</item></sub><!-- c --><?pi x?><![CDATA[<raw>]]></data>')
print(r, r.tag, r.attrib, repr(r.text), [(c.tag, c.attrib, c.text, c.tail) for c in r], len(r))
print(ET.tostring(r), ET.tostring(r, encoding="unicode"), ET.tostring(r, encoding="utf-8", xml_declaration=True), ET.tostring(r, short_empty_elements=False), ET.tostring(r, method="text"), ET.tostring(r, method="html"))
print([e.get("id") for e in r.iter("item")], [e.tag for e in r.iter()], r.find("item").text, r.findtext("sub/item"), r.findall("item"), r.findtext("none", "dflt"), r.find("none"), list(r.itertext()))
for p in ("item", "./item", "*", ".//item", "item[@id]", "item[@id='2']", "sub/item", "./sub//item", ".//item/..", "item[1]", "item[last()]", "item[2]", "sub[item='deep']", "sub[item]", ".//*", ".", "..", "item[.='A<B']", "{*}item", "item[@id!='2']", "item[last()-1]"):
    print(p, [(e.tag, e.get("id")) for e in r.findall(p)], [e.get("id") for e in r.iterfind(p)])
for p in ("/item", "item[0]", "item[@id=]", "item//", "item[foo()]"): T(lambda: r.findall(p))
e = ET.Element("root", {"k": "v"}, extra="1"); s = ET.SubElement(e, "child", n="2"); s.text = "é <&> \"q\""; s.tail = "\n"; e.set("new", "a\"b\n<&>"); e.append(ET.Comment("note")); e.append(ET.ProcessingInstruction("target", "text"))
print(ET.tostring(e), ET.tostring(e, "unicode"), ET.tostring(e, "latin-1"), e.keys(), e.items(), sorted(e.attrib))
T(lambda: ET.tostring(ET.Element("a", b=3))); T(lambda: e.append("x")); T(lambda: e.remove(ET.Element("z"))); T(lambda: e[9]); e[0:1] = [ET.Element("x"), ET.Element("y")]; print(list(e), e[1], bool(list(e)))
ET.indent(e); print(ET.tostring(e, "unicode")); ET.indent(e, "\t", level=1); print(repr(ET.tostring(e, "unicode")))
for bad in ("<a>", "<a></b>", "", "<a/><b/>", "text", "<a b=1/>", "<a b='1' b='2'/>", "<a>&nope;</a>", "<a><b></a>", "<a &/>", "<1a/>", "<a>\x00</a>", "<a b='<'/>", "<a>]]></a>", "  ", "<a", "<a></a>x", "<!-- -- --><a/>"):
    try: ET.fromstring(bad); print("no error", bad)
    except ET.ParseError as err: print(repr(bad), err, err.position, err.code)
n = ET.fromstring('<r xmlns="http://d" xmlns:p="http://p"><p:x p:a="1" b="2"/><y/></r>')
print(n.tag, n[0].tag, n[0].attrib, n.find("{http://p}x"), n.find("p:x", {"p": "http://p"}), n.findall("q:y", {"q": "http://d"}), n.findall("{http://d}*"), n.findall("y", {"": "http://d"}))
print(ET.tostring(n)); ET.register_namespace("pp", "http://p"); print(ET.tostring(n), ET.tostring(n, default_namespace="http://d") if 0 else "")
t = ET.ElementTree(r); out = io.BytesIO(); t.write(out, encoding="utf-8", xml_declaration=True); print(out.getvalue()); out = io.StringIO(); t.write(out, encoding="unicode"); print(out.getvalue()); print(t.getroot() is r, t.find("sub/item").text, [e.tag for e in t.iter("sub")], t.findtext("item"))
t = ET.parse(io.BytesIO(b'<?xml version="1.0" encoding="iso-8859-1"?><a>\xe9</a>')); print(t.getroot().text); T(lambda: ET.fromstring(b"\xef\xbb\xbf<a>x</a>").text); T(lambda: ET.fromstring("<a>é</a>").text)
print([(ev, el.tag) for ev, el in ET.iterparse(io.StringIO("<a><b>x</b><c/></a>"), ("start", "end"))], [(ev, el.tag) for ev, el in ET.iterparse(io.BytesIO(b"<a><b>x</b><c/></a>"))])
p = ET.XMLPullParser(["start", "end"]); p.feed("<a><b>"); print([(a, b.tag) for a, b in p.read_events()]); p.feed("</b></a>"); print([(a, b.tag) for a, b in p.read_events()])
p = ET.XMLParser(); p.feed("<a>"); p.feed("x</a>"); print(p.close().text); b = ET.TreeBuilder(); b.start("a", {}); b.data("x"); b.start("b", {}); b.end("b"); b.data("t"); b.end("a"); print(ET.tostring(b.close()))
import copy; c = copy.deepcopy(r); print(ET.tostring(c) == ET.tostring(r), copy.copy(r)[0] is r[0]); print(ET.iselement(r), ET.iselement(3), ET.fromstringlist(["<a>", "</a>"]), ET.XMLID('<a id="1"><b id="2"/></a>')[1].keys(), ET.tostringlist(ET.Element("q")))
r.clear(); print(ET.tostring(r)); ET.dump(ET.fromstring("<a><b/></a>")); print(ET.QName("http://x", "y").text, ET.QName("{a}b"), ET.QName("a") == "a", repr(ET.QName("q")))
x = ET.fromstring("<a>1<b>2</b>3<b>4</b>5</a>"); x.remove(x[0]); x.insert(0, ET.Element("new")); print(ET.tostring(x)); x.extend([ET.Element("e1")]); del x[0]; print([c.tag for c in x], x.makeelement("m", {}).tag)
print(ET.fromstring("<a b='x\ny\tz'>l1\r\nl2\rl3 &#65;&#x42; &quot;&apos;</a>").attrib, repr(ET.fromstring("<a b='x\ny\tz'>l1\r\nl2\rl3 &#65;&#x42; &quot;&apos;</a>").text)); print(ET.canonicalize("<a  b='2' a='1'><c/></a>") if 0 else "")
d = ET.fromstring('<!DOCTYPE r [<!ENTITY e "ent"><!ELEMENT r ANY>]><r>&e;</r>'); print(d.text); print(ET.VERSION, ET.ParseError.__mro__[1], ET.Element.__module__, ET.Comment(""), ET.Element("x").__class__)

# %% elements and parsers of xml.etree.ElementTree
import builtins, re, copy, pickle
def print(*args): builtins.print(re.sub("0x[0-9a-f]+", "0x", " ".join(map(str, args))))
import xml.etree.ElementTree as ET
e = ET.Element("a", {"x": "1"}, y="2")
for line in """e.append(1); e.extend([1]); e.insert(0, 1); e[0] = 1; e[0:1] = [1]; e[5]; del e[5]; e['a']; e[5] = e; e.remove(e); ET.Element(); ET.Element('a', 1); ET.Element('a', {}, {})
e.find(); ET.SubElement(1, 'a'); ET.SubElement(e, 'a', 1); ET.SubElement(); e.foo; e.foo = 1; del e.tag; del e.text; e.attrib = 1; e.extend(1); e.iter(1, 2); ET.TreeBuilder().start(1, 2); ET.TreeBuilder().end('a'); ET.TreeBuilder().close()
e.makeelement('b', {}); e.makeelement('b', 1); e.get(); e.__getstate__(); e.__setstate__(1); e.__reduce_ex__(2)[1:]; type(e.iter()); ET.XMLParser().feed(1); e.set(1, 2); e[::-1]; e.__deepcopy__(1); e.__copy__().attrib is e.attrib; e.extend(None); e[0:2] = 5
e.insert('a', e); ET.TreeBuilder(1).start('a', {}); bool(e); ET.fromstring('<a>' * 3); ET.XMLPullParser(['nope']); ET.XMLPullParser([1]); e.iter(tag='b'); e.items(); e.itertext(1); e.get(1); e.get('x', default=5); e.get('z', 7); e.keys()""".replace("\n", ";").split(";"):
    line = line.strip()
    try:
        try: print(line, eval(line))
        except SyntaxError as error:
            if isinstance(error, ET.ParseError): raise
            exec(line); print(line)
    except Exception as error: print(line, type(error).__name__, error)
class Sub(ET.Element):
    def __init__(self, tag, more=None): super().__init__(tag, {"of": "sub"}); self.more = more
s = Sub("s", [1]); s.append(Sub("t")); s.text = "text"; e.append(s); e.append(ET.Comment("c")); e[1].tail = "tail"
for c in (copy.copy(s), copy.deepcopy(s), copy.deepcopy(e), pickle.loads(pickle.dumps(e)), copy.copy(e)): print(type(c).__name__, c.tag, c.attrib, c.text, [type(i).__name__ for i in c], [i.tail for i in c])
i = e.iter(); print(next(i).tag, next(i).tag); e[0].append(ET.Element("late")); print([x.tag for x in i if isinstance(x.tag, str)], list(i)); print(list(e.itertext()), list(ET.Comment("zz").itertext()))
q = ET.Element(ET.QName("u", "q")); q.append(ET.Element(ET.QName("u", "r"), {ET.QName("u", "k"): "v"})); print(ET.tostring(q), [type(x.tag).__name__ for x in q.iter("{u}r")], q.find("{u}r") is q[0], [x is q[0] for x in q.iter(ET.QName("u", "r"))])
def tell(data, **how):
    p = ET.XMLPullParser(["start", "end", "start-ns", "end-ns", "comment", "pi"], **how)
    for piece in (data[i:i + 5] for i in range(0, len(data), 5)): p.feed(piece)
    try: p.close()
    except ET.ParseError as error: print(error)
    print([(name, v.tag if isinstance(getattr(v, "tag", 1), str) else getattr(v, "text", v)) for name, v in p.read_events()])
doc = "<?xml version='1.0'?><!DOCTYPE a PUBLIC 'p' 's' [<!ENTITY e 'v&#65;'><!ENTITY f '&e;&e;'>]><a xmlns='u' xmlns:p='v' p:x='1'>q&f;r<p:b xmlns:r='1'/><!-- c --><?pi some data ?></a><!--d-->"
tell(doc); tell(doc.encode("utf-16")); tell("<a>\r\n<b\r/>\r\r\n</a>")
tell(doc, _parser=ET.XMLParser(target=ET.TreeBuilder(insert_comments=True, insert_pis=True)))
class Target:
    def start(self, tag, attrib): print("start", tag, attrib)
    def end(self, tag): print("end", tag)
    def comment(self, text): print("comment", text)
    def pi(self, target, data): print("pi", target, data)
    def start_ns(self, prefix, uri): print("start_ns", prefix, uri)
    def end_ns(self, prefix): print("end_ns", prefix)
    def doctype(self, *args): print("doctype", args)
    def close(self): return "closed"
p = ET.XMLParser(target=Target()); p.feed(doc); print(p.close())
class Fails(Target):
    def end(self, tag): raise KeyError(tag)
p = ET.XMLParser(target=Fails())
try: p.feed("<a><b/><c/></a>")
except KeyError as error: print("raised", error)
class Builder(ET.TreeBuilder):
    def start(self, tag, attrib): return super().start(tag.upper(), attrib)
    def end(self, tag): return super().end(tag.upper())
p = ET.XMLParser(target=Builder(element_factory=lambda tag, attrib: Sub(tag))); p.feed("<a>x<b/>y</a>"); r = p.close(); print(type(r).__name__, ET.tostring(r))
p = ET.XMLParser(); p.entity["known"] = "<&>"; p.feed("<!DOCTYPE a SYSTEM 's'><a>&known;</a>"); print(ET.tostring(p.close()))
for bad in ("<!DOCTYPE a><a>&x;</a>", "<!DOCTYPE a [<!ENTITY y 'q'>]><a>&x;</a>", "<!DOCTYPE a SYSTEM 'foo'><a>&x;</a>", "<!DOCTYPE a [<!ENTITY y '&y;'>]><a>&y;</a>", "<a><![CDATA[x]]", "<a x='1' x='2'/>", "<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&#x110000;</a>", "<a>&#99999999999;</a>", "<a>&foo</a>", "<a>&</a>", "</a>", "<a>\x01</a>", "<a><!-- -- --></a>", "<a><?xml ?></a>", " <?xml version='1.0'?><a/>", "<a:b/>", "<a b:c='1'/>", "<a", "<a ", "<!-- ", "<a><!-", "<a>&am", "<a><b", "<a></a", "<![CDATA[x]]><a/>", "<a>\ufffe</a>", "<a b='1'c='2'/>", "<a/>junk", "<a/>&amp;", "&amp;<a/>", "<a/ >", "< a/>", "", "\n\n", "<a>\n\n  <b></a>", b"\xff<a/>", b"<a>\xff</a>", "<r>\n<x a='&f;'/></r>", "<a>é\n é</b>", "<a>é</b>", "<!DOCTYPE", "<a><?", "<a><??></a>"):
    p = ET.XMLParser()
    try: p.feed(bad); p.close(); print("no error", bad)
    except ET.ParseError as error: print(repr(bad), error, error.code)
laughs = "".join("<!ENTITY a%d '%s'>" % (n + 1, "&a%d;" % n * 10) for n in range(9))
try: ET.fromstring("<!DOCTYPE a [<!ENTITY a0 'ha'>" + laughs + "]><a>&a9;</a>")
except ET.ParseError as error: print(str(error).partition(":")[0], error.code)
deep = ET.fromstring("<a>" * 30000 + "</a>" * 30000); print(sum(1 for _ in deep.iter())); del deep
cycle = ET.Element("c"); cycle.append(cycle); i = cycle.iter(); print([next(i).tag for _ in range(3)]); cycle.clear()

# %% mimetypes
import mimetypes
for name in ("a.html", "b.tar.gz", "c.tgz", "http://x/y.png", "data:image/gif;base64,x", "data:,x", "d", "e.PY", "f.unknown", "g.json", "h.jpg", "i.webp"): print(name, mimetypes.MimeTypes().guess_type(name), mimetypes.MimeTypes().guess_type(name, strict=False))
types = mimetypes.MimeTypes(); types.add_type("x/y", ".zz"); print(types.guess_type("q.zz"), types.guess_extension("x/y"), types.guess_all_extensions("image/jpeg"), types.guess_extension("no/no"), types.guess_all_extensions("image/jpg", strict=False))
