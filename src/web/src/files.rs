//! What a run has left in its files, for the page to show.

use interleave_engine::settings::DIRECTORY;
use interleave_protocol::RunFile;
use interleave_run::Program;
use interleave_runtime::hub::Files;
use serde::{Deserialize, Serialize};

/// Files that are named; of more, only the number is told.
const MOST_FILES: usize = 200;

/// Bytes of all contents that are sent: they lie in the page's memory, and a page is no disk.
const MOST_BYTES: usize = 16 << 20;

/// The files of a run, bounded.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Left {
    /// By path.
    pub files: Vec<RunFile>,
    /// So many more there are.
    pub more: u32,
}

impl Left {
    /// Everything in `files` but the sources of the program, unless it has changed them.
    pub fn of(files: &Files, program: &Program) -> Left {
        let source = |path: &str, bytes: &[u8]| {
            let mut texts = program.texts();
            texts.any(|(file, text)| file.trim_start_matches("./") == path && text.as_bytes() == bytes)
        };
        let mut left = Left::default();
        let mut room = MOST_BYTES;
        for (path, bytes) in files.iter() {
            let path = path.strip_prefix(DIRECTORY).and_then(|rest| rest.strip_prefix('/')).unwrap_or(path);
            if source(path, bytes) {
                continue;
            }
            if left.files.len() == MOST_FILES {
                left.more += 1;
                continue;
            }
            let content = (bytes.len() <= room).then(|| bytes.to_vec());
            room -= content.as_ref().map_or(0, Vec::len);
            left.files.push(RunFile { path: path.into(), size: bytes.len() as u64, content });
        }
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(files: &[(&str, usize)]) -> Left {
        let mut all = Files::default();
        let program = Program::new("main.py", "print(1)");
        all.add_sources(program.texts());
        for (path, size) in files {
            all.add(path, vec![b'x'; *size]);
        }
        Left::of(&all, &program)
    }

    #[test]
    fn names_are_short_and_sources_left_out() {
        let names = |left: &Left| left.files.iter().map(|file| file.path.clone()).collect::<Vec<_>>();
        assert_eq!(left(&[]), Left::default());
        assert_eq!(names(&left(&[("/tmp/a", 1), ("/home/user/out/b", 1)])), ["out/b", "/tmp/a"]);
        assert_eq!(names(&left(&[("/home/user/main.py", 1)])), ["main.py"]);
    }

    #[test]
    fn much_is_cut_and_told() {
        let sent = left(&[("/tmp/a", 1 << 20), ("/tmp/b", MOST_BYTES), ("/tmp/c", 1 << 20)]);
        let sizes: Vec<_> =
            sent.files.iter().map(|file| (file.size, file.content.as_ref().map(Vec::len))).collect();
        assert_eq!(sizes, [(1 << 20, Some(1 << 20)), (MOST_BYTES as u64, None), (1 << 20, Some(1 << 20)),]);
        let paths: Vec<String> = (0..MOST_FILES + 3).map(|at| format!("/tmp/{at}")).collect();
        let many: Vec<_> = paths.iter().map(|path| (path.as_str(), 1)).collect();
        let sent = left(&many);
        assert_eq!((sent.files.len(), sent.more), (MOST_FILES, 3));
    }
}
