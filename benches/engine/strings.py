# Text put together, piece by piece and at once.
import time


def kernel():
    lines = []
    for i in range(60_000):
        lines.append(f"line {i}: {i * 2:>8}")
    text = "\n".join(lines)
    out = ""
    for line in text.split("\n"):
        out += line.strip().upper() + ";"
    assert len(str(len(out))) == 7
    assert out.replace("LINE", "row").count("row") == 60_000


def seconds():
    start = time.perf_counter()
    kernel()
    return time.perf_counter() - start


print(min(seconds() for _ in range(5)))
