from multiprocessing import Array

array = Array("i", range(6))
print(array[1:4], array[::2], array[-2:], array[::-1])
array[0:3] = [9, 8, 7]
print(list(array), sum(array))
text = Array("c", 5)
text.value = b"abc"
print(text.value, text.raw, len(text))
for assign in (lambda: array.__setitem__(0, "x"), lambda: array.__setitem__(0, 1.5)):
    try:
        assign()
    except TypeError as error:
        print("TypeError")
