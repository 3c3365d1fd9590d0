# %% missing colon
if True
    pass

# %% unclosed
x = (1,
y = 2

# %% never closed at the end
print(1

# %% invalid syntax
x = 5 5

# %% bad indent
def f():
pass

# %% unexpected indent
x = 1
    y = 2

# %% unindent
if True:
        x = 1
    y = 2

# %% string not closed
x = 'abc

# %% assign to literal
5 = x

# %% assign to call
f() = 1

# %% return outside
return 5

# %% break outside
break

# %% continue outside
continue

# %% yield outside
yield 1

# %% nonlocal at module level
nonlocal x

# %% nonlocal unknown
def f():
    nonlocal x

# %% global after use
def f():
    x = 1
    global x

# %% duplicate argument
def f(a, a): pass

# %% default order
def f(a=1, b): pass

# %% positional after keyword
f(a=1, 2)

# %% repeated keyword
f(a=1, a=2)

# %% print statement
print 'hello'

# %% missing comma
x = [1 2]

# %% else without if
else:
    pass

# %% keyword as name
class = 5

# %% del literal
del 5

# %% star alone
*a = 1

# %% invalid character
x = 5 € 3

# %% unmatched
x = (1]

# %% extra bracket
x = 1)

# %% bad decorator
@
def f(): pass

# %% lambda assign
lambda x: x = 5

# %% try alone
try:
    x = 1
y = 2

# %% expected block
for i in range(3):
print(i)

# %% octal
x = 0777

# %% walrus at statement
x := 5

# %% in module raised at run time
try: exec('x = = 1')
except SyntaxError as e: print(e.msg, e.lineno, e.offset, e.text, e.filename)
exec('a b')
