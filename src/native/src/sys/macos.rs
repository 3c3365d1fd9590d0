//! macOS: what Linux has, made of what there is. Compiled with every check, but not yet run on such a computer.
//!
//! Packets are datagrams between connected sockets; memory is a POSIX object whose name is removed at once and which only
//! mappings can read; a bell is a FIFO that both ends of are one descriptor; the end of a process is an event of a kqueue.

use std::ffi::CString;
use std::io::{IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use rustix::event::kqueue::{self, EventFilter, EventFlags, ProcessEvents};
use rustix::fs::{Mode, OFlags};
use rustix::io::FdFlags;
use rustix::net::{
    AddressFamily, RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, ReturnFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags, SocketFlags, SocketType, sockopt,
};
use rustix::process::{WaitId, WaitIdOptions};
use rustix::shm;

use super::{Errno, Mapping, Result, process_id};

/// Most descriptors in one packet, below the 255 that XNU allows.
pub(super) const PACKET_FDS: usize = 240;

/// Room for a few packets: XNU's datagrams are bounded by the sender's buffer.
const SOCKET_BYTES: usize = 4 * (super::PACKET_BYTES + 1024);

/// How a folder is opened that paths begin at.
pub(crate) const FOLDER_ONLY: OFlags = OFlags::RDONLY;

/// This program's file, for executing it again.
pub(crate) fn program() -> std::io::Result<PathBuf> {
    std::env::current_exe()
}

/// Two connected sockets whose packets arrive whole, in order, each at exactly one receiver.
pub(crate) fn packet_pair() -> Result<(OwnedFd, OwnedFd)> {
    let (a, b) = rustix::net::socketpair(AddressFamily::UNIX, SocketType::DGRAM, SocketFlags::empty(), None)?;
    for socket in [&a, &b] {
        rustix::io::fcntl_setfd(socket, FdFlags::CLOEXEC)?;
        rustix::io::ioctl_fionbio(socket, true)?;
        sockopt::set_socket_nosigpipe(socket, true)?;
        sockopt::set_socket_send_buffer_size(socket, SOCKET_BYTES)?;
        sockopt::set_socket_recv_buffer_size(socket, SOCKET_BYTES)?;
    }
    Ok((a, b))
}

pub(super) fn send_small(socket: BorrowedFd<'_>, parts: &[&[u8]], fds: &[BorrowedFd<'_>]) -> Result<()> {
    let slices: Vec<IoSlice<'_>> = parts.iter().map(|part| IoSlice::new(part)).collect();
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(PACKET_FDS))];
    let mut control = SendAncillaryBuffer::new(&mut space);
    if !fds.is_empty() {
        control.push(SendAncillaryMessage::ScmRights(fds));
    }
    loop {
        match rustix::net::sendmsg(socket, &slices, &mut control, SendFlags::empty()) {
            Ok(_) => return Ok(()),
            Err(Errno::INTR) => {}
            // The receiver's buffer is full: with datagrams that is not AGAIN.
            Err(Errno::NOBUFS) => return Err(Errno::AGAIN),
            // Nobody holds the other end.
            Err(Errno::CONNRESET | Errno::NOTCONN | Errno::DESTADDRREQ) => return Err(Errno::PIPE),
            Err(error) => return Err(error),
        }
    }
}

pub(super) fn receive_small(socket: BorrowedFd<'_>, buffer: &mut [u8]) -> Result<(usize, Vec<OwnedFd>)> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(PACKET_FDS))];
    let mut control = RecvAncillaryBuffer::new(&mut space);
    let received = loop {
        match rustix::net::recvmsg(socket, &mut [IoSliceMut::new(buffer)], &mut control, RecvFlags::empty()) {
            Err(Errno::INTR) => {}
            // Nobody holds the other end, and everything was received: the end.
            Err(Errno::CONNRESET | Errno::NOTCONN) => return Ok((0, Vec::new())),
            other => break other?,
        }
    };
    let mut fds = Vec::new();
    for message in control.drain() {
        if let RecvAncillaryMessage::ScmRights(rights) = message {
            fds.extend(rights);
        }
    }
    for fd in &fds {
        rustix::io::fcntl_setfd(fd, FdFlags::CLOEXEC)?;
    }
    if received.flags.intersects(ReturnFlags::TRUNC | ReturnFlags::CTRUNC) {
        // CTRUNC: this process may not have more open files.
        return Err(if received.flags.contains(ReturnFlags::CTRUNC) { Errno::MFILE } else { Errno::MSGSIZE });
    }
    Ok((received.bytes, fds))
}

