//! The files of a run: a folder of its own that goes with it, or a folder of the user's.
//!
//! Every path is walked from the folder's descriptor, part by part and without following links, so nothing leads out of it.

use std::fs::{File, Metadata};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use interleave_engine::request::{Answer, FileAction};
use interleave_engine::settings::DIRECTORY;
use rustix::fs::{AtFlags, CWD, Dir, FileType, FlockOperation, Mode, OFlags};
use serde::{Deserialize, Serialize};

use crate::error;
use crate::sys::{self, Errno, Result};

/// Bytes of one answer; whoever wants more asks again.
const MOST: u64 = 16 << 20;

/// Where the files of a run are.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Place {
    /// The folder on this computer.
    pub(crate) folder: PathBuf,
    /// What the program calls it: what its paths must begin with.
    pub(crate) prefix: String,
    /// Where relative paths begin.
    pub(crate) directory: String,
}

impl Place {
    /// A folder of the user's, which the program sees under its real path.
    pub(crate) fn real(folder: &Path) -> std::io::Result<Place> {
        let folder = folder.canonicalize()?;
        let directory = folder.to_str().ok_or(std::io::ErrorKind::InvalidFilename)?.to_owned();
        // Every path begins with the root's, which is empty.
        let prefix = directory.trim_end_matches('/').to_owned();
        Ok(Place { folder, directory, prefix })
    }
}

/// A folder for one run, in memory where the system has such a place; dropping it removes it.
pub(crate) struct Temporary {
    pub(crate) place: Place,
    /// Shows whoever looks that the folder is in use, also while no process of the run has it open: it has a lock.
    _open: OwnedFd,
}

impl Temporary {
    /// Makes it, with the program's own files as (name, text).
    pub(crate) fn create<'a>(
        sources: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    ) -> std::io::Result<Temporary> {
        Temporary::in_one_of(&[Path::new("/dev/shm"), &std::env::temp_dir()], sources)
    }

    /// The first of these places may be missing, full, or not ours to write to. If all are, the error is the last one's.
    fn in_one_of<'a>(
        parents: &[&Path],
        sources: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    ) -> std::io::Result<Temporary> {
        let mut last = std::io::ErrorKind::NotFound.into();
        for parent in parents {
            match Temporary::create_in(parent, sources.clone()) {
                Ok(temporary) => return Ok(temporary),
                Err(error) => {
                    let place = parent.display();
                    let words = format!(
                        "no folder for the run's files can be made in {place}: {error} (TMPDIR may name another place, \
                         --allow-files a folder of yours)"
                    );
                    last = std::io::Error::new(error.kind(), words);
                }
            }
        }
        Err(last)
    }

    fn create_in<'a>(
        parent: &Path,
        sources: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> std::io::Result<Temporary> {
        sweep(parent, LEFT_ALONE);
        let mut number = 0;
        let folder = loop {
            let folder = parent.join(format!("interleave-{}-{number}", std::process::id()));
            match rustix::fs::mkdir(&folder, Mode::RWXU) {
                Ok(()) => break folder,
                // Of a process with the same number that ended without removing it.
                Err(Errno::EXIST) if number < 1000 => number += 1,
                Err(errno) => return Err(errno.into()),
            }
        };
        let open = rustix::fs::openat(CWD, &folder, FOLDER, Mode::empty())?;
        rustix::fs::flock(&open, FlockOperation::LockShared)?;
        let temporary = Temporary {
            _open: open,
            place: Place { folder, prefix: String::new(), directory: DIRECTORY.to_owned() },
        };
        let inside = |path: &str| temporary.place.folder.join(path.trim_start_matches('/'));
        for folder in [DIRECTORY, "/tmp"] {
            std::fs::create_dir_all(inside(folder))?;
        }
        for (name, text) in sources {
            let name = name.trim_start_matches("./");
            // A program beside this folder has its modules, not its files.
            if name.split('/').any(|part| part == "..") {
                continue;
            }
            let path = if name.starts_with('/') { inside(name) } else { inside(DIRECTORY).join(name) };
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(path, text)?;
        }
        Ok(temporary)
    }

    /// Hands each file in it to `sink`, in order of path. Links are not followed: they may lead anywhere.
    pub(crate) fn each(&self, sink: &mut crate::FileSink) -> std::io::Result<()> {
        let mut files = Vec::new();
        walk(&self.place.folder, &mut |path, data| {
            if data.is_file() {
                files.push(path.to_owned());
            }
        });
        files.sort();
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        for path in files {
            let Ok(inside) = path.strip_prefix(&self.place.folder) else { continue };
            // Nobody else may read what the program said so of.
            let Ok(file) = rustix::fs::openat(CWD, &path, flags, Mode::empty()) else { continue };
            let name = format!("/{}", inside.to_string_lossy());
            let short = name.strip_prefix(DIRECTORY).and_then(|rest| rest.strip_prefix('/')).unwrap_or(&name);
            sink(short, &mut File::from(file))?;
        }
        Ok(())
    }

    /// Bytes that its files take.
    pub(crate) fn takes(&self) -> u64 {
        let mut bytes = 0;
        // Blocks are of 512 bytes, whatever the file system's are.
        walk(&self.place.folder, &mut |_, data| bytes += data.blocks() * 512);
        bytes
    }
}

