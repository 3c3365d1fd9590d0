//! Standard input, line by line: the run's, in the program's first process and those it shares it with. Children of
//! `multiprocessing` read the null device, as in CPython.

use std::os::fd::AsFd;

use crate::sys::Errno;

/// What was read and not yet asked for.
#[derive(Default)]
pub(crate) struct Input {
    buffer: Vec<u8>,
    ended: bool,
}

impl Input {
    /// The next line with its newline; at the end of input the rest, then empty strings. None: read more first.
    pub(crate) fn line(&mut self) -> Option<String> {
        let end = match self.buffer.iter().position(|&byte| byte == b'\n') {
            Some(newline) => newline + 1,
            None if self.ended => self.buffer.len(),
            None => return None,
        };
        let rest = self.buffer.split_off(end);
        let line = std::mem::replace(&mut self.buffer, rest);
        Some(String::from_utf8_lossy(&line).into_owned())
    }

    /// Reads what is there; called when standard input is readable.
    pub(crate) fn read(&mut self) {
        let mut some = [0; 8192];
        match rustix::io::read(std::io::stdin().as_fd(), &mut some) {
            Ok(0) => self.ended = true,
            Ok(count) => self.buffer.extend_from_slice(&some[..count]),
            Err(Errno::AGAIN | Errno::INTR) => {}
            Err(_) => self.ended = true,
        }
    }
}
