//! Embeds `lessons/*/*.py`, so that adding a lesson is adding a file; without the feature `texts` only their outlines.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../../lessons");
    println!("cargo:rerun-if-changed={}", root.display());
    println!("cargo:rerun-if-changed=build.rs");
    let mut files = Vec::new();
    for folder in sorted(&root)?.into_iter().filter(|path| path.is_dir()) {
        files.extend(
            sorted(&folder)?.into_iter().filter(|path| path.extension().is_some_and(|end| end == "py")),
        );
    }
    let mut code = String::from("pub(super) const LESSONS: &[(&str, &str)] = &[\n");
    for file in files {
        let slug = file.strip_prefix(&root).expect("found below it").with_extension("");
        let slug = slug.to_string_lossy().replace('\\', "/");
        let file = fs::canonicalize(file)?;
        if env::var_os("CARGO_FEATURE_TEXTS").is_some() {
            writeln!(code, "    ({slug:?}, include_str!({:?})),", file.to_string_lossy())
        } else {
            println!("cargo:rerun-if-changed={}", file.display());
            writeln!(code, "    ({slug:?}, {:?}),", outline(&fs::read_to_string(file)?))
        }
        .expect("a String takes all");
    }
    code.push_str("];\n");
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