/// Visits what is below a folder, links as what they are. What cannot be read is left out: its program does as it likes meanwhile.
fn walk(folder: &Path, visit: &mut impl FnMut(&Path, &Metadata)) {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let (path, Ok(data)) = (entry.path(), entry.metadata()) else { continue };
            visit(&path, &data);
            if data.is_dir() {
                folders.push(path);
            }
        }
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // What cannot be removed is left: there is nobody to tell.
        let _ = std::fs::remove_dir_all(&self.place.folder);
    }
}

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

/// How old a folder is before it may be swept: its run locks it right after it was made.
const LEFT_ALONE: Duration = Duration::from_secs(60);

/// Removes the folders of runs whose roots were killed before they could: nobody has a lock on them.
fn sweep(parent: &Path, left_alone: Duration) {
    let Ok(entries) = std::fs::read_dir(parent) else { return };
    for entry in
        entries.flatten().filter(|entry| entry.file_name().as_encoded_bytes().starts_with(b"interleave-"))
    {
        let age = entry.metadata().and_then(|data| data.modified()).ok().and_then(|time| time.elapsed().ok());
        if age.is_some_and(|age| age >= left_alone)
            && let Ok(folder) = rustix::fs::openat(CWD, entry.path(), FOLDER, Mode::empty())
            && rustix::fs::flock(&folder, FlockOperation::NonBlockingLockExclusive).is_ok()
        {
            // What cannot be removed is another user's.
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// One process's way to the files.
pub(crate) struct Files {
    root: Option<OwnedFd>,
    prefix: String,
}

/// Where a path's last part is.
enum Folder<'f> {
    Root(BorrowedFd<'f>),
    Below(OwnedFd),
}

impl AsFd for Folder<'_> {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Folder::Root(root) => *root,
            Folder::Below(folder) => folder.as_fd(),
        }
    }
}

impl Files {
    pub(crate) fn open(place: &Place) -> Files {
        let flags = sys::FOLDER_ONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        Files {
            root: rustix::fs::openat(CWD, &place.folder, flags, Mode::empty()).ok(),
            prefix: place.prefix.clone(),
        }
    }

    pub(crate) fn act(&self, path: &str, action: FileAction) -> Answer {
        self.carry_out(path, action).unwrap_or_else(error::os_error)
    }

