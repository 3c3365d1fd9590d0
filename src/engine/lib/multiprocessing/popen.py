"""Starting a process and waiting for it, below `Process`."""

import sys
import threading

import _image
import _ipc
import _process

from . import process


class Popen:
    """A started child."""

    def __init__(self, process_obj, method):
        self.returncode = None
        if method == "fork":
            self.pid = self._fork(process_obj)
        else:
            image, handles = self._spawn(process_obj, method)
            self.pid = _process.spawn(image, process_obj.name, process_obj.daemon, method, handles)
        # `connection.wait` tells processes from channels by the sign.
        self.sentinel = -self.pid

    def _hooks(self, when):
        if "os" in sys.modules:
            sys.modules["os"]._run_hooks(when)

    def _fork(self, process_obj):
        parent = _process.pid()
        name = process.current_process().name
        thread = threading.current_thread()

        def child():
            threading._after_fork(thread)
            return process_obj._bootstrap(parent, name)

        _flush()
        self._hooks("before")
        pid = _process.copy(process_obj.name)
        if pid == 0:
            import _boot
            _process.exit(_boot._run_child(child))
        if pid is None:
            image, handles = _image.fork(child)
            pid = _process.spawn(image, process_obj.name, process_obj.daemon, "fork", handles)
        self._hooks("after_in_parent")
        return pid

    def _spawn(self, process_obj, method):
        if getattr(process.current_process(), "_inheriting", False):
            raise RuntimeError(_BOOTSTRAPPING)
        process._spawning = True
        try:
            body, handles = _image.dumps(process_obj)
        finally:
            process._spawning = False
        # Two pickles in one: the main module must be imported between them, the body names what is in it.
        header, more = _image.dumps({
            "process": body,
            "name": process_obj.name,
            "method": method,
            "authkey": bytes(process.current_process().authkey),
            "argv": list(sys.argv),
            "path": list(sys.path),
            "main": getattr(sys.modules["__main__"], "__file__", None),
            "parent": (_process.pid(), process.current_process().name),
            "log": self._log_level(),
            # Of a program that `subprocess` started: its standard streams are pipes.
            "streams": sys.modules["_program"]._streams if "_program" in sys.modules else None,
        })
        return _image.spawn(header), handles + more

    def _log_level(self):
        util = sys.modules.get("multiprocessing.util")
        return util._logger.getEffectiveLevel() if util is not None and util._to_stderr else None

    def poll(self):
        """The exit status, or None while the child runs."""
        if self.returncode is None:
            self._wait(0)
        return self.returncode

    def wait(self, timeout=None):
        """Waits for the exit status; None if the time was over first."""
        if self.returncode is None:
            self._wait(-1 if timeout is None else max(timeout, 0))
        return self.returncode

    def _wait(self, timeout):
        try:
            ended = _process.wait(self.pid, timeout)
        except ChildProcessError:
            # Another thread of this process has just reaped it, or os.wait() did.
            return
        if ended is not None:
            self.returncode = ended[1]

    def terminate(self):
        """Sends SIGTERM."""
        self._send_signal(15)

    def kill(self):
        """Sends SIGKILL."""
        self._send_signal(9)

    def _send_signal(self, signal):
        if self.returncode is None:
            try:
                _process.kill(self.pid, signal)
            except ProcessLookupError:
                pass


def _flush():
    # What is held back must not be written twice.
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, ValueError):
            pass


def run_spawned(data):
    """In a child started by `spawn` or `forkserver`: imports the main module, then runs the process object."""
    current = process.current_process()
    current._inheriting = True
    if data["streams"] and any(data["streams"]):
        import _program
        _program._redirect(data["streams"])
    if data["log"] is not None:
        from .util import log_to_stderr
        log_to_stderr(data["log"])
    try:
        current._name = data["name"]
        current._config["authkey"] = process.AuthenticationString(data["authkey"])
        sys.argv = data["argv"]
        sys.path = data["path"]
        from .context import _force_start_method
        _force_start_method(data["method"])
        if data["main"] is not None:
            import _boot
            _boot._import_main("__mp_main__", data["main"])
        process_obj = _image.loads(data["process"])
    finally:
        del current._inheriting
    parent, name = data["parent"]
    return process_obj._bootstrap(parent, name)


_BOOTSTRAPPING = (
    "\n"
    "        An attempt has been made to start a new process before the\n"
    "        current process has finished its bootstrapping phase.\n"
    "\n"
    "        This probably means that you are not using fork to start your\n"
    "        child processes and you have forgotten to use the proper idiom\n"
    "        in the main module:\n"
    "\n"
    "            if __name__ == '__main__':\n"
    "                freeze_support()\n"
    "                ...\n"
    "\n"
    "        The \"freeze_support()\" line can be omitted if the program\n"
    "        is not going to be frozen to produce an executable.")
