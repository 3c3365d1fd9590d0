def tell(what, function):
    try:
        print(what, "->", function())
    except Exception as error:
        print(what, "->", type(error).__name__, error)

# %% Programs and their streams
import subprocess, sys
run = lambda code, **options: subprocess.run([sys.executable, "-c", code], **options)
echo = "import sys; sys.stdout.write(sys.stdin.read().upper()); sys.stderr.write('err')"
done = run(echo, input=b"abc\n", capture_output=True)
print(done.returncode, done.stdout, done.stderr)
print(run(echo, input="abc\r\nd\n", capture_output=True, text=True).stdout.encode())
print(run(echo, input="\xe9", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8").stdout)
print(run("print('out')", stdout=subprocess.DEVNULL).stdout, run("pass", universal_newlines=True, stdout=subprocess.PIPE).stdout == "")
print(subprocess.check_output([sys.executable, "-c", echo], input=b"x", stderr=subprocess.DEVNULL), subprocess.check_output(
    [sys.executable, "-c", echo], input=None, stderr=subprocess.DEVNULL, text=True) == "")
print(subprocess.call([sys.executable, "-c", "import sys; sys.exit(7)"]))
try:
    subprocess.check_call(args=[sys.executable, "-c", "import sys; sys.exit(3)"])
except subprocess.CalledProcessError as error:
    print(error.cmd[1:], str(error)[-40:])
process = subprocess.Popen([sys.executable, "-c", "for line in iter(input, 'end'): print(line * 2, flush=True)"],
                           stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
for word in ("ab", "cd"):
    process.stdin.write(word + "\n")
    print(process.stdout.readline(), end="")
print(process.poll(), process.universal_newlines, process.communicate("end\n"), process.returncode, process.poll())
tell("again", lambda: process.communicate("more"))
with subprocess.Popen([sys.executable, "-c", "print(1); print(2)"], stdout=subprocess.PIPE) as process:
    print(list(process.stdout))
print(process.stdout.closed, process.returncode)
process = subprocess.Popen([sys.executable, "-c", "import os; os.read(0, 1)"], stdin=subprocess.PIPE)
print(process.poll())
import os
os.write(process.stdin.fileno(), b"A")
print(process.wait(), process.stdin.close())

# %% Programs that take too long, fail or are not there
import subprocess, sys, signal
slow = [sys.executable, "-c", "import time, sys; sys.stdout.write('begun'); sys.stdout.flush(); time.sleep(60)"]
process = subprocess.Popen(slow, stdout=subprocess.PIPE)
try:
    process.communicate(timeout=0.5)
except subprocess.TimeoutExpired as error:
    print(error.timeout, error.cmd == slow, error.stderr, error.output == error.stdout)
try:
    process.wait(0.01)
except subprocess.TimeoutExpired as error:
    print(str(error).endswith("timed out after 0.01 seconds"))
process.terminate()
print(process.wait(), process.communicate()[1])
process = subprocess.Popen(slow)
process.kill()
print(process.wait(), process.send_signal(signal.SIGTERM))
for code in (1, -9, -15, -99):
    error = subprocess.CalledProcessError(code, ["cmd", "x"], b"out", b"err")
    print(error, error.returncode, error.cmd, error.output, error.stdout, error.stderr)
print(subprocess.CompletedProcess(["a"], 0, b"x"), repr(subprocess.TimeoutExpired("cmd", 3)), subprocess.TimeoutExpired("cmd", 3))
tell("check", lambda: subprocess.CompletedProcess("a", 2).check_returncode())
tell("missing", lambda: subprocess.run(["no such program at all"]))
tell("folder", lambda: subprocess.run([sys.executable, "-c", ""], cwd="no such folder"))

# %% Options of programs
import subprocess, sys
command = [sys.executable, "-c", "pass"]
for options in ({"bufsize": "x"}, {"pipesize": "x"}, {"startupinfo": 1}, {"creationflags": 1}, {"stderr": subprocess.STDOUT, "text": True},
                {"text": True, "universal_newlines": False}, {"stdout": 99}, {"env": {"a=b": "c"}}, {"env": {"a": "b\0"}}, {"nothing": 1}):
    tell(options, lambda: subprocess.run(command, **options).returncode)
tell("input", lambda: subprocess.run(command, input=b"", stdin=subprocess.PIPE))
tell("capture", lambda: subprocess.run(command, capture_output=True, stderr=1))
tell("stdout", lambda: subprocess.check_output(command, stdout=1))
tell("check", lambda: subprocess.check_output(command, check=True))
tell("null", lambda: subprocess.run([sys.executable, "-c", "a\0b"]))
print(subprocess.run([sys.executable, "-c", "import os; print(os.environ['A'])"], env={"A": "b"}, capture_output=True).stdout)

# %% Programs by os.spawn
import os, sys
print(os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", "import sys; sys.exit(9)"]))
print(os.spawnl(os.P_WAIT, sys.executable, sys.executable, "-c", "pass"))
print(os.spawnle(os.P_WAIT, sys.executable, sys.executable, "-c", "import os; os._exit(int(os.environ['CODE']))", {"CODE": "4"}))
pid = os.spawnv(os.P_NOWAIT, sys.executable, [sys.executable, "-c", "pass"])
print(os.waitpid(pid, 0)[0] == pid)
tell("arguments", lambda: os.spawnv(os.P_NOWAIT, sys.executable, []))
tell("first", lambda: os.spawnv(os.P_NOWAIT, sys.executable, [""]))
tell("kind", lambda: os.spawnv(os.P_NOWAIT, sys.executable, "x"))

# %% Contexts and their variables
import contextvars
var = contextvars.ContextVar("var", default=1)
other = contextvars.ContextVar("other")
context, twin = contextvars.copy_context(), contextvars.copy_context()
print(context == twin, context.run(var.set, 2).old_value is contextvars.Token.MISSING, context == twin, context[var], dict(twin), var in context)
twin.run(var.set, 2)
print(context == twin, context != twin, context == 1, len(context), list(context) == [var])
for key in (1, "var", None):
    tell(key, lambda: context[key])
    tell(key, lambda: key in context)
    tell(key, lambda: context.get(key))
tell("arguments", lambda: contextvars.Context(1))
tell("token", lambda: contextvars.Token())
tell("reset", lambda: var.reset(None))
tell("class", lambda: type("C", (contextvars.Context,), {}))
tell("class", lambda: type("C", (contextvars.ContextVar,), {}))
tell("missing", lambda: other.get() and None if other.get(None) else other.get(5))

# %% Temporary files and folders
import os, tempfile
tempfile.tempdir = None
folder = tempfile.mkdtemp(prefix="pre", suffix="post")
print(os.path.isdir(folder), os.path.basename(folder)[:3], folder[-4:], len(os.path.basename(folder)), os.path.dirname(folder) == tempfile.gettempdir())
number, name = tempfile.mkstemp(dir=folder)
print(os.write(number, b"abc"), os.close(number), open(name).read(), os.path.dirname(name) == folder)
number, name = tempfile.mkstemp(dir=os.fsencode(folder), suffix=b".x")
print(type(name), name[-2:], os.close(number), tempfile.gettempprefixb(), type(tempfile.gettempdirb()))
tell("kinds", lambda: tempfile.mkdtemp(dir=folder, suffix=b"x"))
with tempfile.NamedTemporaryFile("w+", dir=folder, encoding="utf-8") as file:
    print(file.write("two\nlines\n"), file.seek(0), list(file), os.path.exists(file.name), type(file).__name__, file.mode)
print(os.path.exists(file.name), file.closed, file.close())
file = tempfile.NamedTemporaryFile(dir=folder, delete=False)
file.close()
print(os.path.exists(file.name))
file = tempfile.NamedTemporaryFile(dir=folder)
name = file.name
del file
print(os.path.exists(name))
for mode in ("w+b", "w+"):
    with tempfile.SpooledTemporaryFile(5, mode, encoding=None if "b" in mode else "utf-8") as file:
        text = (lambda text: text.encode() if "b" in mode else text)
        print(file.write(text("abc")), file._rolled, file.name, file.tell(), file.write(text("defg")), file._rolled, file.seek(0), file.read(), file.mode)
    print(file.closed)
    tell("closed", lambda: file.__enter__())
with tempfile.TemporaryDirectory(dir=folder) as inner:
    os.mkdir(os.path.join(inner, "x"))
    print(os.listdir(inner))
print(os.path.exists(inner))
directory = tempfile.TemporaryDirectory(dir=folder)
print(repr(directory) == f"<TemporaryDirectory {directory.name!r}>", directory.cleanup(), os.path.exists(directory.name), directory.cleanup())
