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

# %% mimetypes
import mimetypes
for name in ("a.html", "b.tar.gz", "c.tgz", "http://x/y.png", "data:image/gif;base64,x", "data:,x", "d", "e.PY", "f.unknown", "g.json", "h.jpg", "i.webp"): print(name, mimetypes.MimeTypes().guess_type(name), mimetypes.MimeTypes().guess_type(name, strict=False))
types = mimetypes.MimeTypes(); types.add_type("x/y", ".zz"); print(types.guess_type("q.zz"), types.guess_extension("x/y"), types.guess_all_extensions("image/jpeg"), types.guess_extension("no/no"), types.guess_all_extensions("image/jpg", strict=False))
