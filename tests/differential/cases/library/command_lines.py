# %% argparse: arguments
import os
os.environ["COLUMNS"] = "80"
import argparse, sys, io, contextlib
def T(f):
    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err): r = f()
        print(repr(r))
    except BaseException as e: print(type(e).__name__, e)
    print(out.getvalue() + err.getvalue(), end="")
A=argparse.ArgumentParser
def P(**k):
    k.setdefault("prog","P"); return A(**k)
p=P(); print(p); print(repr(p))
for args, kw in [(("a","b"),{}),(("-a","b"),{}),(("x",),dict(dest="y")),(("x",),dict(required=True)),(("-",),{}),(("--",),{}),(("-x",),dict(action="foo")),(("-x",),dict(type="int")),(("-x",),dict(nargs=0)),(("-x",),dict(nargs=2,const=1)),(("-x",),dict(action="append",nargs=0)),(("-x",),dict(action="append",const=1,nargs=2)),(("-x",),dict(nargs="bad")),(("-x",),dict(nargs=2,metavar=("a",))),(("-x",),dict(action="store_true",nargs=1)),(("-x",),dict(action="store_const")),(("-x",),dict(action="store_true",type=int)),(("-h",),{}),(("-h","--help"),{}),(("x",),dict(action="store_true")),((),{}),((),dict(dest="q")),(("-x",),dict(type=argparse.FileType)),(("-x",),dict(foo=1)),(("x",),dict(action="help")),(("-x",),dict(action=5)),(("-x",),dict(choices=5)), (("x",),dict(nargs=0)), (("-n","--no-thing"),dict(action=argparse.BooleanOptionalAction,help="h",default=True)), (("x",),dict(action="count")),((),dict(dest="a",action="store_true"))]:
    print(args, kw, end=" "); T(lambda: P().add_argument(*args, **kw))
p=P(description="d %(prog)s", epilog="e")
p.add_argument("--verbose","-v",action="count",default=0,help="more %(default)s"); p.add_argument("--flag",action=argparse.BooleanOptionalAction,default=True,help="flag"); p.add_argument("files",nargs="*",help="files %(prog)s"); p.add_argument("--n",type=int,choices=range(3),help="num %(type)s %(choices)s"); p.add_argument("--req",required=True,metavar="R")
T(p.print_help)
for a in [[],["--req"],["--req","1","--n","5"],["--req","1","--n","x"],["--re=1","-vvv","a","b"],["--req=1","--no-flag"],["--req=1","--v"],["--req=1","-x"],["--req=1","--","-x"],["--req","1","-v=3"],["--req=1","-vx"],["--req=1","--flag=3"],["-h"]]:
    print(a, end=" "); T(lambda: p.parse_args(a))
p=P(exit_on_error=False); p.add_argument("--n",type=int); T(lambda: p.parse_args(["--n","x"])); T(lambda: p.parse_args(["--q"])); T(lambda: p.parse_args(["--n"]))

# %% argparse: commands and groups
import os
os.environ["COLUMNS"] = "80"
import argparse, sys, io, contextlib
def T(f):
    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err): r = f()
        print(repr(r))
    except BaseException as e: print(type(e).__name__, e)
    print(out.getvalue() + err.getvalue(), end="")
A=argparse.ArgumentParser
def P(**k):
    k.setdefault("prog","P"); return A(**k)
p=P(); s=p.add_subparsers(title="T",description="D",dest="cmd",help="H",required=True); a=s.add_parser("alpha",aliases=["al"],help="the alpha"); a.add_argument("x",type=int); b=s.add_parser("beta-long-name-here",help="B"); b.set_defaults(f=1)
T(p.print_help); T(a.print_help); T(lambda: p.parse_args([])); T(lambda: p.parse_args(["al","3"])); T(lambda: p.parse_args(["zz"])); T(lambda: p.parse_args(["beta-long-name-here","--u"])); T(lambda: p.add_subparsers()); T(lambda: s.add_parser("alpha"))
p=P(); s=p.add_subparsers(); s.add_parser("averyveryverylongcommand",help="x"); s.add_parser("b",help="y"); T(p.print_help); T(lambda: p.parse_args([])); T(lambda: p.parse_args(["c"]))
p=P(); g=p.add_mutually_exclusive_group(required=True); g.add_argument("--a",action="store_true"); g.add_argument("--b"); T(lambda: p.parse_args([])); T(lambda: p.parse_args(["--a","--b","3"])); T(p.print_usage); T(lambda: g.add_argument("x")); 
p=P(fromfile_prefix_chars="@"); T(lambda: p.parse_args(["@/nonexistent"]))
p=P(); p.add_argument("f",type=argparse.FileType("r")); T(lambda: p.parse_args(["/nonexistent"])); print(argparse.FileType("wb",1,encoding="utf-8",errors="replace"), argparse.FileType())
p=P(conflict_handler="resolve"); p.add_argument("-h","--foo"); T(p.print_help); T(lambda: P(conflict_handler="zz"))

