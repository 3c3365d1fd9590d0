//! Errors of system calls, in CPython's words on Linux.

use interleave_engine::request::Answer;

pub(super) fn os_error(class: &str, errno: i32, message: &str) -> Answer {
    Answer::Raise { class: class.into(), message: message.into(), errno: Some(errno) }
}

pub(super) fn no_such_process() -> Answer {
    os_error("ProcessLookupError", 3, "No such process")
}

pub(super) fn bad_handle() -> Answer {
    os_error("OSError", 9, "Bad file descriptor")
}

pub(super) fn no_child() -> Answer {
    os_error("ChildProcessError", 10, "No child processes")
}

pub(super) fn no_memory() -> Answer {
    os_error("OSError", 12, "Cannot allocate memory")
}

pub(super) fn invalid_argument() -> Answer {
    os_error("OSError", 22, "Invalid argument")
}

pub(super) fn broken_pipe() -> Answer {
    os_error("BrokenPipeError", 32, "Broken pipe")
}

pub(super) fn end_of_file() -> Answer {
    Answer::Raise { class: "EOFError".into(), message: String::new(), errno: None }
}

pub(super) fn read_only() -> Answer {
    Answer::Raise { class: "OSError".into(), message: "connection is read-only".into(), errno: None }
}

pub(super) fn write_only() -> Answer {
    Answer::Raise { class: "OSError".into(), message: "connection is write-only".into(), errno: None }
}

pub(super) fn released_too_often() -> Answer {
    let message = "semaphore or lock released too many times".into();
    Answer::Raise { class: "ValueError".into(), message, errno: None }
}
