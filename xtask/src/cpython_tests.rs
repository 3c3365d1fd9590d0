//! Runs CPython's own tests under `interleave run`: which of those that CPython passes we pass.
//!
//! The tests are those of the Python that is installed; nothing of them is in the repository. `tests/cpython` has what runs
//! them, and stand-ins for `test.support`, which both Pythons get.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::step;

/// Modules at a time.
const PARALLEL: usize = 2;
/// A test that says nothing for so long hangs.
const TEST_LIMIT: Duration = Duration::from_secs(30);
/// What is not done with a module by then counts as failed.
const MODULE_LIMIT: Duration = Duration::from_secs(300);
/// How often the rest of a module is begun anew after a test that hangs or ends the process.
const RESTARTS: usize = 8;
/// As many kinds of failures are printed; the file has all.
const SHOWN: usize = 60;

/// `[MODULE...] [--debug | --binary=PATH] [--library=DIR]`: all of `tests/cpython/modules.txt` if none is named; with `--debug` on the
/// binary that is quick to build, with `--binary` on one that is there already. What differs in `DIR` from `src/engine/lib` lies
/// beside the tests and so comes before the library that is built in: a change to it needs no build to be tried.
///
/// # Errors
/// If there is no CPython with its tests, or what runs them does not.
pub(crate) fn run(shell: &Shell, arguments: &[&str]) -> Result<()> {
    let profile = if arguments.contains(&"--debug") { "debug" } else { "release" };
    let names: Vec<&str> = arguments.iter().copied().filter(|argument| !argument.starts_with("--")).collect();
    let target = crate::target_dir(shell)?;
    let given = arguments.iter().find_map(|argument| argument.strip_prefix("--binary="));
    let interleave = given.map_or_else(|| target.join(profile).join("interleave"), PathBuf::from);
    if given.is_none() {
        step::step("build the interleave command", || {
            let release: &[&str] = if profile == "release" { &["--release"] } else { &[] };
            Ok(cmd!(shell, "cargo build --quiet {release...} --package interleave-cli").run()?)
        })?;
    }
    let library = arguments.iter().find_map(|argument| argument.strip_prefix("--library="));
    let suite = Suite {
        library: library.map(PathBuf::from),
        installed: Installed::find()?,
        own: crate::root().join("tests/cpython"),
        interleave,
        scratch: target.join("cpython-tests"),
    };
    let modules = suite.modules(&names)?;
    let finished = step::step(
        &format!("run {} modules of CPython {}'s tests", modules.len(), suite.installed.version),
        || suite.run(&modules),
    )?;
    let report = Report::of(finished);
    fs::write(suite.scratch.join("failures.tsv"), report.table())?;
    println!("{}", report.summary());
    println!("    every failure: {}", suite.scratch.join("failures.tsv").display());
    Ok(())
}

/// The CPython whose tests are run.
struct Installed {
    python: PathBuf,
    version: String,
    library: PathBuf,
}

impl Installed {
    fn find() -> Result<Self> {
        const ASK: &str = "import sys, os; print(sys.executable, sys.version.split()[0], os.path.dirname(os.__file__), sep='\\n')";
        for python in ["python3.11", "python3"] {
            let Ok(output) = Command::new(python).args(["-c", ASK]).output() else { continue };
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            let [executable, version, library] = text.lines().collect::<Vec<_>>()[..] else { continue };
            if version.starts_with("3.11.") && Path::new(library).join("test/test_list.py").is_file() {
                let (python, library) = (PathBuf::from(executable), PathBuf::from(library));
                return Ok(Self { python, version: version.to_owned(), library });
            }
        }
        bail!(
            "this needs a CPython 3.11 with its package `test`: pyenv installs it (pyenv install 3.11), \
             Debian's is in libpython3.11-testsuite"
        )
    }
}

/// How the tests of one Python ended, by their names.
type Outcomes = BTreeMap<String, Outcome>;

#[derive(Clone)]
enum Outcome {
    Passed,
    Skipped(String),
    Failed(String),
}

/// What became of a module under us, of the tests that CPython passes.
struct Finished {
    module: String,
    passed: usize,
    failed: Vec<(String, String)>,
}

