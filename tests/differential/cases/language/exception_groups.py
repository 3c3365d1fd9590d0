# %% clauses and how groups are printed
import traceback
def t(f):
    try: f(); print(f.__name__,'ok')
    except BaseException as e:
        print(f.__name__, repr(e)); 
        print(''.join(traceback.format_exception(e)))
def a():
    try: raise ExceptionGroup("eg",[ValueError(1),TypeError(2),KeyError(3)])
    except* ValueError as e: print('V',repr(e),e.exceptions)
    except* (TypeError,KeyError) as e: print('T',repr(e))
    else: print('else')
    finally: print('finally')
    try: e
    except NameError as x: print(type(x).__name__)
def b():
    try: raise ExceptionGroup("eg",[ValueError(1),ExceptionGroup("in",[TypeError(2),ValueError(3)])])
    except* ValueError as e: print(repr(e))
def c():
    try: raise ValueError(5)
    except* ValueError as e: print(repr(e)); raise
def d():
    try: raise ValueError(5)
    except* ValueError as e: raise KeyError(6)
def e():
    try: raise ExceptionGroup("eg",[ValueError(1),TypeError(2)])
    except* ValueError as e: raise KeyError(6)
    except* TypeError as e: raise
def f():
    try: raise ExceptionGroup("eg",[ValueError(1),TypeError(2)])
    except* ValueError: raise
    except* TypeError: raise
def g():
    try: pass
    except* ValueError: pass
    else: print('else')
def h():
    try: raise ExceptionGroup("eg",[ValueError(1),TypeError(2),OSError()])
    except* ValueError: 1/0
    except* TypeError: raise KeyError(1) from None
def i():
    try: raise ValueError
    except* 5: pass
def j():
    try: raise ValueError
    except* ExceptionGroup: pass
def k():
    for x in range(3):
        try: raise ExceptionGroup("eg",[ValueError(x)])
        except* ValueError:
            for y in range(3):
                if y: break
                continue
        print(x)
def l():
    raise BaseExceptionGroup("b",[KeyboardInterrupt(),ValueError()])
def m():
    e=ExceptionGroup("notes",[ValueError(1)]); e.add_note("a note\nof two lines"); e.exceptions[0].add_note("inner"); 
    try: raise e
    except* TypeError: pass
def n():
    try:
        try: raise ValueError(1)
        except ValueError as x: raise ExceptionGroup("ch",[TypeError(2),ExceptionGroup("x",[OSError(3)])]) from x
    except ExceptionGroup as x: raise RuntimeError("end")
def o(): raise ExceptionGroup("many",[ValueError(i) for i in range(20)])
def p():
    e=ValueError()
    for i in range(14): e=ExceptionGroup(str(i),[e])
    raise e
def q():
    def inner():
        try: raise ExceptionGroup("eg",[ValueError(1)])
        except* ValueError as e:
            yield 1
            import sys; print(sys.exc_info()[0])
    print(list(inner()))
    import sys; print(sys.exc_info())
for fn in (a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q): t(fn)

# %% the classes
for args in [(),('a',),(1,[ValueError()]),('a',[]),('a',5),('a',[1]),('a',[ValueError()]),('a',(ValueError(),)),('a',[KeyboardInterrupt()])]:
    for cls in (ExceptionGroup,BaseExceptionGroup):
        try: x=cls(*args); print(repr(x),str(x),type(x).__name__,x.message,x.exceptions,x.args)
        except Exception as e: print(type(e).__name__,e)
eg=ExceptionGroup('x',[ValueError(1),TypeError(2),ExceptionGroup('y',[ValueError(3),KeyError(4)])])
print(eg.split(ValueError), eg.subgroup(lambda e: isinstance(e,KeyError)), eg.subgroup(OSError), eg.split((TypeError,KeyError)), eg.derive([ValueError()]))
for bad in (5,'a',(1,)):
    try: eg.split(bad)
    except TypeError as e: print(e)
class My(ExceptionGroup):
    def derive(self,excs): return My(self.message,excs)
m=My('m',[ValueError(),TypeError()]); print(m.split(ValueError))
print(ExceptionGroup.__mro__, ExceptionGroup.__bases__, issubclass(ExceptionGroup,Exception), ExceptionGroup[int])
import pickle; p=pickle.loads(pickle.dumps(eg)); print(repr(p),p.exceptions)
try: eg.exceptions=1
except AttributeError as e: print(type(e).__name__)
for src in ["try: pass\nexcept* ValueError: break","for x in y:\n try: pass\n except* V: break","def f():\n try: pass\n except* V: return","try: pass\nexcept*: pass","try: pass\nexcept* V: pass\nexcept X: pass"]:
    try: compile(src,'s','exec'); print('compiled')
    except SyntaxError as e: print(e.msg)

# %% not caught
try:
    raise ExceptionGroup("two", [ValueError(1), ExceptionGroup("inner", [KeyError(2)])])
except* ValueError as e:
    print(e.exceptions)