# %% argparse: help and parents
import os
os.environ["COLUMNS"] = "80"
import argparse, sys, io, contextlib
def T(f):
    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err): r = f()
        print(repr(r))
    except BaseException as e: print(type(e).__name__, e)
    print(out.getvalue() + err.getvalue(), end="")
A=argparse.ArgumentParser
def P(**k):
    k.setdefault("prog","P"); return A(**k)
for fc in (argparse.RawDescriptionHelpFormatter,argparse.RawTextHelpFormatter,argparse.ArgumentDefaultsHelpFormatter,argparse.MetavarTypeHelpFormatter):
    p=P(formatter_class=fc,description="  line one\n    line two\n",epilog="a\n  b"); p.add_argument("--x",type=int,default=3,help="help\n  two\n\nfour"); p.add_argument("y",type=str,nargs="?",help=" "); T(p.print_help)
p=P(); 
for n in ("alpha","beta","gamma","delta","epsilon","zeta","eta","theta"): p.add_argument("--"+n, "-"+n[0:2], metavar="M"+n)
p.add_argument("pos1"); p.add_argument("pos2",nargs=3); p.add_argument("pos3",nargs="+"); T(p.print_help)
p=A(prog="a_very_long_program_name_that_is_over_three_quarters_of_the_width_of_it"); 
for n in ("alpha","beta","gamma","delta"): p.add_argument("--"+n)
p.add_argument("x",nargs="..."); T(p.print_usage)
p=P(); p.add_argument("--foo",action="store_true"); p.add_argument("cmd"); p.add_argument("rest",nargs="*"); T(lambda: p.parse_intermixed_args("d 1 --foo 2 3".split())); T(lambda: p.parse_known_args("d 1 --foo 2 3 --z".split())); T(lambda: p.parse_known_intermixed_args("d 1 --foo 2 3 --z".split()))
p=P(); p.add_argument("-1",dest="one"); p.add_argument("x",nargs="?"); T(lambda: p.parse_args(["-1","-2"])); p=P(); p.add_argument("x",nargs="*",type=float); T(lambda: p.parse_args(["-1","-2.5","-.5"]))
p=P(argument_default=argparse.SUPPRESS); p.add_argument("--a"); p.add_argument("b",nargs="?"); T(lambda: p.parse_args([])); p.set_defaults(a=4,zz=5); T(lambda: p.parse_args([])); T(lambda: p.get_default("a"))
T(lambda: argparse.Namespace(a=1,**{"x y":2})); T(lambda: argparse.Namespace(a=1)==argparse.Namespace(a=1))
p=P(usage="%(prog)s hey"); T(p.print_usage); p=P(usage=argparse.SUPPRESS); T(p.print_help)
p=P(); p.add_argument("--version",action="version",version="%(prog)s 1.0"); T(lambda: p.parse_args(["--version"])); p=P(); p.add_argument("--e",action="extend",nargs="+",type=int); p.add_argument("--ap",action="append",nargs=2); p.add_argument("--ac",action="append_const",const=3,dest="l"); T(lambda: p.parse_args("--e 1 2 --e 3 --ap a b --ap c d --ac --ac".split()))
par=P(add_help=False); gg=par.add_argument_group("G","desc"); gg.add_argument("--gg"); m=par.add_mutually_exclusive_group(); m.add_argument("--m1"); m.add_argument("--m2"); ch=P(parents=[par]); ch.add_argument_group("G").add_argument("--g2"); T(ch.print_help); T(lambda: ch.parse_args("--m1 1 --m2 2".split()))
def bad(s): raise argparse.ArgumentTypeError("bad %s" % s)
p=P(); p.add_argument("x",type=bad); T(lambda: p.parse_args(["q"])); p=P(); p.add_argument("x",type=lambda s: int(s)); T(lambda: p.parse_args(["q"]))
p=P(allow_abbrev=False); p.add_argument("--foobar"); T(lambda: p.parse_args(["--foo","1"])); p=P(); p.add_argument("--foobar"); p.add_argument("--foobaz"); T(lambda: p.parse_args(["--foo","1"])); T(lambda: p.parse_args(["--foo=1"]))
p=P(); g=p.add_argument_group("only title"); T(p.print_help); p.add_argument("--sup",help=argparse.SUPPRESS); T(p.print_help)
p=P(); p.add_argument("--x", help="50% done"); T(p.print_help)
p=P(prefix_chars="+/"); p.add_argument("+x"); p.add_argument("//long",action="store_true"); T(p.print_help); T(lambda: p.parse_args("+x 3 //lo".split()))