struct Suite {
    installed: Installed,
    own: PathBuf,
    interleave: PathBuf,
    scratch: PathBuf,
    /// Where the library's files lie that are not built in yet.
    library: Option<PathBuf>,
}

impl Suite {
    /// Those named, or all that the list names, as `test_json.test_decode` or with another package's name in front.
    fn modules(&self, names: &[&str]) -> Result<Vec<String>> {
        let list = fs::read_to_string(self.own.join("modules.txt"))?;
        let listed = list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
        let mut modules = Vec::new();
        for name in if names.is_empty() { listed.collect() } else { names.to_vec() } {
            let Some(package) = name.strip_suffix("/*") else {
                modules.push(qualified(name));
                continue;
            };
            let folder = self.installed.library.join(qualified(package).replace('.', "/"));
            let inside =
                fs::read_dir(&folder).with_context(|| format!("there is no {}", folder.display()))?;
            for entry in inside {
                let file = entry?.file_name().to_string_lossy().into_owned();
                if let Some(module) = file.strip_suffix(".py").filter(|module| module.starts_with("test")) {
                    modules.push(format!("{}.{module}", qualified(package)));
                }
            }
        }
        modules.sort();
        modules.dedup();
        // Versions of 3.11 and their packagers differ in what they install.
        let (there, missing) = modules.into_iter().partition(|module| {
            let path = self.installed.library.join(module.replace('.', "/"));
            path.is_dir() || path.with_extension("py").is_file()
        });
        let missing: Vec<String> = missing;
        if !missing.is_empty() {
            step::fine(&format!("not installed: {}", missing.join(", ")));
        }
        Ok(there)
    }

    fn run(&self, modules: &[String]) -> Result<Vec<Finished>> {
        let queue = Mutex::new(modules.iter());
        let finished = Mutex::new(Vec::new());
        let next = || queue.lock().expect("nobody panics with it").next();
        let work = || -> Result<()> {
            while let Some(module) = next() {
                let one = self.module(module).with_context(|| format!("could not run {module}"))?;
                println!("    {module}: {} of {}", one.passed, one.passed + one.failed.len());
                finished.lock().expect("nobody panics with it").push(one);
            }
            Ok(())
        };
        std::thread::scope(|scope| -> Result<()> {
            let workers: Vec<_> = (0..PARALLEL).map(|_| scope.spawn(work)).collect();
            workers.into_iter().try_for_each(|worker| worker.join().expect("a worker does not panic"))
        })?;
        Ok(finished.into_inner().expect("nobody panics with it"))
    }

    fn module(&self, module: &str) -> Result<Finished> {
        let expected = self.expected(module)?;
        let folder = self.prepare(module, "interleave")?;
        // Private modules of CPython's that tests import at their beginning: only what uses them is to fail.
        copy(&self.own.join("private"), &folder)?;
        let got = outcomes(module, &folder, || {
            let mut command = Command::new(&self.interleave);
            command.args(["run", "--allow-files", ".", "run_module.py"]);
            command
        })?;
        let _ = fs::remove_dir_all(&folder);
        let mut finished = Finished { module: module.to_owned(), passed: 0, failed: Vec::new() };
        for test in expected {
            match outcome(&got, &test) {
                Some(Outcome::Passed) => finished.passed += 1,
                Some(Outcome::Skipped(why)) => finished.failed.push((test, format!("skipped: {why}"))),
                Some(Outcome::Failed(why)) => finished.failed.push((test.clone(), why.clone())),
                None => finished.failed.push((test, "is not there".to_owned())),
            }
        }
        Ok(finished)
    }

    /// The tests of a module that CPython passes: asked once for each version of what runs them.
    fn expected(&self, module: &str) -> Result<Vec<String>> {
        let mut hasher = DefaultHasher::new();
        self.installed.version.hash(&mut hasher);
        for file in files(&self.own)? {
            fs::read(file)?.hash(&mut hasher);
        }
        let known = self.scratch.join(format!("expected/{module}-{:016x}.txt", hasher.finish()));
        if let Ok(text) = fs::read_to_string(&known) {
            return Ok(text.lines().map(str::to_owned).collect());
        }
        let folder = self.prepare(module, "python")?;
        let got = outcomes(module, &folder, || {
            let mut command = Command::new(&self.installed.python);
            command.args(["-B", "run_module.py"]);
            command
        })?;
        let _ = fs::remove_dir_all(&folder);
        let passed = got.into_iter().filter(|(_, outcome)| matches!(outcome, Outcome::Passed));
        let passed: Vec<String> = passed.map(|(test, _)| test).collect();
        fs::create_dir_all(self.scratch.join("expected"))?;
        fs::write(known, passed.join("\n"))?;
        Ok(passed)
    }

