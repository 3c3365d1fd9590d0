//! The Pythons of this computer.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

/// Any version says it in the same way.
const QUESTION: &str = "import sys, platform
gil = getattr(sys, '_is_gil_enabled', lambda: True)()
sys.stdout.write('\\n'.join([sys.executable, platform.python_implementation(), platform.python_version(), str(gil)]))";

/// An interpreter that answers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Python {
    /// The file itself: what a name stands for may depend on the folder.
    pub(crate) executable: OsString,
    /// `CPython`, `PyPy`…
    pub(crate) implementation: String,
    /// `3.11.7`
    pub(crate) version: String,
    /// Its threads run in parallel.
    pub(crate) free_threaded: bool,
}

impl Python {
    /// The interpreter of a name or a path.
    ///
    /// # Errors
    /// If there is none, or it does not answer as a Python does.
    pub(crate) fn find(name: &str) -> Result<Python> {
        let asked = Command::new(name).args(["-c", QUESTION]).stdin(Stdio::null()).output();
        let answer = match asked {
            Ok(answer) => answer,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                bail!("there is no interpreter `{name}`: {}", remedy(name))
            }
            Err(error) => bail!("`{name}` cannot be executed ({error}): {}", remedy(name)),
        };
        let words = String::from_utf8_lossy(&answer.stdout);
        match words.lines().collect::<Vec<_>>()[..] {
            [executable, implementation, version, gil] if answer.status.success() => Ok(Python {
                executable: if executable.is_empty() { name } else { executable }.into(),
                implementation: implementation.to_owned(),
                version: version.to_owned(),
                free_threaded: gil == "False",
            }),
            _ => {
                let said = String::from_utf8_lossy(&answer.stderr);
                let said = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("nothing");
                bail!("`{name}` is no Python: asked for its version it says {said:?}; {}", remedy(name))
            }
        }
    }

    /// `CPython 3.13.0, free-threaded`
    pub(crate) fn label(&self) -> String {
        let free = if self.free_threaded { ", free-threaded" } else { "" };
        format!("{} {}{free}", self.implementation, self.version)
    }
}

/// What may be given in place of a name that is none.
fn remedy(name: &str) -> String {
    let mut known = on_path();
    known.remove(name);
    if known.is_empty() {
        return "install Python, or name the path of one, such as /usr/bin/python3".into();
    }
    let known: Vec<String> = known.into_iter().collect();
    format!("name one that is installed ({}), or the path of another", known.join(", "))
}

/// Names of interpreters in the folders of `PATH`.
fn on_path() -> BTreeSet<String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).filter_map(|folder| folder.read_dir().ok());
    let names = folders.flatten().flatten().filter_map(|entry| entry.file_name().into_string().ok());
    names.filter(|name| is_interpreter(name)).collect()
}

/// `python3`, `python3.13t`, `pypy3`; not `python3-config`.
fn is_interpreter(name: &str) -> bool {
    let version = name.strip_prefix("python").or_else(|| name.strip_prefix("pypy"));
    version.is_some_and(|version| {
        let version = version.strip_suffix('t').unwrap_or(version);
        version.starts_with('3') && version.chars().all(|c| c.is_ascii_digit() || c == '.')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_interpreters() {
        for (name, is) in [
            ("python3", true),
            ("python3.13t", true),
            ("pypy3", true),
            ("python", false),
            ("python2.7", false),
            ("python3-config", false),
            ("ipython3", false),
        ] {
            assert_eq!(is_interpreter(name), is, "{name}");
        }
    }
}
