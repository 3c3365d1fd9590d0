//! The library's modules that are written in Python, as programs get them: for `build.rs` and for whoever builds the site.
//!
//! Every reader of a course page downloads them, so comments and docstrings stay in the repository, as CPython's `-OO` leaves
//! them out. Lines keep their numbers: tracebacks name them. What few programs import the browser's engine does not have in
//! it, but fetches when it is needed, in two files.

use std::path::{Path, PathBuf};

/// Modules, by their whole names, or packages with all that is in them, that the browser's engine fetches together: those that
/// programs about threads and processes import now and then. No module in the engine imports one of these but when a program has
/// asked for it.
const COMMON: &[&str] = &[
    "_asyncio",
    "_contextlib_async",
    "_generics",
    "_more_collections",
    "_os_more",
    "_random_more",
    "_singledispatch",
    "_strptime",
    "_templates",
    "_time_more",
    "argparse",
    "asyncio",
    "base64",
    "contextvars",
    "copyreg",
    "dataclasses",
    "datetime",
    "enum",
    "fnmatch",
    "fractions",
    "genericpath",
    "hashlib",
    "inspect",
    "keyword",
    "logging",
    "numbers",
    "pathlib",
    "pickle",
    "reprlib",
    "secrets",
    "shutil",
    "signal",
    "stat",
    "statistics",
    "subprocess",
    "tempfile",
    "textwrap",
    "timeit",
    "typing",
];

/// Likewise those that few programs import: another file.
const RARE: &[&str] = &[
    "PIL",
    "_big_range",
    "_binascii_more",
    "_charmaps",
    "_decimal_base",
    "_decimal_more",
    "_elementtree",
    "_help",
    "_html_diff",
    "_signatures",
    "_zlib_more",
    "ast",
    "calendar",
    "cmath",
    "cmd",
    "codecs",
    "colorsys",
    "configparser",
    "csv",
    "dbm",
    "decimal",
    "difflib",
    "dis",
    "doctest",
    "faulthandler",
    "filecmp",
    "getopt",
    "gettext",
    "glob",
    "graphlib",
    "gzip",
    "hmac",
    "html",
    "http",
    "importlib.abc",
    "importlib.machinery",
    "importlib.metadata",
    "importlib.resources",
    "importlib.util",
    "ipaddress",
    "locale",
    "logging.config",
    "logging.handlers",
    "marshal",
    "mimetypes",
    "mmap",
    "ntpath",
    "pprint",
    "quopri",
    "resource",
    "sched",
    "shelve",
    "shlex",
    "sysconfig",
    "token",
    "tokenize",
    "tomllib",
    "unicodedata",
    "unittest",
    "urllib",
    "uuid",
    "xml",
    "zipfile",
    "zlib",
    "zoneinfo",
];

/// Where the browser's engine has a module from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    BuiltIn,
    Common,
    Rare,
}

/// A module, with its source as it is to be compiled.
pub(crate) struct Source {
    /// With dots; a package's ends in `.__init__`.
    pub(crate) module: String,
    pub(crate) text: String,
}

impl Source {
    /// Where the browser's engine has it from.
    pub(crate) fn part(&self) -> Part {
        let named = |names: &[&str]| names.contains(&self.module.as_str());
        let package = self.module.split('.').next().unwrap_or_default();
        match () {
            () if named(RARE) => Part::Rare,
            () if named(COMMON) || COMMON.contains(&package) => Part::Common,
            () if RARE.contains(&package) => Part::Rare,
            () => Part::BuiltIn,
        }
    }
}

/// All modules of the library, in the order of their paths. For the browser's engine those of `lib-browser` stand in place of the ones
/// with the same names: Python for what is native elsewhere, where native code would cost every visitor more than it is worth
/// (CPython does the same with `_decimal` and `_pydecimal`).
pub(crate) fn sources(engine: &Path, browser: bool) -> Vec<Source> {
    let (lib, instead) = (engine.join("lib"), engine.join("lib-browser"));
    let source = |path: PathBuf| {
        let name = path.strip_prefix(&lib).expect("it was found there");
        let parts = name.with_extension("");
        let parts = parts.iter().map(|part| part.to_str().expect("modules have plain names"));
        let module = parts.collect::<Vec<_>>().join(".");
        let other = Some(instead.join(name)).filter(|path| browser && path.exists());
        let path = other.unwrap_or(path);
        let text =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Source { module, text: strip(&text) }
    };
    modules(&lib).into_iter().map(source).collect()
}

/// All Python files below a folder, in order of their names.
fn modules(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.expect("the folder can be read").path()) {
        if path.is_dir() {
            found.extend(modules(&path));
        } else if path.extension().is_some_and(|extension| extension == "py") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The source without whole-line comments and docstrings, line for line, indented by one blank a level. Docstrings are
/// the strings in `"""` that begin a line; the library uses that quote for nothing else, and has no other strings of
/// several lines.
fn strip(source: &str) -> String {
    const QUOTE: &str = "\"\"\"";
    let mut stripped = String::new();
    let mut inside = false;
    for line in source.lines() {
        let text = line.trim_start();
        if inside {
            inside = !text.contains(QUOTE);
        } else if text.starts_with(QUOTE) || text.starts_with(&format!("r{QUOTE}")) {
            // A body may consist of nothing else, so a string stays.
            indent(&mut stripped, line.len() - text.len());
            stripped.push_str("\"\"");
            inside = text.matches(QUOTE).count() == 1;
        } else if !text.starts_with('#') {
            assert!(
                text.matches(QUOTE).count() % 2 == 0,
                "a string of several lines would lose its indentation: {line}"
            );
            indent(&mut stripped, line.len() - text.len());
            stripped.push_str(text);
        }
        stripped.push('\n');
    }
    stripped
}

/// What follows a bracket may stand anywhere; all else is a multiple of four.
fn indent(text: &mut String, blanks: usize) {
    text.extend(std::iter::repeat_n(' ', blanks.div_ceil(4)));
}
