# %% documents, right and wrong
import tomllib
docs=['a=1','a = "x"\nb=[1,2,\n3,]\n[t]\nx.y=1\nx.z=2','[a]\n[a]','[a.b]\n[a]\nc=1\n[a]','a=1\na=2','a.b=1\na=2','a=1\na.b=2','[[x]]\na=1\n[[x]]\na=2\n[x.y]\nz=1','x=[]\n[[x]]','[x]\n[[x]]','[[x]]\n[x]','a={b=1,c.d=2}','a={b=1}\n[a]','a={b=1}\n[a.c]','a={b=1}\na.c=2','a={b=1,b=2}','a={b=1','a={b=1,}','a=[1','a=','=1','a','a 1','[a','[[a]','a="x','a=\'x','a="""x','a=\'\'\'x','a="\\z"','a="\\u00e9\\U0001F600"','a="\\ud800"','a="\\u12"','a="x\ny"','a="""\nx\\\n   y"""','a=""""x""""','a=\'\'\'\'x\'\'\'\'','a=1_000\nb=0xff\nc=0b11\nd=0o17\ne=1e3\nf=-1.5\ng=inf\nh=-nan\ni=+5','a=01','a=1__0','a=1.','a=.5','a=2024-01-02\nb=2024-01-02T03:04:05Z\nc=2024-01-02 03:04:05.123456789+02:00\nd=07:08:09\ne=2024-01-02T03:04:05-07:30','a=2024-02-30','a=true\nb=false','a=tru','a=1 b=2','# c\n\n a = 1 # d','a="\x00"','# \x01','"q k"."r"=1','\'l\'=2','[a."b.c"]\nx=1','fruit.apple=1\n[fruit]\nb=2','[fruit]\napple.color=1\n[fruit.apple]','[fruit]\napple.color=1\n[fruit.apple.taste]\nx=1','a.b.c=1\na.d=2\n[a.e]','[a]\nb.c=1\n[a.b]','\r\na=1\r\n','[a]\nx=1\n[b]\na.x=2','[[a.b]]\n[a]\nc=1','[[a]]\nb=1\n[a.c]\n[[a]]\n[a.c]','a=[[1,2],["x",{y=1}]]','a = [ # c\n 1, # d\n]','[]','[a]]','a."" = 1','a=[{x=1},{x=2}]','[[a]]\n[[a.b]]\nq=1\n[[a.b]]\nq=2\n[a.b.c]\nr=1','a=[{b=1}]\n[a.c]','a=[{b=1}]\n[[a]]','[a.b]\nc=1\n[a]\nb.d=2','[a]\n[a.b.c]\n[a.b]\n','a.b=1\n[a.c]','[x.y]\n[x]\ny.z=1','a={b={c=1}}\na.b.d=2','a={b.c=1, b.c=2}','a={b.c=1,b={}}','a={b={},b.c=1}','a={b=[],b.c=1}','a=[]\na.b=1','a=1\n[a.b]','a=1\n[a]','a=[1]\n[a.b]',"a='x\ty'","a='x\x01'",'a="""a\\ b"""','a="""a\\   \n b"""','a=0x','a=+0x1','a=1e','\u00e9=1','a=1\r','a="\\','a="""\\','[ a . b ]\nc=1','a={ }','a={\n}','a=[,]','a=[1 2]',"a={'x'=1, \"y\"=2}","x=1979-05-27T00:32:00.999999-07:00\ny=1979-05-27t00:32:00z", 'a=25:00:00','a=1979-13-01','a=nan','a="""x"""y','[a] b', '[[a]] x=1','[a.b]\n[[a.b]]','[[a.b]]\n[a.b]','a=[{}]\n[a]', 'a.b=[]\n[a]','[t]\na.b=1\n[t.a.c]','b=1\n[b.c.d]', 'a={x.y=1}\n[a.x.z]','a={x=[1]}\n[[a.x]]']
for document in docs:
    try: print(tomllib.loads(document))
    except Exception as e: print(type(e).__name__, e)

# %% files, other numbers
import tomllib, decimal, io
text = 'title = "TOML"\n[owner]\nname = "Tom"\ndob = 1979-05-27T07:32:00-08:00\n[database]\nports = [8000, 8001]\nratio = 1.10\n[[fruit]]\nname = "apple"\n[fruit.physical]\ncolor = "red"\n[[fruit]]\nname = "banana"\n'
with open('x.toml', 'w') as f: f.write(text)
with open('x.toml', 'rb') as f: print(tomllib.load(f))
with open('x.toml') as f:
    try: tomllib.load(f)
    except TypeError as e: print(e)
print(tomllib.loads('x = 1.10\ny = inf', parse_float=decimal.Decimal))
for bad in (lambda: tomllib.loads(b'x=1'), lambda: tomllib.loads('x=1.5', parse_float=lambda t: []), lambda: tomllib.load(io.BytesIO(b'x=\xff'))):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
print(issubclass(tomllib.TOMLDecodeError, ValueError))