/// A name that no other process of the user has at this moment.
fn fresh_name(prefix: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    // XNU's names of shared memory have at most 31 bytes.
    format!("{prefix}il-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// Memory that exists as long as a process holds the descriptor or a mapping; zeroed.
pub(crate) fn memory(bytes: u64) -> Result<OwnedFd> {
    let name = fresh_name("/");
    let flags = shm::OFlags::CREATE | shm::OFlags::EXCL | shm::OFlags::RDWR;
    let fd = shm::open(&name, flags, Mode::RUSR | Mode::WUSR)?;
    shm::unlink(&name)?;
    rustix::io::fcntl_setfd(&fd, FdFlags::CLOEXEC)?;
    rustix::fs::ftruncate(&fd, bytes.max(1))?;
    Ok(fd)
}

/// Bytes before what [`memory_with`] stores: its length, because the size of the object is rounded up to pages.
const LENGTH: usize = 8;

/// Memory holding `parts` one after the other.
pub(crate) fn memory_with(parts: &[&[u8]]) -> Result<OwnedFd> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let fd = memory((LENGTH + length) as u64)?;
    let mapping = Mapping::new(fd.as_fd(), LENGTH + length)?;
    mapping.write(0, &(length as u64).to_ne_bytes());
    let mut offset = LENGTH;
    for part in parts {
        mapping.write(offset, part);
        offset += part.len();
    }
    Ok(fd)
}

/// All that [`memory_with`] stored.
pub(crate) fn read_memory(fd: BorrowedFd<'_>) -> Result<Vec<u8>> {
    let head = Mapping::new(fd, LENGTH)?.read(0, LENGTH);
    let length = head.first_chunk().map(|length| u64::from_ne_bytes(*length)).ok_or(Errno::BADMSG)?;
    let length = usize::try_from(length).map_err(|_| Errno::BADMSG)?;
    Ok(Mapping::new(fd, LENGTH.checked_add(length).ok_or(Errno::BADMSG)?)?.read(LENGTH, length))
}

/// A count of wake-ups: [`ring`] adds one, [`take_ring`] takes one, and it is readable while above zero.
pub(crate) fn bell() -> Result<OwnedFd> {
    let path = std::env::temp_dir().join(fresh_name(""));
    let name = CString::new(path.as_os_str().as_bytes()).map_err(|_| Errno::INVAL)?;
    // SAFETY: a C string that lives during the call.
    if unsafe { libc::mkfifo(name.as_ptr(), 0o600) } == -1 {
        return Err(super::last_error());
    }
    let bell = rustix::fs::open(&path, OFlags::RDWR | OFlags::NONBLOCK | OFlags::CLOEXEC, Mode::empty());
    rustix::fs::unlink(&path)?;
    bell
}

/// Adds one wake-up.
pub(crate) fn ring(bell: BorrowedFd<'_>) {
    // The only failure is a full FIFO, and then there is no lack of wake-ups.
    let _ = rustix::io::write(bell, &[1]);
}

/// Takes one wake-up if there is one.
pub(crate) fn take_ring(bell: BorrowedFd<'_>) -> bool {
    matches!(rustix::io::read(bell, &mut [0u8; 1]), Ok(1))
}

/// A descriptor that becomes readable when the process has ended.
pub(crate) fn watch_process(pid: u32) -> Result<OwnedFd> {
    let queue = kqueue::kqueue()?;
    rustix::io::fcntl_setfd(&queue, FdFlags::CLOEXEC)?;
    let filter = EventFilter::Proc { pid: process_id(pid)?, flags: ProcessEvents::EXIT };
    let event = kqueue::Event::new(filter, EventFlags::ADD, std::ptr::null_mut());
    let mut none: [kqueue::Event; 0] = [];
    // SAFETY: the event names a process, no descriptor that could be closed.
    match unsafe { kqueue::kevent_timespec(&queue, &[event], &mut none[..], None) } {
        // It has ended already: a queue that is always readable.
        Err(Errno::SRCH) => {
            let timer = EventFilter::Timer { ident: 0, timer: Some(std::time::Duration::ZERO) };
            let event = kqueue::Event::new(timer, EventFlags::ADD, std::ptr::null_mut());
            // SAFETY: the event names nothing.
            unsafe { kqueue::kevent_timespec(&queue, &[event], &mut none[..], None)? };
        }
        other => {
            other?;
        }
    }
    Ok(queue)
}

/// Reaps a child that has ended: its exit status, negative for a signal.
pub(crate) fn reap(pid: u32, _watch: BorrowedFd<'_>) -> Result<Option<i32>> {
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG;
    let status = rustix::process::waitid(WaitId::Pid(process_id(pid)?), options)?;
    Ok(status.map(|status| {
        status.exit_status().unwrap_or_else(|| -status.terminating_signal().unwrap_or_default())
    }))
}

/// Whether a child has ended; it stays to be reaped.
pub(crate) fn has_ended(pid: u32, _watch: BorrowedFd<'_>) -> bool {
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    let status = process_id(pid).and_then(|pid| rustix::process::waitid(WaitId::Pid(pid), options));
    !matches!(status, Ok(None))
}

/// On Linux orphans of this process's descendants become its children; here the system's first process adopts them.
pub(crate) fn adopt_orphans() {}

/// On Linux the kernel kills this process when the other end of the pipe is closed; here a thread must wait for that.
pub(crate) fn die_with_pipe(_end: BorrowedFd<'_>) -> Result<OwnedFd> {
    Err(Errno::NOTSUP)
}

/// Nothing to do: the system's allocator keeps freed memory by itself.
pub(crate) fn keep_freed_memory(_bytes: i32) {}
