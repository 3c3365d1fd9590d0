//! Embeds `lessons/*/*.py`, so that adding a lesson is adding a file; without the feature `texts` only their outlines.
//!
//! A file in those folders without a front matter is no lesson but belongs to one that names it in `files`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../../lessons");
    println!("cargo:rerun-if-changed={}", root.display());
    println!("cargo:rerun-if-changed=build.rs");
    let texts = env::var_os("CARGO_FEATURE_TEXTS").is_some();
    let (mut lessons, mut others) = (String::new(), String::new());
    for folder in sorted(&root)?.into_iter().filter(|path| path.is_dir()) {
        for file in sorted(&folder)?.into_iter().filter(|path| path.is_file()) {
            let path = file.strip_prefix(&root).expect("found below it").to_string_lossy().replace('\\', "/");
            let file = fs::canonicalize(file)?;
            let text = fs::read_to_string(&file)
                .map_err(|error| io::Error::new(error.kind(), format!("lessons/{path}: {error}")))?;
            println!("cargo:rerun-if-changed={}", file.display());
            let included = format!("include_str!({:?})", file.to_string_lossy());
            match path.strip_suffix(".py").filter(|_| text.lines().next() == Some("# ---")) {
                Some(slug) if texts => writeln!(lessons, "    ({slug:?}, {included}),"),
                Some(slug) => writeln!(lessons, "    ({slug:?}, {:?}),", outline(&text)),
                None if texts => writeln!(others, "    ({path:?}, {included}),"),
                None => Ok(()),
            }
            .expect("a String takes all");
        }
    }
    let kind = "&[(&str, &str)]";
    let code = format!(
        "pub(super) const LESSONS: {kind} = &[\n{lessons}];\npub(super) const FILES: {kind} = &[\n{others}];\n"
    );
    fs::write(PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("lessons.rs"), code)
}

/// The part of a front matter that a catalogue shows.
fn outline(text: &str) -> String {
    let shown = ["# title:", "# level:", "# order:", "# concepts:"];
    let wanted = |line: &&str| shown.iter().any(|key| line.starts_with(key));
    let lines: Vec<&str> = text.lines().skip(1).take_while(|line| *line != "# ---").filter(wanted).collect();
    format!("# ---\n{}\n# ---\n", lines.join("\n"))
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}
