//! The files of a run, in memory: what its processes write, and the program's own.
//!
//! There is no clock here: who drives the hub tells the time ([`Hub::set_time`](super::Hub::set_time)). Of two files the newer
//! one has a later time, even where the clock stands.

use std::collections::BTreeMap;

use interleave_engine::request::{Answer, FileAction};
use interleave_engine::settings::DIRECTORY;

use super::error::os_error;

/// Bytes of all files together; what goes beyond is refused as by a full disk.
const MOST: u64 = 256 << 20;

/// Files and folders by their paths from the root on.
pub struct Files {
    nodes: BTreeMap<String, Node>,
    bytes: u64,
    changes: u64,
    /// Nanoseconds since the epoch: now, and of the newest file.
    now: i64,
    newest: i64,
}

enum Node {
    Folder,
    File { bytes: Vec<u8>, changed: i64 },
}

impl Default for Files {
    fn default() -> Files {
        let mut files = Files { nodes: BTreeMap::new(), bytes: 0, changes: 0, now: 0, newest: 0 };
        for folder in ["/", "/tmp", DIRECTORY] {
            files.add_folders(folder);
        }
        files
    }
}

fn parent(path: &str) -> &str {
    match path.rfind('/') {
        None | Some(0) => "/",
        Some(at) => &path[..at],
    }
}

fn not_found() -> Answer {
    os_error("FileNotFoundError", 2, "No such file or directory")
}

fn not_a_folder() -> Answer {
    os_error("NotADirectoryError", 20, "Not a directory")
}

fn is_a_folder() -> Answer {
    os_error("IsADirectoryError", 21, "Is a directory")
}

fn exists() -> Answer {
    os_error("FileExistsError", 17, "File exists")
}

fn not_empty() -> Answer {
    os_error("OSError", 39, "Directory not empty")
}

fn no_space() -> Answer {
    os_error("OSError", 28, "No space left on device")
}