    /// The folder that a path's last part is in, and that part.
    fn find<'p>(&self, path: &'p str) -> Result<(Folder<'_>, &'p str)> {
        let root = self.root.as_ref().ok_or(Errno::NOENT)?;
        let rest = path.strip_prefix(self.prefix.as_str()).ok_or(Errno::ACCESS)?;
        if !rest.is_empty() && !rest.starts_with('/') {
            return Err(Errno::ACCESS);
        }
        let mut parts = rest.split('/').filter(|part| !part.is_empty()).peekable();
        let mut folder = Folder::Root(root.as_fd());
        while let Some(part) = parts.next() {
            if part == ".." {
                return Err(Errno::ACCESS);
            }
            if parts.peek().is_none() {
                return Ok((folder, part));
            }
            let flags = sys::FOLDER_ONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            folder = Folder::Below(rustix::fs::openat(&folder, part, flags, Mode::empty())?);
        }
        Ok((folder, "."))
    }

    fn carry_out(&self, path: &str, action: FileAction) -> Result<Answer> {
        if matches!(action, FileAction::Stat) {
            return Ok(Answer::Ints(self.stat(path).unwrap_or_else(|_| vec![0, 0, 0])));
        }
        let (folder, name) = self.find(path)?;
        match action {
            FileAction::Stat => {}
            FileAction::Create { exclusive, truncate } => {
                let mut flags = OFlags::WRONLY | OFlags::CREATE;
                flags.set(OFlags::EXCL, exclusive);
                flags.set(OFlags::TRUNC, truncate);
                open(folder.as_fd(), name, flags)?;
            }
            FileAction::Read { offset, length } => {
                let file = open(folder.as_fd(), name, OFlags::RDONLY)?;
                let mut bytes = vec![0; length.min(MOST) as usize];
                let mut count = 0;
                while count < bytes.len() {
                    match rustix::io::pread(&file, &mut bytes[count..], offset + count as u64)? {
                        0 => break,
                        more => count += more,
                    }
                }
                bytes.truncate(count);
                return Ok(Answer::Bytes(bytes));
            }
            FileAction::Write { offset, bytes } => {
                let mut flags = OFlags::WRONLY;
                flags.set(OFlags::APPEND, offset.is_none());
                let file = open(folder.as_fd(), name, flags)?;
                if let Some(offset) = offset {
                    rustix::fs::seek(&file, rustix::fs::SeekFrom::Start(offset))?;
                }
                let mut rest = bytes.as_slice();
                while !rest.is_empty() {
                    let count = rustix::io::write(&file, rest)?;
                    rest = &rest[count..];
                }
                let end = rustix::fs::seek(&file, rustix::fs::SeekFrom::Current(0))?;
                return Ok(Answer::Int(end as i64));
            }
            FileAction::Truncate { size } => {
                rustix::fs::ftruncate(open(folder.as_fd(), name, OFlags::WRONLY)?, size)?;
            }
            FileAction::List => {
                let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
                let folder = rustix::fs::openat(&folder, name, flags, Mode::empty())?;
                let mut names = String::new();
                for entry in Dir::read_from(folder)? {
                    let entry = entry?;
                    let name = entry.file_name().to_string_lossy();
                    if name != "." && name != ".." {
                        names.push_str(&name);
                        names.push('/');
                    }
                }
                return Ok(Answer::Text(names));
            }
            FileAction::CreateFolder => rustix::fs::mkdirat(&folder, name, Mode::from(0o777))?,
            FileAction::Remove => {
                // POSIX lets it be EPERM for a folder.
                let is_folder = self.stat(path).is_ok_and(|stat| stat[0] == 2);
                if is_folder {
                    return Err(Errno::ISDIR);
                }
                rustix::fs::unlinkat(&folder, name, AtFlags::empty())?;
            }
            FileAction::RemoveFolder => rustix::fs::unlinkat(&folder, name, AtFlags::REMOVEDIR)?,
            FileAction::Rename { to } => {
                let (target, new) = self.find(&to)?;
                rustix::fs::renameat(&folder, name, &target, new)?;
            }
        }
        Ok(Answer::None)
    }

    fn stat(&self, path: &str) -> Result<Vec<i64>> {
        let (folder, name) = self.find(path)?;
        let stat = rustix::fs::statat(&folder, name, AtFlags::SYMLINK_NOFOLLOW)?;
        let kind = match FileType::from_raw_mode(stat.st_mode) {
            FileType::Directory => 2,
            _ => 1,
        };
        let modified = (stat.st_mtime as i64).saturating_mul(1_000_000_000) + stat.st_mtime_nsec as i64;
        Ok(vec![kind, stat.st_size as i64, modified])
    }
}

