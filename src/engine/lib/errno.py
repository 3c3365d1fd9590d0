"""Error numbers of Linux."""

_messages = {
    1: "Operation not permitted", 2: "No such file or directory", 3: "No such process", 4: "Interrupted system call",
    5: "Input/output error", 9: "Bad file descriptor", 10: "No child processes", 11: "Resource temporarily unavailable",
    12: "Cannot allocate memory", 13: "Permission denied", 17: "File exists", 20: "Not a directory",
    21: "Is a directory", 22: "Invalid argument", 30: "Read-only file system", 32: "Broken pipe",
    35: "Resource deadlock avoided", 38: "Function not implemented", 104: "Connection reset by peer",
    110: "Connection timed out", 111: "Connection refused",
}

EPERM, ENOENT, ESRCH, EINTR, EIO, EBADF, ECHILD, EAGAIN, ENOMEM, EACCES = 1, 2, 3, 4, 5, 9, 10, 11, 12, 13
EEXIST, ENOTDIR, EISDIR, EINVAL, EROFS, EPIPE, EDEADLK, ENOSYS = 17, 20, 21, 22, 30, 32, 35, 38
ECONNRESET, ETIMEDOUT, ECONNREFUSED, EWOULDBLOCK = 104, 110, 111, 11

errorcode = {number: name for name, number in list(globals().items()) if name.startswith("E") and name != "EWOULDBLOCK"}
