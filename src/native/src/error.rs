//! Errors of system calls, in CPython's words.

use interleave_engine::request::Answer;

use crate::sys::{self, Errno};

/// An `OSError`, or the class that stands for this errno.
pub(crate) fn os_error(errno: Errno) -> Answer {
    let (class, number, message) = sys::describe(errno);
    Answer::Raise { class: class.into(), message, errno: Some(number) }
}

fn plain(class: &str, message: &str) -> Answer {
    Answer::Raise { class: class.into(), message: message.into(), errno: None }
}

pub(crate) fn end_of_file() -> Answer {
    plain("EOFError", "")
}

pub(crate) fn read_only() -> Answer {
    plain("OSError", "connection is read-only")
}

pub(crate) fn write_only() -> Answer {
    plain("OSError", "connection is write-only")
}

pub(crate) fn released_too_often() -> Answer {
    plain("ValueError", "semaphore or lock released too many times")
}