    /// A folder with what the module needs beside it.
    fn prepare(&self, module: &str, python: &str) -> Result<PathBuf> {
        let folder = self.scratch.join(format!("run/{module}-{python}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)?;
        copy(&self.own.join("run_module.py"), &folder.join("run_module.py"))?;
        if python != "python" {
            self.lay_over(&folder)?;
        }
        copy(&self.own.join("test"), &folder.join("test"))?;
        let top = module.split('.').next().expect("there is a first part");
        if top != "test" {
            // The tests of another package are in it: theirs are taken, the package itself is the library's.
            let inside = Path::new(top).join("test");
            copy(&self.installed.library.join(&inside), &folder.join(format!("{top}_test")))?;
            for file in files(&folder.join(format!("{top}_test")))? {
                if let Ok(text) = fs::read_to_string(&file) {
                    fs::write(&file, text.replace(&format!("{top}.test"), &format!("{top}_test")))?;
                }
            }
            return Ok(folder);
        }
        let tests = self.installed.library.join("test");
        let first = module.split('.').nth(1).expect("it is a module of the package");
        let mut wanted =
            vec![if tests.join(first).is_dir() { first.to_owned() } else { format!("{first}.py") }];
        let all: Vec<String> = fs::read_dir(&tests)?
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect::<Result<_>>()?;
        let mut done = Vec::new();
        while let Some(name) = wanted.pop() {
            if done.contains(&name) {
                continue;
            }
            copy(&tests.join(&name), &folder.join("test").join(&name))?;
            let text: String = files(&folder.join("test").join(&name))?
                .iter()
                .filter(|file| file.extension().is_some_and(|ending| ending == "py"))
                .filter_map(|file| fs::read_to_string(file).ok())
                .collect();
            wanted.extend(all.iter().filter(|other| mentions(&text, other)).cloned());
            done.push(name);
        }
        Ok(folder)
    }

    /// Puts the library's files that are not built in yet where they come first.
    fn lay_over(&self, folder: &Path) -> Result<()> {
        let Some(library) = &self.library else { return Ok(()) };
        let built_in = crate::root().join("src/engine/lib");
        for file in files(library)? {
            let name = file.strip_prefix(library).expect("it lies there");
            if fs::read(&file)? == fs::read(built_in.join(name)).unwrap_or_default() {
                continue;
            }
            // A package is found as a whole.
            let top = Path::new(name.components().next().expect("it has a name").as_os_str());
            copy(&library.join(top), &folder.join(top))?;
        }
        Ok(())
    }
}

fn qualified(name: &str) -> String {
    if name.starts_with("test_") { format!("test.{name}") } else { name.to_owned() }
}

/// Whether a test module needs a file or folder of the package.
fn mentions(text: &str, name: &str) -> bool {
    const NEVER: [&str; 6] = ["support", "__init__", "__main__", "data", "crashers", "libregrtest"];
    let stem = name.strip_suffix(".py").unwrap_or(name);
    if NEVER.contains(&stem) || stem.starts_with("__") {
        return false;
    }
    if stem.starts_with("test") && !stem.contains('.') {
        return text.contains(&format!("test.{stem}")) || text.contains(&format!("from test import {stem}"));
    }
    text.contains(stem)
}

/// Copies a file or a folder, without what Python has compiled.
fn copy(from: &Path, to: &Path) -> Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let name = entry?.file_name();
            if name != "__pycache__" {
                copy(&from.join(&name), &to.join(&name))?;
            }
        }
        return Ok(());
    }
    fs::copy(from, to).with_context(|| format!("{} cannot be copied", from.display()))?;
    Ok(())
}

