from multiprocessing import Value

for code, number in [("b", 200), ("B", -1), ("h", 40000), ("i", 2**31), ("q", 2**63 - 1), ("Q", -1)]:
    value = Value(code, 0)
    value.value = number
    print(code, value.value)
print(Value("c", b"x").value, round(Value("f", 0.1).value, 6))
