//! Where a Python finds the program: a folder of its own, with the files that the engine has too, and beside it one for a program that
//! lies elsewhere.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result};
use interleave_engine::settings::DIRECTORY;
use tempfile::TempDir;

use crate::program::Program;

/// The folders, which go with this value.
pub(crate) struct Workplace {
    _all: TempDir,
    /// Where relative paths begin; without links, as a program that asks for it is told.
    home: PathBuf,
    /// What does not lie below it.
    elsewhere: PathBuf,
    /// The program's own name, and where it lies; none if it is no file.
    main: Option<(String, PathBuf)>,
}

impl Workplace {
    /// Writes the program and what is beside it.
    ///
    /// # Errors
    /// If there is no place to write to.
    pub(crate) fn of(program: &Program) -> Result<Workplace> {
        let folder = tempfile::Builder::new().prefix("interleave-").tempdir();
        let folder =
            folder.context("no folder for the program's files can be made; TMPDIR may name another place")?;
        let path = folder.path().canonicalize()?;
        let (home, elsewhere) = (path.join("home"), path.join("elsewhere"));
        std::fs::create_dir(&home)?;
        let place = |name: &str| {
            inside(name).map_or_else(|outside| elsewhere.join(outside), |inside| home.join(inside))
        };
        let main = (!program.is_nameless()).then(|| (program.file.clone(), place(&program.file)));
        let beside = main.as_ref().and_then(|(_, main)| main.parent()).unwrap_or(&home).to_owned();
        for (name, text) in &program.neighbours {
            // Started from where the program begins, imported from beside it.
            write(&place(name), text)?;
            if let Ok(name) = inside(name) {
                write(&beside.join(name), text)?;
            }
        }
        if let Some((_, main)) = &main {
            write(main, &program.text)?;
        }
        Ok(Workplace { _all: folder, home, elsewhere, main })
    }

    /// Where relative paths begin.
    pub(crate) fn path(&self) -> &Path {
        &self.home
    }

    /// What an interpreter is told of the program; in the folder itself a file goes by its own name.
    pub(crate) fn words(&self, program: &Program, inside: bool) -> Vec<OsString> {
        let mut words: Vec<OsString> = match &self.main {
            Some((name, file)) if inside && file == &self.home.join(name) => vec![name.into()],
            Some((_, file)) => vec![file.into()],
            None if program.argv.first().is_some_and(|first| first == "-c") => {
                vec!["-c".into(), program.text.as_str().into()]
            }
            None => vec!["-".into()],
        };
        words.extend(program.argv.iter().skip(1).map(OsString::from));
        words
    }

    /// A text in which this folder's names stand, with the names that the engine gives them.
    pub(crate) fn as_in_the_engine(&self, text: &str) -> String {
        let mut text = text.to_owned();
        if let Some((name, main)) = &self.main {
            text = text.replace(&main.display().to_string(), name);
        }
        for folder in [&self.home, &self.elsewhere] {
            let folder = folder.display().to_string();
            text = text.replace(&format!("{folder}/"), "").replace(&folder, DIRECTORY);
        }
        text
    }
}

/// A file's place below the folder; of an absolute path, or one that leads upwards, the last part.
fn inside(name: &str) -> Result<PathBuf, PathBuf> {
    let path = Path::new(name);
    let below = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if below { Ok(path.components().collect()) } else { Err(path.file_name().unwrap_or_default().into()) }
}

fn write(path: &Path, text: &str) -> Result<()> {
    let written =
        path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(path, text));
    written.with_context(|| format!("{} cannot be written", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_lie_where_both_find_them() {
        for (file, inside, first, files) in [
            ("a.py", true, Some("a.py"), &["a.py", "b.py"][..]),
            ("x/y/a.py", true, Some("x/y/a.py"), &["x/y/a.py", "x/y/b.py", "b.py"]),
            ("/nowhere/a.py", true, None, &["../elsewhere/a.py", "../elsewhere/b.py", "b.py"]),
            ("../a.py", true, None, &["../elsewhere/a.py", "../elsewhere/b.py", "b.py"]),
            ("a.py", false, None, &["a.py", "b.py"]),
            ("<string>", true, Some("-c"), &["b.py"]),
        ] {
            let argv0 = if file == "<string>" { "-c" } else { file };
            let program = Program {
                file: file.into(),
                text: "1".into(),
                neighbours: vec![("b.py".into(), "2".into())],
                argv: vec![argv0.into(), "--x".into()],
            };
            let place = Workplace::of(&program).unwrap();
            for file in files {
                assert!(place.path().join(file).is_file(), "{file}");
            }
            let words = place.words(&program, inside);
            assert_eq!(words.last().unwrap(), "--x");
            match first {
                Some(first) => assert_eq!(words[0], first),
                // What the program then says of itself is put into its own name.
                None => assert_eq!(place.as_in_the_engine(words[0].to_str().unwrap()), file),
            }
        }
    }
}
