//! Signals of the operating system, and the lifeline.
//!
//! A signal of which a program said nothing has its default action, but for `SIGINT`. Any other is told to the event loop by a
//! byte in a socket, and `Process` decides.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::os::fd::{AsFd, AsRawFd, OwnedFd, RawFd};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex};

use interleave_runtime::process::SIGINT;
use signal_hook::SigId;

use crate::sys::{self, Result};

/// Tells of signals, each by a socket of its own.
#[derive(Default)]
pub(crate) struct Signals {
    sockets: BTreeMap<i32, (Arc<OwnedFd>, SigId)>,
}

impl Signals {
    /// Tells of Ctrl-C.
    pub(crate) fn interrupts() -> std::io::Result<Signals> {
        let mut signals = Signals::default();
        signals.listen(SIGINT)?;
        Ok(signals)
    }

    /// From now on this signal is only told of.
    pub(crate) fn listen(&mut self, signal: i32) -> std::io::Result<()> {
        if let Entry::Vacant(slot) = self.sockets.entry(signal) {
            let (socket, sender) = UnixStream::pair()?;
            socket.set_nonblocking(true)?;
            let id = signal_hook::low_level::pipe::register(signal, sender)?;
            slot.insert((Arc::new(socket.into()), id));
        }
        Ok(())
    }

    /// In a copied process: listens by sockets of its own, no longer by its parent's.
    pub(crate) fn renew(&mut self) -> std::io::Result<()> {
        for (signal, (_, id)) in std::mem::take(&mut self.sockets) {
            signal_hook::low_level::unregister(id);
            self.listen(signal)?;
        }
        Ok(())
    }

    /// Readable when a signal has come.
    pub(crate) fn fds(&self) -> impl Iterator<Item = &Arc<OwnedFd>> {
        self.sockets.values().map(|(socket, _)| socket)
    }

    /// Those that came since last asked, each once; of those whose descriptors are ready.
    pub(crate) fn take(&self, ready: &BTreeSet<RawFd>) -> Vec<i32> {
        let came = |socket: &Arc<OwnedFd>| {
            let mut any = false;
            while ready.contains(&socket.as_raw_fd())
                && matches!(rustix::io::read(socket, &mut [0; 16]), Ok(1..))
            {
                any = true;
            }
            any
        };
        self.sockets.iter().filter(|(_, (socket, _))| came(socket)).map(|(signal, _)| *signal).collect()
    }
}

/// Ends this process by a signal, whatever was said of it.
pub(crate) fn die_of(signal: i32) {
    let _ = signal_hook::low_level::emulate_default_handler(signal);
    let _ = sys::kill(std::process::id(), 9);
}

/// Ends this process as soon as the run's root has ended or closed its end of the lifeline. The kernel does that; where it
/// does not, a thread waits for it, because an instruction of the program may take long.
/// If it is the kernel: the descriptor that must stay open for it.
pub(crate) fn die_with(lifeline: &OwnedFd) -> Result<Option<RawFd>> {
    static LEASH: Mutex<Option<OwnedFd>> = Mutex::new(None);
    if let Ok(leash) = sys::die_with_pipe(lifeline.as_fd())
        && let Ok(mut kept) = LEASH.lock()
    {
        // A copied process lets go of its parent's.
        return Ok(Some(kept.insert(leash).as_raw_fd()));
    }
    let lifeline = rustix::io::fcntl_dupfd_cloexec(lifeline, 3)?;
    let watch = move || {
        loop {
            if sys::wait_ready(&[(lifeline.as_fd(), false)], None)[0] {
                let _ = sys::kill(std::process::id(), 9);
            }
        }
    };
    let thread = std::thread::Builder::new().name("lifeline".into()).stack_size(64 * 1024).spawn(watch);
    thread.map(|_| None).map_err(|_| sys::Errno::AGAIN)
}
