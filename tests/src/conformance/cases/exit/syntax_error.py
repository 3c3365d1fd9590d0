#: status 1
#: stderr SyntaxError: invalid syntax
print("never")
x = = 1
