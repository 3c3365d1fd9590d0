def T(f):
    try: print(f())
    except Exception as e: print(f"{type(e).__name__}: {e}")

# %% folders copied and removed
import os, shutil, sys
for path in ("a/b", "a/c"): os.makedirs(path)
for path in ("a/x.py", "a/y.txt", "a/b/z.py", "a/c/w.txt"):
    with open(path, "w") as file: file.write(path)
def shown(top): return sorted(os.path.relpath(os.path.join(folder, name), top) for folder, folders, names in os.walk(top) for name in folders + names)
print(shutil.copytree("a", "t1"), shown("t1"))
shutil.copytree("a", "t2", ignore=shutil.ignore_patterns("*.py", "c")); print(shown("t2"))
seen = []; shutil.copytree("a", "t3", copy_function=lambda src, dst: seen.append((src, dst))); print(sorted(seen), shown("t3"))
T(lambda: shutil.copytree("a", "t1")); print(shutil.copytree("a", "t2", dirs_exist_ok=True), shown("t2"))
shutil.copytree("a", "a/inside"); print(shown("a/inside"))
def refuse(src, dst): raise OSError("no " + src)
T(lambda: shutil.copytree("a/c", "t4", copy_function=refuse))
print(shutil.copy("a/x.py", "t3"), shutil.copy2("a/y.txt", "t3/new.txt"), shutil.copyfile("a/x.py", "t3/plain"))
T(lambda: shutil.copyfile("a/x.py", "a/x.py")); T(lambda: shutil.copy("a/nope", "t3")); T(lambda: shutil.copyfile("a/x.py", "nowhere/x"))
T(lambda: shutil.move("t1", "t1/b")); print(shutil.move("t1", "t2"), shutil.move("t3/plain", "moved"), os.path.exists("t1")); T(lambda: shutil.move("a/x.py", "t2"))
T(lambda: shutil.rmtree("nope")); shutil.rmtree("nope", ignore_errors=True); shutil.rmtree("nope", onerror=lambda function, path, info: print(path, info[0].__name__))
for top in ("a", "t2", "t3", "t4"): shutil.rmtree(top)
print([name for name in ("a", "t1", "t2", "t3", "t4") if os.path.exists(name)])
os.environ["COLUMNS"] = "xxx"; os.environ["LINES"] = "7"; print(shutil.get_terminal_size((11, 12)).lines)
