//! Linux: packet sockets, `memfd`, `eventfd`, `pidfd`, and pipes that send signals.

use std::io::{IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd, BorrowedFd, OwnedFd};
use std::path::PathBuf;

use rustix::event::EventfdFlags;
use rustix::fs::{MemfdFlags, OFlags};
use rustix::net::{
    AddressFamily, RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, ReturnFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags, SocketFlags, SocketType,
};
use rustix::process::{PidfdFlags, WaitId, WaitIdOptions};

use super::{Errno, Result, kill, last_error, process_id, wait_ready};

/// Most descriptors in one packet: Linux's `SCM_MAX_FD` is 253.
pub(super) const PACKET_FDS: usize = 240;

/// How a folder is opened that paths begin at.
pub(crate) const FOLDER_ONLY: OFlags = OFlags::PATH;

/// This program's file, for executing it again, even if it was replaced meanwhile.
pub(crate) fn program() -> std::io::Result<PathBuf> {
    Ok(PathBuf::from("/proc/self/exe"))
}

/// Two connected sockets whose packets arrive whole, in order, each at exactly one receiver.
pub(crate) fn packet_pair() -> Result<(OwnedFd, OwnedFd)> {
    let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
    rustix::net::socketpair(AddressFamily::UNIX, SocketType::SEQPACKET, flags, None)
}

pub(super) fn send_small(socket: BorrowedFd<'_>, parts: &[&[u8]], fds: &[BorrowedFd<'_>]) -> Result<()> {
    let slices: Vec<IoSlice<'_>> = parts.iter().map(|part| IoSlice::new(part)).collect();
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(PACKET_FDS))];
    let mut control = SendAncillaryBuffer::new(&mut space);
    if !fds.is_empty() {
        control.push(SendAncillaryMessage::ScmRights(fds));
    }
    loop {
        match rustix::net::sendmsg(socket, &slices, &mut control, SendFlags::NOSIGNAL | SendFlags::DONTWAIT) {
            Ok(_) => return Ok(()),
            // CONNRESET is said once, when the other end was closed with unread packets; then it is PIPE.
            Err(Errno::INTR | Errno::CONNRESET) => {}
            // Too many descriptors in flight: as a full socket, it passes when receivers go on.
            Err(Errno::TOOMANYREFS) | Err(Errno::NOBUFS) => return Err(Errno::AGAIN),
            Err(error) => return Err(error),
        }
    }
}

pub(super) fn receive_small(socket: BorrowedFd<'_>, buffer: &mut [u8]) -> Result<(usize, Vec<OwnedFd>)> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(PACKET_FDS))];
    let mut control = RecvAncillaryBuffer::new(&mut space);
    let flags = RecvFlags::DONTWAIT | RecvFlags::CMSG_CLOEXEC;
    let received = loop {
        match rustix::net::recvmsg(socket, &mut [IoSliceMut::new(buffer)], &mut control, flags) {
            // CONNRESET is said once, when the other end was closed with unread packets; what it sent is still there.
            Err(Errno::INTR | Errno::CONNRESET) => {}
            other => break other?,
        }
    };
    let mut fds = Vec::new();
    for message in control.drain() {
        if let RecvAncillaryMessage::ScmRights(rights) = message {
            fds.extend(rights);
        }
    }
    if received.flags.intersects(ReturnFlags::TRUNC | ReturnFlags::CTRUNC) {
        // CTRUNC: this process may not have more open files.
        return Err(if received.flags.contains(ReturnFlags::CTRUNC) { Errno::MFILE } else { Errno::MSGSIZE });
    }
    Ok((received.bytes, fds))
}

/// Memory that exists as long as a process holds the descriptor or a mapping; zeroed.
pub(crate) fn memory(bytes: u64) -> Result<OwnedFd> {
    let fd = rustix::fs::memfd_create("interleave", MemfdFlags::CLOEXEC)?;
    rustix::fs::ftruncate(&fd, bytes)?;
    Ok(fd)
}