/// All files below a folder, in order, or the file itself.
fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut entries: Vec<PathBuf> =
        fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    entries.sort();
    let nested: Vec<Vec<PathBuf>> = entries.iter().map(|entry| files(entry)).collect::<Result<_>>()?;
    Ok(nested.concat())
}

/// What became of a test, or of the class or module that it is in.
fn outcome<'a>(got: &'a Outcomes, test: &str) -> Option<&'a Outcome> {
    let mut name = test;
    loop {
        if let Some(outcome) = got.get(name) {
            return Some(outcome);
        }
        name = name.rsplit_once('.')?.0;
    }
}

/// Runs a module's tests, beginning anew after one that hangs or takes the process with it.
fn outcomes(module: &str, folder: &Path, python: impl Fn() -> Command) -> Result<Outcomes> {
    let mut all = Outcomes::new();
    let start = Instant::now();
    // As in the folder: see `prepare`.
    let module = module.replacen(".test", "_test", usize::from(!module.starts_with("test.")));
    for _ in 0..=RESTARTS {
        fs::write(folder.join("leave-out.txt"), all.keys().cloned().collect::<Vec<_>>().join("\n"))?;
        let mut command = python();
        command.args([module.as_str(), "leave-out.txt"]).current_dir(folder);
        let attempt = Attempt::run(command, start, &mut all)?;
        let why = match attempt.end {
            End::Finished => return Ok(all),
            End::Hung => "hangs",
            End::Died => "ends the process",
        };
        match attempt.begun {
            Some(test) => drop(all.insert(test, Outcome::Failed(why.to_owned()))),
            None => {
                all.insert(module, Outcome::Failed(format!("{why} outside of any test")));
                return Ok(all);
            }
        }
        if start.elapsed() > MODULE_LIMIT {
            break;
        }
    }
    all.insert(module, Outcome::Failed("not reached: others of the module hang or end it".to_owned()));
    Ok(all)
}

/// One run of what is left of a module.
struct Attempt {
    end: End,
    /// The test that was running at the end.
    begun: Option<String>,
}

enum End {
    Finished,
    Hung,
    Died,
}

impl Attempt {
    fn run(mut command: Command, start: Instant, all: &mut Outcomes) -> Result<Self> {
        use std::os::unix::process::CommandExt as _;
        // A group of its own: what it leaves behind goes with it.
        let mut child = command
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{} does not start", command.get_program().to_string_lossy()))?;
        let output = child.stdout.take().expect("it is a pipe");
        let (send, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).split(b'\n').map_while(|line| line.ok()) {
                if send.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                    break;
                }
            }
        });
        let mut begun = None;
        let end = loop {
            let left = MODULE_LIMIT.saturating_sub(start.elapsed()).min(TEST_LIMIT);
            let line = match lines.recv_timeout(left) {
                Ok(line) => line,
                Err(RecvTimeoutError::Timeout) => break End::Hung,
                Err(RecvTimeoutError::Disconnected) => break End::Died,
            };
            let Some(line) = line.strip_prefix('\x01') else { continue };
            let parts: Vec<&str> = line.split('\t').collect();
            match parts[..] {
                ["END"] => break End::Finished,
                ["BEGIN", test] => begun = Some(test.to_owned()),
                ["PASS", test] => drop(all.insert(test.to_owned(), Outcome::Passed)),
                ["FAIL", test, why] => drop(all.insert(test.to_owned(), Outcome::Failed(why.to_owned()))),
                ["SKIP", test, why] => drop(all.insert(test.to_owned(), Outcome::Skipped(why.to_owned()))),
                ["LOST", what, why] => {
                    // `setUpClass (module.Class)`, or a module.
                    let name = what.split_once('(').map_or(what, |(_, rest)| rest.trim_end_matches(')'));
                    all.insert(name.to_owned(), Outcome::Failed(why.to_owned()));
                }
                _ => {}
            }
            if matches!(parts[0], "PASS" | "FAIL" | "SKIP") {
                begun = None;
            }
        };
        stop(&mut child);
        Ok(Self { end, begun })
    }
}

/// Ends a run and whatever it has started.
fn stop(child: &mut Child) {
    let _ = Command::new("kill")
        .args(["-KILL", "--", &format!("-{}", child.id())])
        .stderr(Stdio::null())
        .status();
    let _ = child.wait();
}

