import dis, io, re, sys, types

counter = 0

def increment(n):
    """Adds."""
    global counter
    for _ in range(n):
        counter += 1
    return [x for x in (1, 2) if x]

class Holder:
    def get(self):
        return self.value

    @classmethod
    def make(cls):
        return cls()

def text(*args, **kw):
    out = io.StringIO()
    dis.dis(*args, file=out, **kw)
    return out.getvalue()

# %% an update of a global is several steps
names = [step.opname for step in dis.get_instructions(increment)]
print(names.index('LOAD_GLOBAL') < names.index('STORE_GLOBAL') - 1, type(next(iter(dis.Bytecode(increment)))).__name__)

# %% lines are the source's
first = increment.__code__.co_firstlineno
print(sorted({line - first for _, line in dis.findlinestarts(increment.__code__) if line > first}))
print(sorted({line for _, line in dis.findlinestarts(compile('a = 1\n\nb = a', 'x', 'exec')) if line}))

# %% jumps lead to steps
steps = list(dis.get_instructions(increment))
labels = dis.findlabels(increment.__code__.co_code) if sys.implementation.name == 'cpython' and hasattr(increment.__code__, 'co_code') else dis.findlabels(increment)
print(bool(labels), {step.offset for step in steps if step.is_jump_target} == set(labels))

# %% what can be shown
for x in (increment, increment.__code__, Holder().get, Holder.get, Holder.make, (i for i in ()), 'x = 1', lambda: 0):
    print(bool(text(x)))
print(len(re.findall('Disassembly of', text(increment))), len(re.findall('Disassembly of', text(increment, depth=0))))
print(re.findall('Disassembly of (.*):', text(Holder)))
print('>>' in text(increment), 'STORE_GLOBAL' in dis.Bytecode(increment).dis(), 'STORE_GLOBAL' in text(increment))

# %% what it says of a code object
for line in dis.code_info(increment).splitlines():
    if line.startswith(('Name: ', 'Argument', 'Number', 'Kw', 'Positional')): print(line)

# %% what cannot be shown
for x in (3, None.__class__, object(), 'x ='):
    try:
        print(text(x)[:0])
    except (TypeError, SyntaxError) as error:
        print(type(error).__name__, error)

# %% where a traceback ends
try:
    Holder().get()
except AttributeError as error:
    trace = error.__traceback__.tb_next
out = io.StringIO()
dis.distb(trace, file=out)
print([line.split()[-4 if '-->' in line else 0:][:0] == [] for line in out.getvalue().splitlines() if '-->' in line])
print('LOAD_ATTR' in next(line for line in out.getvalue().splitlines() if '-->' in line))