/// Memory holding `parts` one after the other.
pub(crate) fn memory_with(parts: &[&[u8]]) -> Result<OwnedFd> {
    let fd = rustix::fs::memfd_create("interleave", MemfdFlags::CLOEXEC)?;
    let mut offset = 0;
    for part in parts {
        let mut rest = *part;
        while !rest.is_empty() {
            match rustix::io::pwrite(&fd, rest, offset) {
                Ok(written) => {
                    rest = &rest[written..];
                    offset += written as u64;
                }
                Err(Errno::INTR) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(fd)
}

/// All that [`memory_with`] stored.
pub(crate) fn read_memory(fd: BorrowedFd<'_>) -> Result<Vec<u8>> {
    let size = usize::try_from(rustix::fs::fstat(fd)?.st_size).map_err(|_| Errno::INVAL)?;
    let mut bytes = Vec::with_capacity(size);
    while bytes.len() < size {
        let filled = bytes.len() as u64;
        match rustix::io::pread(fd, rustix::buffer::spare_capacity(&mut bytes), filled) {
            Ok(0) => return Err(Errno::BADMSG),
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(bytes)
}

/// A count of wake-ups: [`ring`] adds one, [`take_ring`] takes one, and it is readable while above zero.
pub(crate) fn bell() -> Result<OwnedFd> {
    rustix::event::eventfd(0, EventfdFlags::SEMAPHORE | EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)
}

/// Adds one wake-up.
pub(crate) fn ring(bell: BorrowedFd<'_>) {
    // The only failure is a count at its limit, and then there is no lack of wake-ups.
    let _ = rustix::io::write(bell, &1u64.to_ne_bytes());
}

/// Takes one wake-up if there is one.
pub(crate) fn take_ring(bell: BorrowedFd<'_>) -> bool {
    matches!(rustix::io::read(bell, &mut [0u8; 8]), Ok(8))
}

/// A descriptor that becomes readable when the process has ended.
pub(crate) fn watch_process(pid: u32) -> Result<OwnedFd> {
    rustix::process::pidfd_open(process_id(pid)?, PidfdFlags::empty())
}

/// Reaps a child that has ended: its exit status, negative for a signal.
pub(crate) fn reap(_pid: u32, watch: BorrowedFd<'_>) -> Result<Option<i32>> {
    let status =
        rustix::process::waitid(WaitId::PidFd(watch), WaitIdOptions::EXITED | WaitIdOptions::NOHANG)?;
    Ok(status.map(|status| {
        status.exit_status().unwrap_or_else(|| -status.terminating_signal().unwrap_or_default())
    }))
}

/// Whether a child has ended; it stays to be reaped.
pub(crate) fn has_ended(_pid: u32, watch: BorrowedFd<'_>) -> bool {
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    !matches!(rustix::process::waitid(WaitId::PidFd(watch), options), Ok(None))
}

/// From now on orphans of this process's descendants become its children.
pub(crate) fn adopt_orphans() {
    // If this fails the system's first process adopts them, as usual.
    let _ = rustix::process::set_child_subreaper(Some(rustix::process::getpid()));
}

/// The kernel kills this process when the other end of the pipe is closed everywhere, as long as the result is open.
pub(crate) fn die_with_pipe(end: BorrowedFd<'_>) -> Result<OwnedFd> {
    use rustix::fs::{Mode, OFlags};
    // Signals belong to what was opened, and that is shared with other processes: this process opens the pipe again.
    let path = format!("/proc/self/fd/{}", end.as_raw_fd());
    let own = rustix::fs::open(path, OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC, Mode::empty())?;
    let fd = own.as_raw_fd();
    let control = |command: i32, value: i32| {
        // SAFETY: commands that take a number and concern only this descriptor.
        if unsafe { libc::fcntl(fd, command, value) } == -1 { Err(last_error()) } else { Ok(()) }
    };
    control(libc::F_SETOWN, std::process::id().cast_signed())?;
    control(F_SETSIG, libc::SIGKILL)?;
    control(libc::F_SETFL, libc::O_ASYNC | libc::O_NONBLOCK)?;
    if wait_ready(&[(end, false)], Some(0.0))[0] {
        // It was closed before.
        kill(std::process::id(), libc::SIGKILL)?;
    }
    Ok(own)
}

/// Of Linux; the libc crate does not name it.
const F_SETSIG: i32 = 10;

/// Freed memory of up to this many bytes is kept for what is allocated next. By itself the C library gives back each block of
/// a big message, and the kernel then clears and maps its pages anew for the next one, which takes longer than to fill them.
pub(crate) fn keep_freed_memory(bytes: i32) {
    // SAFETY: settings of the allocator, made before there are threads. Where they are refused nothing changes.
    #[cfg(target_env = "gnu")]
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, bytes / 2);
        libc::mallopt(libc::M_TRIM_THRESHOLD, bytes);
    }
    #[cfg(not(target_env = "gnu"))]
    let _ = bytes;
}
