#: status 1
#: stderr Traceback (most recent call last):
#: stderr ValueError: bad
print("before")
raise ValueError("bad")
