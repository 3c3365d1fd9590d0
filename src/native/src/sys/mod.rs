//! What the driver needs of the operating system, in safe words. What Unixes have in common is here; in `linux.rs` and
//! `macos.rs` stands what each has in its own way: packets, memory without a name, bells, the ends of processes.

#[cfg(target_os = "linux")]
#[path = "linux.rs"]
mod system;
#[cfg(target_os = "macos")]
#[path = "macos.rs"]
mod system;

use std::os::fd::{AsFd, BorrowedFd, OwnedFd, RawFd};
use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64, Ordering};

use rustix::event::{PollFd, PollFlags, Timespec};
pub(crate) use rustix::io::Errno;
use rustix::mm::{MapFlags, ProtFlags};
use rustix::process::Pid;
use rustix::time::ClockId;

pub(crate) use self::system::{
    FOLDER_ONLY, adopt_orphans, bell, die_with_pipe, has_ended, keep_freed_memory, memory, memory_with,
    packet_pair, program, read_memory, reap, ring, take_ring, watch_process,
};
use self::system::{PACKET_FDS, receive_small, send_small};

/// Result of a system call.
pub(crate) type Result<T> = std::result::Result<T, Errno>;

/// Most bytes in one packet. Linux's default send buffer is 212,992 bytes and counts some overhead per packet.
pub(crate) const PACKET_BYTES: usize = 64 * 1024;

/// Sends one packet without waiting: `AGAIN` if the socket is full, `PIPE` if nobody holds the other end.
pub(crate) fn send_packet(socket: BorrowedFd<'_>, parts: &[&[u8]], fds: &[BorrowedFd<'_>]) -> Result<()> {
    if fds.len() > PACKET_FDS {
        let carrier = pack(fds)?;
        return send_small(socket, parts, &[carrier.as_fd()]);
    }
    send_small(socket, parts, fds)
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

/// Sends a signal.
pub(crate) fn kill(pid: u32, signal: i32) -> Result<()> {
    let pid = process_id(pid)?;
    if signal == 0 {
        return rustix::process::test_kill_process(pid);
    }
    let signal = rustix::process::Signal::from_named_raw(signal).ok_or(Errno::INVAL)?;
    rustix::process::kill_process(pid, signal)
}

/// Whether there is such a process, be it only that its parent has not heard of its end.
pub(crate) fn is_alive(pid: u32) -> bool {
    kill(pid, 0) != Err(Errno::SRCH)
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

/// Whether nobody holds the other end of a socket any more.
pub(crate) fn is_hung_up(fd: BorrowedFd<'_>) -> bool {
    let mut polls = [PollFd::from_borrowed_fd(fd, PollFlags::empty())];
    let now = Timespec { tv_sec: 0, tv_nsec: 0 };
    matches!(rustix::event::poll(&mut polls, Some(&now)), Ok(1..))
}

/// Closes all descriptors of this process but some.
///
/// # Safety
/// What owns the closed ones must not be used or dropped any more.
pub(crate) unsafe fn close_all_but(kept: &[RawFd]) {
    let Ok(folder) = std::fs::read_dir("/dev/fd") else { return };
    let open: Vec<i32> =
        folder.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
    for fd in open {
        if !kept.contains(&fd) {
            // SAFETY: by the caller's contract. One of them was the folder, which is closed already.
            unsafe { libc::close(fd) };
        }
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

/// Ends this process without giving anything back first: in a copy that would mean to copy its parent's pages.
pub(crate) fn exit(status: i32) -> ! {
    // SAFETY: every write of a program was made at once, so there are no buffers that must be emptied.
    unsafe { libc::_exit(status) }
}

/// Copies this process: the child's pid, and none in the child. Its memory is shared until one of them writes to it.
///
/// # Safety
/// Of a process with several threads the child has only the calling one: it must not wait for what another one held.
pub(crate) unsafe fn fork() -> Result<Option<u32>> {
    // SAFETY: by the caller's contract. Through libc, whose own locks it keeps usable in the child.
    match unsafe { libc::fork() } {
        -1 => Err(last_error()),
        0 => Ok(None),
        pid => Ok(Some(pid.unsigned_abs())),
    }
}

fn last_error() -> Errno {
    Errno::from_io_error(&std::io::Error::last_os_error()).unwrap_or(Errno::IO)
}

/// Limits the memory of this process.
pub(crate) fn limit_memory(bytes: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // If this is not allowed, a lower limit is in force.
    let _ = setrlimit(Resource::As, Rlimit { current: Some(bytes), maximum: Some(bytes) });
}

/// Limits the size of each file that this process writes; beyond it a write fails, as in CPython, which ignores the signal too.
pub(crate) fn limit_files(bytes: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // SAFETY: a signal is ignored, for which no handler runs.
    unsafe { libc::signal(libc::SIGXFSZ, libc::SIG_IGN) };
    // If this is not allowed, a lower limit is in force.
    let _ = setrlimit(Resource::Fsize, Rlimit { current: Some(bytes), maximum: Some(bytes) });
}

/// Tells the system to end this process before others when it runs out of memory, where it can be told (proc(5)).
pub(crate) fn offer_to_be_killed() {
    let _ = std::fs::write("/proc/self/oom_score_adj", "1000");
}

/// Reaps one child that has ended, whichever; false if there is no child at all.
pub(crate) fn reap_any() -> bool {
    let status = rustix::process::wait(rustix::process::WaitOptions::NOHANG);
    !matches!(status, Err(Errno::CHILD))
}
