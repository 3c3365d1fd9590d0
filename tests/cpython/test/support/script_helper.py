"""Stand-ins for `test.support.script_helper`."""

import collections
import os
import subprocess
import sys

_Result = collections.namedtuple("_PythonRunResult", ("rc", "out", "err"))


def interpreter_requires_environment():
    return False


def _command(args, env_vars):
    cwd = env_vars.pop("__cwd", None)
    isolated = env_vars.pop("__isolated", not env_vars)
    cleared = env_vars.pop("__cleanenv", False)
    env = {} if cleared else dict(os.environ)
    env.update(env_vars)
    command = [sys.executable, "-X", "faulthandler"]
    if isolated:
        command.append("-I")
    return [*command, *args], env, cwd


def run_python_until_end(*args, **env_vars):
    command, env, cwd = _command(args, env_vars)
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd=cwd
    )
    out, err = process.communicate()
    return _Result(process.returncode, out, err), command


def _assert_python(expected_success, /, *args, **env_vars):
    result, command = run_python_until_end(*args, **env_vars)
    if (result.rc == 0) != expected_success:
        raise AssertionError(
            "Process return code is %d\ncommand line: %r\n%s\n%s"
            % (result.rc, command, result.out.decode("ascii", "replace"), result.err.decode("ascii", "replace"))
        )
    return result


def assert_python_ok(*args, **env_vars):
    return _assert_python(True, *args, **env_vars)


def assert_python_failure(*args, **env_vars):
    return _assert_python(False, *args, **env_vars)


def spawn_python(*args, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **kw):
    return subprocess.Popen(
        [sys.executable, "-E", *args], stdin=subprocess.PIPE, stdout=stdout, stderr=stderr, **kw
    )


def kill_python(p):
    p.stdin.close()
    data = p.stdout.read()
    p.stdout.close()
    p.wait()
    return data


def make_script(script_dir, script_basename, source, omit_suffix=False):
    path = os.path.join(script_dir, script_basename + ("" if omit_suffix else ".py"))
    with open(path, "w", encoding="utf-8") as file:
        file.write(source)
    return path


def make_pkg(pkg_dir, init_source=""):
    os.mkdir(pkg_dir)
    make_script(pkg_dir, "__init__", init_source)


def run_test_script(script):
    assert_python_ok("-u", script, "-v")
