//! What a run has left in its files, for the page to show.

use interleave_engine::settings::DIRECTORY;
use interleave_protocol::{Leaving, Left};
use interleave_run::Program;
use interleave_runtime::hub::Files;

/// Everything in `files` but the sources of the program, unless it has changed them.
pub fn left(files: &Files, program: &Program) -> Left {
    let mut leaving = Leaving::new(program.clone());
    for (path, bytes) in files.iter() {
        let path = path.strip_prefix(DIRECTORY).and_then(|rest| rest.strip_prefix('/')).unwrap_or(path);
        leaving.add(path, bytes.len() as u64, |content| {
            content.extend_from_slice(bytes);
            true
        });
    }
    leaving.done()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short() {
        let program = Program::new("main.py", "print(1)");
        let mut files = Files::default();
        files.add_sources(program.texts());
        for path in ["/tmp/a", "/home/user/out/b"] {
            files.add(path, vec![b'x']);
        }
        let left = left(&files, &program);
        let names: Vec<_> = left.files.iter().map(|file| (file.path.as_str(), file.size)).collect();
        assert_eq!(names, [("out/b", 1), ("/tmp/a", 1)]);
    }
}