struct Report(Vec<Finished>);

impl Report {
    /// The modules that miss most first.
    fn of(mut finished: Vec<Finished>) -> Self {
        finished.sort_by_key(|one| (std::cmp::Reverse(one.failed.len()), one.module.clone()));
        Self(finished)
    }

    /// A line for each test that fails: module, test, error.
    fn table(&self) -> String {
        let mut table = String::new();
        for one in &self.0 {
            for (test, why) in &one.failed {
                writeln!(table, "{}\t{test}\t{why}", one.module).expect("a String takes everything");
            }
        }
        table
    }

    fn summary(&self) -> String {
        let mut kinds: BTreeMap<String, (usize, &str)> = BTreeMap::new();
        for (test, why) in self.0.iter().flat_map(|one| &one.failed) {
            kinds.entry(kind(why)).or_insert((0, test)).0 += 1;
        }
        let mut kinds: Vec<_> = kinds.into_iter().collect();
        kinds.sort_by_key(|(kind, (count, _))| (std::cmp::Reverse(*count), kind.clone()));
        let passed: usize = self.0.iter().map(|one| one.passed).sum();
        let all = passed + self.0.iter().map(|one| one.failed.len()).sum::<usize>();
        let mut text = String::from("\nWhat is left, by module:\n");
        for one in self.0.iter().filter(|one| !one.failed.is_empty()) {
            let of = one.passed + one.failed.len();
            writeln!(text, "{:6} of {of:5}  {}", one.failed.len(), one.module)
                .expect("a String takes everything");
        }
        text.push_str("\nBy kind, with a test of each:\n");
        for (kind, (count, test)) in kinds.iter().take(SHOWN) {
            writeln!(text, "{count:6}  {kind}  ({test})").expect("a String takes everything");
        }
        if kinds.len() > SHOWN {
            writeln!(text, "        and {} kinds more", kinds.len() - SHOWN)
                .expect("a String takes everything");
        }
        let share = if all == 0 { 100.0 } else { 100.0 * passed as f64 / all as f64 };
        write!(text, "\n{passed} of {all} tests that CPython passes: {share:.1} %")
            .expect("a String takes everything");
        text
    }
}

/// An error without its numbers, and without the values of a comparison: what failures of one cause share.
fn kind(why: &str) -> String {
    const LONGEST: usize = 110;
    let mut text = String::new();
    for character in why.chars() {
        match character {
            '0'..='9' if text.ends_with('#') => {}
            '0'..='9' => text.push('#'),
            other => text.push(other),
        }
    }
    if text.starts_with("AssertionError") {
        let words =
            text.split_whitespace().filter(|word| word.chars().all(|c| c.is_alphabetic() || c == ':'));
        text = words.collect::<Vec<_>>().join(" ");
    }
    text.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_of_one_cause_are_one_kind() {
        assert_eq!(kind("IndexError: 12 of 7"), kind("IndexError: 3 of 40"));
        assert_eq!(kind("AssertionError: [1] != [2]"), kind("AssertionError: 'a' != 'b'"));
        assert_ne!(kind("TypeError: x"), kind("ValueError: x"));
    }

    #[test]
    fn a_test_fails_with_what_it_is_in() {
        let failed = || Outcome::Failed("lost".to_owned());
        let got = Outcomes::from([
            ("test.test_a.C".to_owned(), failed()),
            ("test.test_a.D.test_x".to_owned(), Outcome::Passed),
        ]);
        assert!(matches!(outcome(&got, "test.test_a.C.test_y"), Some(Outcome::Failed(_))));
        assert!(matches!(outcome(&got, "test.test_a.D.test_x"), Some(Outcome::Passed)));
        assert!(outcome(&got, "test.test_a.D.test_z").is_none());
    }

    #[test]
    fn what_a_module_needs_is_found() {
        assert!(mentions("from test import list_tests", "list_tests.py"));
        assert!(mentions("import test.test_x as x", "test_x.py"));
        assert!(!mentions("see test_x", "test_x.py"));
        assert!(!mentions("from test import support", "support"));
    }
}
