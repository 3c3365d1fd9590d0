//! Signals of the operating system, and the lifeline.
//!
//! `SIGTERM` has its default action: it ends the process with status -15. `SIGINT` is told to the event loop by a byte in a
//! socket.

use std::io::Read;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;

use crate::sys::{self, Result};

/// Tells of Ctrl-C.
pub(crate) struct Interrupts {
    pub(crate) socket: UnixStream,
}

impl Interrupts {
    /// From now on `SIGINT` does not end this process.
    pub(crate) fn listen() -> std::io::Result<Interrupts> {
        let (socket, sender) = UnixStream::pair()?;
        socket.set_nonblocking(true)?;
        signal_hook::low_level::pipe::register(signal_hook::consts::SIGINT, sender)?;
        Ok(Interrupts { socket })
    }

    /// Whether one came since last asked.
    pub(crate) fn take(&mut self) -> bool {
        let mut any = false;
        while matches!(self.socket.read(&mut [0; 16]), Ok(1..)) {
            any = true;
        }
        any
    }
}

/// Ends this process as soon as the run's root has ended or closed its end of the lifeline. A thread of its own waits for
/// that, because an instruction of the program may take long.
pub(crate) fn die_with(lifeline: &OwnedFd) -> Result<()> {
    let lifeline = rustix::io::fcntl_dupfd_cloexec(lifeline, 3)?;
    let watch = move || {
        loop {
            if sys::wait_ready(&[(lifeline.as_fd(), false)], None)[0] {
                let _ = sys::kill(std::process::id(), 9);
            }
        }
    };
    let thread = std::thread::Builder::new().name("lifeline".into()).stack_size(64 * 1024).spawn(watch);
    thread.map(drop).map_err(|_| sys::Errno::AGAIN)
}
