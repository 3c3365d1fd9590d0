//! What a run has left in its files, for the page to show.

use interleave_run::Program;
use serde::{Deserialize, Serialize};

use crate::RunFile;

/// Files that are named; of more, only the number is told.
const MOST_FILES: usize = 200;

/// Bytes of all contents that are sent: they lie in the page's memory, and a page is no disk.
const MOST_BYTES: u64 = 16 << 20;

/// The files of a run, bounded.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Left {
    /// By path.
    pub files: Vec<RunFile>,
    /// So many more there are.
    pub more: u32,
}

/// Gathers the files of a run: all but the sources of the program, unless it has changed them.
#[derive(Debug)]
pub struct Leaving {
    program: Program,
    left: Left,
    /// Bytes that may still be sent.
    room: u64,
}

impl Leaving {
    /// Those of a run of this program.
    pub fn new(program: Program) -> Leaving {
        Leaving { program, left: Left::default(), room: MOST_BYTES }
    }

    /// The next file, in order of path. One in the folder in which the program began has a relative path. `read` appends its
    /// content, and says whether it could.
    pub fn add(&mut self, path: &str, size: u64, read: impl FnOnce(&mut Vec<u8>) -> bool) {
        let mut content = Vec::new();
        let fits = size <= self.room && read(&mut content);
        let source = |bytes: &[u8]| {
            let mut texts = self.program.texts();
            texts.any(|(file, text)| file.trim_start_matches("./") == path && text.as_bytes() == bytes)
        };
        if fits && source(&content) {
            return;
        }
        if self.left.files.len() == MOST_FILES {
            self.left.more += 1;
            return;
        }
        let content = fits.then_some(content);
        self.room -= content.as_ref().map_or(0, |content| (content.len() as u64).min(self.room));
        self.left.files.push(RunFile { path: path.into(), size, content });
    }

    /// All of them.
    pub fn done(self) -> Left {
        self.left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(files: &[(&str, u64)]) -> Left {
        let mut leaving = Leaving::new(Program::new("main.py", "print(1)"));
        leaving.add("main.py", 8, |content| {
            content.extend_from_slice(b"print(1)");
            true
        });
        for (path, size) in files {
            leaving.add(path, *size, |content| {
                content.resize(*size as usize, b'x');
                true
            });
        }
        leaving.done()
    }

    #[test]
    fn sources_are_left_out_unless_they_have_changed() {
        let names = |left: &Left| left.files.iter().map(|file| file.path.clone()).collect::<Vec<_>>();
        assert_eq!(left(&[]), Left::default());
        assert_eq!(names(&left(&[("out/b", 1), ("/tmp/a", 1)])), ["out/b", "/tmp/a"]);
        assert_eq!(names(&left(&[("main.py", 1)])), ["main.py"]);
    }

    #[test]
    fn much_is_cut_and_told() {
        let sent = left(&[("/tmp/a", 1 << 20), ("/tmp/b", MOST_BYTES), ("/tmp/c", 1 << 20)]);
        let sizes: Vec<_> =
            sent.files.iter().map(|file| (file.size, file.content.as_ref().map(Vec::len))).collect();
        assert_eq!(sizes, [(1 << 20, Some(1 << 20)), (MOST_BYTES, None), (1 << 20, Some(1 << 20))]);
        let paths: Vec<String> = (0..MOST_FILES + 3).map(|at| format!("/tmp/{at}")).collect();
        let many: Vec<_> = paths.iter().map(|path| (path.as_str(), 1)).collect();
        let sent = left(&many);
        assert_eq!((sent.files.len(), sent.more), (MOST_FILES, 3));
    }
}
