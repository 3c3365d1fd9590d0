#: stdin one
#: stdin two
first = input()
second = input("? ")
print([first, second])
try:
    input()
except EOFError as error:
    print("EOFError", error)
