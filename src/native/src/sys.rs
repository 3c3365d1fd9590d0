//! What the driver needs of the operating system, in safe words. Everything that differs between Unixes is here:
//! `memfd`, `eventfd`, `pidfd` and packet sockets are Linux's.

use std::io::{IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64, Ordering};

use rustix::event::{EventfdFlags, PollFd, PollFlags, Timespec};
use rustix::fs::MemfdFlags;
pub(crate) use rustix::io::Errno;
use rustix::mm::{MapFlags, ProtFlags};
use rustix::net::{
    AddressFamily, RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, ReturnFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags, SocketFlags, SocketType,
};
use rustix::process::{Pid, PidfdFlags, WaitId, WaitIdOptions};
use rustix::time::ClockId;

/// Result of a system call.
pub(crate) type Result<T> = std::result::Result<T, Errno>;

/// Most bytes in one packet. Linux's default send buffer is 212,992 bytes and counts some overhead per packet.
pub(crate) const PACKET_BYTES: usize = 64 * 1024;

/// Most descriptors in one packet: Linux's `SCM_MAX_FD` is 253.
const PACKET_FDS: usize = 240;

/// Two connected sockets whose packets arrive whole, in order, each at exactly one receiver.
pub(crate) fn packet_pair() -> Result<(OwnedFd, OwnedFd)> {
    let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
    rustix::net::socketpair(AddressFamily::UNIX, SocketType::SEQPACKET, flags, None)
}

/// Sends one packet without waiting: `AGAIN` if the socket is full, `PIPE` if nobody holds the other end.
pub(crate) fn send_packet(socket: BorrowedFd<'_>, parts: &[&[u8]], fds: &[BorrowedFd<'_>]) -> Result<()> {
    if fds.len() > PACKET_FDS {
        let carrier = pack(fds)?;
        return send_small(socket, parts, &[carrier.as_fd()]);
    }
    send_small(socket, parts, fds)
}

