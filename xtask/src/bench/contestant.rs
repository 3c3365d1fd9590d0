//! The systems that are measured side by side, and the programs they are measured by.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::step::step;
use crate::{root, target_dir};

/// Runs the program at a path and gives what it printed.
type Runner = dyn Fn(&Path) -> Result<String>;

/// A system that runs Python programs.
pub(crate) struct Contestant {
    /// Heading of its column.
    pub(crate) name: String,
    /// How it runs a program, for the report.
    pub(crate) how: String,
    /// Whether it may be unable to run a program: then it has no figure for it.
    pub(crate) may_fail: bool,
    run: Box<Runner>,
}

impl Contestant {
    /// A system that is given the path of a program and answers with what that printed.
    pub(crate) fn new(name: &str, how: &str, run: impl Fn(&Path) -> Result<String> + 'static) -> Contestant {
        Contestant { name: name.to_owned(), how: how.to_owned(), may_fail: false, run: Box::new(run) }
    }

    /// What a program prints.
    ///
    /// # Errors
    /// The run's own, with the names of both.
    pub(crate) fn run(&self, program: &Path) -> Result<String> {
        (self.run)(program).with_context(|| format!("{} failed at {}", self.name, program.display()))
    }
}

/// CPython, as `python3` of this computer.
///
/// # Errors
/// If there is none.
pub(crate) fn python(shell: &Shell) -> Result<Contestant> {
    let name = cmd!(shell, "python3 --version").quiet().read()?.replace("Python", "CPython");
    let shell = shell.clone();
    Ok(Contestant::new(&name, "`python3 FILE`", move |program| {
        Ok(cmd!(shell, "python3 {program}").quiet().read()?)
    }))
}

/// The native driver.
///
/// # Errors
/// If cargo's target folder is not known.
pub(crate) fn native(shell: &Shell, gil: bool) -> Result<Contestant> {
    let binary = target_dir(shell)?.join("release/interleave");
    let shell = shell.clone();
    let (name, options): (_, &[&str]) =
        if gil { ("Interleave, native", &[]) } else { ("Interleave, native, no GIL", &["--no-gil"]) };
    let how = format!("`interleave run {}`, release build", [options, &["FILE"]].concat().join(" "));
    Ok(Contestant::new(name, &how, move |program| {
        Ok(cmd!(shell, "{binary} run {options...} {program}").quiet().read()?)
    }))
}

/// Builds the command that [`native`] runs.
///
/// # Errors
/// Cargo's.
pub(crate) fn build_native(shell: &Shell) -> Result<()> {
    step("build the interleave command", || {
        Ok(cmd!(shell, "cargo build --quiet --release --package interleave-cli").run()?)
    })
}

/// The Python files of a folder of the repository, in order of their names.
///
/// # Errors
/// If it cannot be read, or has none.
pub(crate) fn programs(folder: &str) -> Result<Vec<PathBuf>> {
    let mut programs: Vec<PathBuf> = std::fs::read_dir(root().join(folder))
        .with_context(|| format!("{folder} cannot be read"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    programs.retain(|path| path.extension().is_some_and(|extension| extension == "py"));
    programs.sort();
    if programs.is_empty() {
        bail!("{folder} has no Python files");
    }
    Ok(programs)
}

/// Name of a program without folder and ending.
pub(crate) fn stem(program: &Path) -> String {
    program.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// How many programs wanted a core in the last minute: with more of them than cores, the figures are rough.
pub(crate) fn load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().filter(|load| !load.is_empty()).unwrap_or("unknown").to_owned()
}

/// Date, computer, its load before and contestants, as a list for a report.
///
/// # Errors
/// If the system does not tell them.
pub(crate) fn circumstances(shell: &Shell, contestants: &[Contestant], load: &str) -> Result<String> {
    let date = cmd!(shell, "date -u +%Y-%m-%d").quiet().read()?;
    let rustc = cmd!(shell, "rustc --version").quiet().read()?;
    let system = cmd!(shell, "uname -srm").quiet().read()?;
    let cores = std::thread::available_parallelism()?;
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor = info
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown processor", |(_, model)| model);
    let mut text = format!(
        "- {date}; {cores} cores, {processor}, {system}, {rustc}; load of the computer before: {load}\n"
    );
    for one in contestants {
        text += &format!("- {}: {}\n", one.name, one.how);
    }
    Ok(text)
}

/// A whole number, its digits in groups of three.
pub(crate) fn with_commas(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_groups() {
        assert_eq!([1.4, 999.0, 1000.0, 1234567.0].map(with_commas), ["1", "999", "1,000", "1,234,567"]);
    }
}