impl Files {
    /// Puts the program's sources, as name and text, into the folder where the run begins.
    pub fn add_sources<'a>(&mut self, sources: impl IntoIterator<Item = (&'a str, &'a str)>) {
        for (file, text) in sources {
            let file = file.trim_start_matches("./");
            let path = if file.starts_with('/') { file.to_owned() } else { format!("{DIRECTORY}/{file}") };
            self.add(&path, text.as_bytes().to_vec());
        }
    }

    /// Puts a file there, with the folders that it needs; one of that path is replaced.
    pub fn add(&mut self, path: &str, bytes: Vec<u8>) {
        self.add_folders(parent(path));
        self.bytes += bytes.len() as u64;
        let file = Node::File { bytes, changed: self.change() };
        if let Some(Node::File { bytes, .. }) = self.nodes.insert(path.to_owned(), file) {
            self.bytes -= bytes.len() as u64;
        }
    }

    fn add_folders(&mut self, path: &str) {
        if path != "/" {
            self.add_folders(parent(path));
        }
        self.nodes.entry(path.to_owned()).or_insert(Node::Folder);
    }

    /// Grows with every action that may have changed something.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// Paths of all files, with their contents.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.nodes.iter().filter_map(|(path, node)| match node {
            Node::File { bytes, .. } => Some((path.as_str(), bytes.as_slice())),
            Node::Folder => None,
        })
    }

    /// From now on it is so many nanoseconds after the epoch.
    pub(super) fn set_time(&mut self, now: i64) {
        self.now = now;
    }

    /// One change more: its time.
    fn change(&mut self) -> i64 {
        self.changes += 1;
        self.newest = self.now.max(self.newest + 1);
        self.newest
    }

    /// Carries out an action.
    pub(super) fn act(&mut self, path: &str, action: FileAction) -> Answer {
        self.carry_out(path, action).unwrap_or_else(|error| error)
    }

    /// Whether a path could be there: all before its last part are folders.
    fn reach(&self, path: &str) -> Result<(), Answer> {
        let mut at = parent(path);
        loop {
            match self.nodes.get(at) {
                Some(Node::Folder) => return Ok(()),
                Some(Node::File { .. }) => return Err(not_a_folder()),
                // Something above may be a file.
                None if at == "/" => return Err(not_found()),
                None => {
                    at = parent(at);
                    if matches!(self.nodes.get(at), Some(Node::Folder)) {
                        return Err(not_found());
                    }
                }
            }
        }
    }

    fn file(&mut self, path: &str) -> Result<&mut Vec<u8>, Answer> {
        self.reach(path)?;
        let now = self.change();
        match self.nodes.get_mut(path) {
            Some(Node::File { bytes, changed }) => {
                *changed = now;
                Ok(bytes)
            }
            Some(Node::Folder) => Err(is_a_folder()),
            None => Err(not_found()),
        }
    }

    /// Makes a file longer or shorter.
    fn resize(&mut self, path: &str, size: u64) -> Result<(), Answer> {
        let before = self.file(path)?.len() as u64;
        let total =
            (self.bytes - before).checked_add(size).filter(|total| *total <= MOST).ok_or_else(no_space)?;
        self.file(path)?.resize(size as usize, 0);
        self.bytes = total;
        Ok(())
    }

    /// Paths of what lies in a folder, at any depth.
    fn inside(&self, path: &str) -> impl Iterator<Item = &String> {
        let prefix = if path == "/" { path.to_owned() } else { format!("{path}/") };
        self.nodes
            .range(prefix.clone()..)
            .map(|(path, _)| path)
            .take_while(move |path| path.starts_with(&prefix))
    }

    fn remove(&mut self, path: &str) {
        if let Some(Node::File { bytes, .. }) = self.nodes.remove(path) {
            self.bytes -= bytes.len() as u64;
        }
    }

    fn carry_out(&mut self, path: &str, action: FileAction) -> Result<Answer, Answer> {
        match action {
            FileAction::Stat => {
                return Ok(Answer::Ints(match self.nodes.get(path) {
                    None => vec![0, 0, 0],
                    Some(Node::Folder) => vec![2, 4096, self.newest],
                    Some(Node::File { bytes, changed }) => vec![1, bytes.len() as i64, *changed],
                }));
            }
            FileAction::Create { exclusive, truncate } => {
                self.reach(path)?;
                match self.nodes.get(path) {
                    Some(_) if exclusive => return Err(exists()),
                    Some(Node::Folder) => return Err(is_a_folder()),
                    Some(Node::File { .. }) if truncate => self.resize(path, 0)?,
                    Some(Node::File { .. }) => {}
                    None => self.add(path, Vec::new()),
                }
            }
            FileAction::Read { offset, length } => {
                self.reach(path)?;
                return match self.nodes.get(path) {
                    Some(Node::File { bytes, .. }) => {
                        let start = bytes.len().min(usize::try_from(offset).unwrap_or(usize::MAX));
                        let count = (bytes.len() - start).min(usize::try_from(length).unwrap_or(usize::MAX));
                        Ok(Answer::Bytes(bytes[start..start + count].to_vec()))
                    }
                    Some(Node::Folder) => Err(is_a_folder()),
                    None => Err(not_found()),
                };
            }
            FileAction::Write { offset, bytes } => {
                let size = self.file(path)?.len() as u64;
                let start = offset.unwrap_or(size);
                let end = start.checked_add(bytes.len() as u64).ok_or_else(no_space)?;
                if end > size && !bytes.is_empty() {
                    self.resize(path, end)?;
                }
                if !bytes.is_empty() {
                    self.file(path)?[start as usize..end as usize].copy_from_slice(&bytes);
                }
                return Ok(Answer::Int(end as i64));
            }
            FileAction::Truncate { size } => self.resize(path, size)?,
            FileAction::List => {
                self.reach(path)?;
                return match self.nodes.get(path) {
                    Some(Node::Folder) => {
                        let skip = if path == "/" { 1 } else { path.len() + 1 };
                        let names = self.inside(path).map(|path| &path[skip..]);
                        let names = names.filter(|name| !name.is_empty() && !name.contains('/'));
                        Ok(Answer::Text(names.map(|name| format!("{name}/")).collect()))
                    }
                    Some(Node::File { .. }) => Err(not_a_folder()),
                    None => Err(not_found()),
                };
            }
            FileAction::CreateFolder => {
                self.reach(path)?;
                if self.nodes.contains_key(path) {
                    return Err(exists());
                }
                self.nodes.insert(path.to_owned(), Node::Folder);
            }
            FileAction::Remove => {
                self.file(path)?;
                self.remove(path);
            }
            FileAction::RemoveFolder => {
                self.reach(path)?;
                match self.nodes.get(path) {
                    Some(Node::Folder) if path == "/" || self.inside(path).next().is_some() => {
                        return Err(not_empty());
                    }
                    Some(Node::Folder) => self.remove(path),
                    Some(Node::File { .. }) => return Err(not_a_folder()),
                    None => return Err(not_found()),
                }
            }
            FileAction::Rename { to } => {
                self.changes += 1;
                self.rename(path, &to)?;
            }
        }
        Ok(Answer::None)
    }

    fn rename(&mut self, path: &str, to: &str) -> Result<(), Answer> {
        self.reach(path)?;
        let is_folder = match self.nodes.get(path) {
            Some(node) => matches!(node, Node::Folder),
            None => return Err(not_found()),
        };
        self.reach(to)?;
        if path == to {
            return Ok(());
        }
        if to.starts_with(&format!("{path}/")) {
            return Err(os_error("OSError", 22, "Invalid argument"));
        }
        match self.nodes.get(to) {
            Some(Node::Folder) if !is_folder => return Err(is_a_folder()),
            Some(Node::Folder) if self.inside(to).next().is_some() => return Err(not_empty()),
            Some(Node::File { .. }) if is_folder => return Err(not_a_folder()),
            _ => self.remove(to),
        }
        let mut moved: Vec<String> = self.inside(path).cloned().collect();
        moved.push(path.to_owned());
        for old in moved {
            if let Some(node) = self.nodes.remove(&old) {
                self.nodes.insert(format!("{to}{}", &old[path.len()..]), node);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(answer: Answer) -> String {
        match answer {
            Answer::Raise { class, .. } => class,
            // The time of a file only grows.
            Answer::Ints(stat) => format!("{:?}", &stat[..2]),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn actions_in_a_row() {
        let mut files = Files::default();
        let create = || FileAction::Create { exclusive: false, truncate: true };
        let write = |offset, text: &str| FileAction::Write { offset, bytes: text.into() };
        let read = || FileAction::Read { offset: 1, length: 3 };
        for (path, action, result) in [
            ("/a", read(), "FileNotFoundError"),
            ("/a", create(), "None"),
            ("/a", write(None, "one"), "Int(3)"),
            ("/a", write(None, "two"), "Int(6)"),
            ("/a", write(Some(8), "!"), "Int(9)"),
            ("/a", read(), "Bytes([110, 101, 116])"),
            ("/a", FileAction::Truncate { size: 2 }, "None"),
            ("/a", FileAction::Stat, "[1, 2]"),
            ("/a", FileAction::Truncate { size: u64::MAX }, "OSError"),
            ("/a", FileAction::Create { exclusive: true, truncate: false }, "FileExistsError"),
            ("/a/b", create(), "NotADirectoryError"),
            ("/a/b/c", create(), "NotADirectoryError"),
            ("/x/b", create(), "FileNotFoundError"),
            ("/x", FileAction::CreateFolder, "None"),
            ("/x", FileAction::CreateFolder, "FileExistsError"),
            ("/x/b", create(), "None"),
            ("/x", FileAction::Remove, "IsADirectoryError"),
            ("/x", FileAction::RemoveFolder, "OSError"),
            ("/x", FileAction::Rename { to: "/x/y".into() }, "OSError"),
            ("/x", FileAction::Rename { to: "/y".into() }, "None"),
            ("/y", FileAction::List, "Text(\"b/\")"),
            ("/y/b", FileAction::Rename { to: "/a".into() }, "None"),
            ("/y", FileAction::RemoveFolder, "None"),
            ("/", FileAction::List, "Text(\"a/home/tmp/\")"),
            ("/", FileAction::RemoveFolder, "OSError"),
            ("/a", FileAction::RemoveFolder, "NotADirectoryError"),
            ("/a", FileAction::Remove, "None"),
        ] {
            assert_eq!(class(files.act(path, action.clone())), result, "{path} {action:?}");
        }
        assert_eq!((files.iter().count(), files.bytes), (0, 0));
    }
}