fn send_small(socket: BorrowedFd<'_>, parts: &[&[u8]], fds: &[BorrowedFd<'_>]) -> Result<()> {
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

/// Receives one packet without waiting: its length (0 at the end) and its descriptors. `expected` is how many
/// descriptors the packet says it has, found by `count` in its bytes.
pub(crate) fn receive_packet(
    socket: BorrowedFd<'_>,
    buffer: &mut [u8],
    count: impl Fn(&[u8]) -> usize,
) -> Result<(usize, Vec<OwnedFd>)> {
    let (length, mut fds) = receive_small(socket, buffer)?;
    if length > 0 && count(&buffer[..length]) > PACKET_FDS {
        let carrier = fds.pop().ok_or(Errno::BADMSG)?;
        fds = unpack(&carrier)?;
    }
    Ok((length, fds))
}

fn receive_small(socket: BorrowedFd<'_>, buffer: &mut [u8]) -> Result<(usize, Vec<OwnedFd>)> {
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

/// Puts descriptors into a socket of their own, for packets that need more than one packet may carry.
fn pack(fds: &[BorrowedFd<'_>]) -> Result<OwnedFd> {
    let (sender, receiver) = packet_pair()?;
    for some in fds.chunks(PACKET_FDS) {
        send_small(sender.as_fd(), &[&[1]], some)?;
    }
    Ok(receiver)
}

fn unpack(carrier: &OwnedFd) -> Result<Vec<OwnedFd>> {
    let mut all = Vec::new();
    loop {
        let (length, some) = receive_small(carrier.as_fd(), &mut [0; 1])?;
        if length == 0 {
            return Ok(all);
        }
        all.extend(some);
    }
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
    let mut bytes = vec![0; size];
    let mut filled = 0;
    while filled < size {
        match rustix::io::pread(fd, &mut bytes[filled..], filled as u64) {
            Ok(0) => return Err(Errno::BADMSG),
            Ok(count) => filled += count,
            Err(Errno::INTR) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(bytes)
}

/// A mapping of [`memory`] shared with other processes. Other processes change it at any time, so it is only
/// accessed by atomic operations.
pub(crate) struct Mapping {
    start: *mut u8,
    length: usize,
}

// SAFETY: the memory stays mapped until drop and is accessed by atomic operations only.
unsafe impl Send for Mapping {}
// SAFETY: as above.
unsafe impl Sync for Mapping {}

impl Mapping {
    /// Maps the first `length` bytes.
    pub(crate) fn new(fd: BorrowedFd<'_>, length: usize) -> Result<Mapping> {
        if (rustix::fs::fstat(fd)?.st_size as u64) < length as u64 {
            return Err(Errno::INVAL);
        }
        if length == 0 {
            return Ok(Mapping { start: std::ptr::null_mut(), length });
        }
        // SAFETY: a fresh mapping at an address of the kernel's choice replaces nothing.
        let start = unsafe {
            rustix::mm::mmap(
                std::ptr::null_mut(),
                length,
                ProtFlags::READ | ProtFlags::WRITE,
                MapFlags::SHARED,
                fd,
                0,
            )?
        };
        Ok(Mapping { start: start.cast(), length })
    }

    /// Size in bytes.
    pub(crate) fn length(&self) -> usize {
        self.length
    }

    fn at<T>(&self, offset: usize) -> *const T {
        assert!(
            offset.is_multiple_of(size_of::<T>())
                && offset.checked_add(size_of::<T>()).is_some_and(|end| end <= self.length),
            "access beyond shared memory"
        );
        // SAFETY: inside the mapping, as just asserted.
        unsafe { self.start.add(offset).cast() }
    }

    /// The aligned item at an offset.
    pub(crate) fn u32(&self, offset: usize) -> &AtomicU32 {
        // SAFETY: `at` asserts bounds and alignment (the mapping starts at a page); shared memory is only accessed atomically.
        unsafe { &*self.at::<AtomicU32>(offset) }
    }

    /// The aligned item at an offset.
    pub(crate) fn u64(&self, offset: usize) -> &AtomicU64 {
        // SAFETY: as for `u32`.
        unsafe { &*self.at::<AtomicU64>(offset) }
    }

    fn u16(&self, offset: usize) -> &AtomicU16 {
        // SAFETY: as for `u32`.
        unsafe { &*self.at::<AtomicU16>(offset) }
    }

    fn u8(&self, offset: usize) -> &AtomicU8 {
        // SAFETY: as for `u32`.
        unsafe { &*self.at::<AtomicU8>(offset) }
    }

    /// Copies out. Aligned items of 1, 2, 4 and 8 bytes are not torn.
    pub(crate) fn read(&self, offset: usize, length: usize) -> Vec<u8> {
        let order = Ordering::SeqCst;
        match length {
            8 if offset.is_multiple_of(8) => self.u64(offset).load(order).to_ne_bytes().to_vec(),
            4 if offset.is_multiple_of(4) => self.u32(offset).load(order).to_ne_bytes().to_vec(),
            2 if offset.is_multiple_of(2) => self.u16(offset).load(order).to_ne_bytes().to_vec(),
            _ => {
                let mut bytes = Vec::with_capacity(length);
                let mut at = offset;
                let end = offset + length;
                while at < end {
                    if at.is_multiple_of(8) && end - at >= 8 {
                        bytes.extend(self.u64(at).load(Ordering::Relaxed).to_ne_bytes());
                        at += 8;
                    } else {
                        bytes.push(self.u8(at).load(Ordering::Relaxed));
                        at += 1;
                    }
                }
                std::sync::atomic::fence(order);
                bytes
            }
        }
    }

    /// Copies in. Aligned items of 1, 2, 4 and 8 bytes are not torn.
    pub(crate) fn write(&self, offset: usize, bytes: &[u8]) {
        let order = Ordering::SeqCst;
        if let Ok(item) = bytes.try_into()
            && offset.is_multiple_of(8)
        {
            self.u64(offset).store(u64::from_ne_bytes(item), order);
        } else if let Ok(item) = bytes.try_into()
            && offset.is_multiple_of(4)
        {
            self.u32(offset).store(u32::from_ne_bytes(item), order);
        } else if let Ok(item) = bytes.try_into()
            && offset.is_multiple_of(2)
        {
            self.u16(offset).store(u16::from_ne_bytes(item), order);
        } else {
            std::sync::atomic::fence(order);
            let mut at = offset;
            let mut rest = bytes;
            while let Some((&first, others)) = rest.split_first() {
                if at.is_multiple_of(8)
                    && let Some((item, others)) = rest.split_first_chunk::<8>()
                {
                    self.u64(at).store(u64::from_ne_bytes(*item), Ordering::Relaxed);
                    at += 8;
                    rest = others;
                } else {
                    self.u8(at).store(first, Ordering::Relaxed);
                    at += 1;
                    rest = others;
                }
            }
            std::sync::atomic::fence(order);
        }
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        if self.length > 0 {
            // SAFETY: mapped in `new`, and no reference into it outlives `self`.
            let _ = unsafe { rustix::mm::munmap(self.start.cast(), self.length) };
        }
    }
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
pub(crate) fn reap(watch: BorrowedFd<'_>) -> Result<Option<i32>> {
    let status =
        rustix::process::waitid(WaitId::PidFd(watch), WaitIdOptions::EXITED | WaitIdOptions::NOHANG)?;
    Ok(status.map(|status| {
        status.exit_status().unwrap_or_else(|| -status.terminating_signal().unwrap_or_default())
    }))
}

/// Whether a child has ended; it stays to be reaped.
pub(crate) fn has_ended(watch: BorrowedFd<'_>) -> bool {
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    !matches!(rustix::process::waitid(WaitId::PidFd(watch), options), Ok(None))
}

/// Sends a signal.
pub(crate) fn kill(pid: u32, signal: i32) -> Result<()> {
    let pid = process_id(pid)?;
    if signal == 0 {
        return rustix::process::test_kill_process(pid);
    }
    let signal = rustix::process::Signal::from_named_raw(signal).ok_or(Errno::INVAL)?;
    rustix::process::kill_process(pid, signal)
}

fn process_id(pid: u32) -> Result<Pid> {
    i32::try_from(pid).ok().and_then(Pid::from_raw).ok_or(Errno::SRCH)
}

/// Seconds since the epoch.
pub(crate) fn wall_seconds() -> f64 {
    seconds(rustix::time::clock_gettime(ClockId::Realtime))
}

/// Nanoseconds of the clock that all processes of the machine share.
pub(crate) fn monotonic_nanos() -> u64 {
    let time = rustix::time::clock_gettime(ClockId::Monotonic);
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

/// Seconds of CPU time of this process.
pub(crate) fn process_seconds() -> f64 {
    seconds(rustix::time::clock_gettime(ClockId::ProcessCPUTime))
}

/// Seconds of CPU time of the calling thread.
pub(crate) fn thread_seconds() -> f64 {
    seconds(rustix::time::clock_gettime(ClockId::ThreadCPUTime))
}

fn seconds(time: Timespec) -> f64 {
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}

/// Waits until one of `fds` is readable (or, where `true`, writable), or `seconds` are over. Tells which.
pub(crate) fn wait_ready(fds: &[(BorrowedFd<'_>, bool)], seconds: Option<f64>) -> Vec<bool> {
    let mut polls: Vec<PollFd<'_>> = fds
        .iter()
        .map(|&(fd, write)| PollFd::from_borrowed_fd(fd, if write { PollFlags::OUT } else { PollFlags::IN }))
        .collect();
    let timeout = seconds.map(|seconds| {
        // Beyond a year the wait is repeated; the time must fit.
        let nanos = (seconds.clamp(0.0, 3e7) * 1e9).ceil() as i64;
        Timespec { tv_sec: nanos / 1_000_000_000, tv_nsec: (nanos % 1_000_000_000) as _ }
    });
    match rustix::event::poll(&mut polls, timeout.as_ref()) {
        Ok(_) => polls.iter().map(|poll| !poll.revents().is_empty()).collect(),
        // Interrupted by a signal: the caller looks at the time and waits again.
        Err(_) => vec![false; fds.len()],
    }
}

/// Writes all of it; waits if the reader is slow. `PIPE` if there is none.
pub(crate) fn write_all(fd: BorrowedFd<'_>, mut bytes: &[u8]) -> Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(fd, bytes) {
            Ok(written) => bytes = &bytes[written..],
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                wait_ready(&[(fd, true)], None);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Raises the limit of open files to what is allowed: every pipe, queue and lock between processes is one or two.
pub(crate) fn allow_many_files() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    if limit.current != limit.maximum {
        // CPython's own limit would be reached earlier; if this fails it is reached here too.
        let _ = setrlimit(
            Resource::Nofile,
            rustix::process::Rlimit { current: limit.maximum, maximum: limit.maximum },
        );
    }
}

/// Name of an errno's exception class, its number and its text, as CPython's `OSError` shows them.
pub(crate) fn describe(errno: Errno) -> (&'static str, i32, String) {
    let class = match errno {
        Errno::PIPE => "BrokenPipeError",
        Errno::SRCH => "ProcessLookupError",
        Errno::PERM | Errno::ACCESS => "PermissionError",
        Errno::CHILD => "ChildProcessError",
        Errno::AGAIN => "BlockingIOError",
        Errno::NOENT => "FileNotFoundError",
        Errno::EXIST => "FileExistsError",
        Errno::ISDIR => "IsADirectoryError",
        Errno::NOTDIR => "NotADirectoryError",
        _ => "OSError",
    };
    let text = std::io::Error::from(errno).to_string();
    let words = text.split(" (os error").next().unwrap_or_default().to_string();
    (class, errno.raw_os_error(), words)
}

/// Limits the memory of this process.
pub(crate) fn limit_memory(bytes: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // If this is not allowed, a lower limit is in force.
    let _ = setrlimit(Resource::As, Rlimit { current: Some(bytes), maximum: Some(bytes) });
}

/// From now on orphans of this process's descendants become its children.
pub(crate) fn adopt_orphans() {
    // If this fails the system's first process adopts them, as usual.
    let _ = rustix::process::set_child_subreaper(Some(rustix::process::getpid()));
}

/// Reaps one child that has ended, whichever; false if there is no child at all.
pub(crate) fn reap_any() -> bool {
    let status = rustix::process::wait(rustix::process::WaitOptions::NOHANG);
    !matches!(status, Err(Errno::CHILD))
}
