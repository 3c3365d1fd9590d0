import subprocess

done = subprocess.CompletedProcess(["python3", "-c", "1"], 0)
print(done)
print(subprocess.CompletedProcess("x", 1, stdout="out", stderr=b""))
print(subprocess.CalledProcessError(3, ["a", "b"]), repr(subprocess.CalledProcessError(3, "a")))
print(subprocess.CalledProcessError(-9, "a"))
print(subprocess.CalledProcessError(-60, "a"))
print(subprocess.TimeoutExpired(["a", "b"], 0.5), repr(subprocess.TimeoutExpired("a", 1)))
print(issubclass(subprocess.TimeoutExpired, subprocess.SubprocessError), subprocess.PIPE, subprocess.STDOUT, subprocess.DEVNULL)
error = subprocess.CalledProcessError(1, "a", output="o", stderr="e")
print(error.stdout, error.output, error.stderr, error.cmd, error.returncode)