fn open(folder: BorrowedFd<'_>, name: &str, flags: OFlags) -> Result<OwnedFd> {
    // Not to wait for the other end of a named pipe.
    let flags = flags | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
    let file = rustix::fs::openat(folder, name, flags, Mode::from(0o666))?;
    match FileType::from_raw_mode(rustix::fs::fstat(&file)?.st_mode) {
        FileType::Directory => Err(Errno::ISDIR),
        FileType::RegularFile => Ok(file),
        _ => Err(Errno::ACCESS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_folders_of_ended_runs_are_swept() -> std::io::Result<()> {
        let parent = std::env::temp_dir().join(format!("sweep-{}", std::process::id()));
        let names = ["interleave-1-0", "interleave-2-0", "another-3-0"];
        for name in names {
            std::fs::create_dir_all(parent.join(name).join("tmp"))?;
        }
        let running = rustix::fs::openat(CWD, parent.join(names[1]), FOLDER, Mode::empty())?;
        rustix::fs::flock(&running, FlockOperation::LockShared)?;
        sweep(&parent, LEFT_ALONE);
        assert_eq!(names.map(|name| parent.join(name).exists()), [true, true, true], "young ones");
        sweep(&parent, Duration::ZERO);
        assert_eq!(names.map(|name| parent.join(name).exists()), [false, true, true]);
        std::fs::remove_dir_all(&parent)
    }

    #[test]
    fn paths_lead_where_they_are_allowed() -> std::io::Result<()> {
        let folder = std::env::temp_dir().canonicalize()?;
        let file = folder.join(format!("allowed-{}", std::process::id()));
        std::fs::write(&file, "text")?;
        let path = file.to_str().expect("UTF-8");
        for (allowed, path, leads) in [
            (Path::new("/"), path, true),
            (&folder, path, true),
            (&folder, "/proc/version", false),
            (&folder, &format!("{}x/../{path}", folder.display()), false),
        ] {
            let files = Files::open(&Place::real(allowed)?);
            let found = files.find(path).map(|(_, name)| path.ends_with(name));
            assert_eq!(found.ok(), leads.then_some(true), "{path} in {allowed:?}");
        }
        std::fs::remove_file(file)
    }

    #[test]
    fn where_one_place_cannot_be_used_another_is() -> std::io::Result<()> {
        let parent = std::env::temp_dir().join(format!("places-{}", std::process::id()));
        std::fs::create_dir_all(&parent)?;
        let missing = parent.join("missing");
        let sources = [("main.py", "print()"), ("sub/module.py", "")].into_iter();
        let made = Temporary::in_one_of(&[&missing, &parent], sources.clone())?;
        assert!(made.place.folder.starts_with(&parent));
        drop(made);
        // A file that cannot be written: nothing of the attempt is left.
        let failed = Temporary::in_one_of(&[&parent, &missing], sources.chain([("main.py/under", "")]));
        let words = failed.err().map(|error| error.to_string()).unwrap_or_default();
        assert!(words.contains(&*missing.to_string_lossy()) && words.contains("TMPDIR"), "{words}");
        assert_eq!(std::fs::read_dir(&parent)?.count(), 0);
        std::fs::remove_dir_all(&parent)
    }
}
