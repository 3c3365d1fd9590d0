//! Every program compiles to code that a machine can run.

mod verify;

use std::path::{Path, PathBuf};
use verify::verify;

fn python_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            python_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            files.push(path);
        }
    }
    files.sort();
}

/// Compiles and verifies all files below a folder; the answer is how many there are.
fn check_folder(folder: &Path) -> usize {
    let mut files = Vec::new();
    python_files(folder, &mut files);
    for file in &files {
        let source = std::fs::read_to_string(file).unwrap();
        let name = file.display().to_string();
        match interleave_lang::compile(&source) {
            Ok(code) => verify(&code, &name),
            Err(error) => panic!("{name}:{}: {}: {}", error.span.line, error.kind, error.message),
        }
    }
    files.len()
}

#[test]
fn programs_of_this_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs");
    assert!(check_folder(&folder) >= 5);
}

#[test]
fn lessons() {
    check_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lessons"));
}

/// `INTERLEAVE_CORPUS=/usr/lib/python3.11 cargo test -p interleave-lang corpus -- --ignored --nocapture`: whatever
/// Python there is. What is left out of the language is counted, not an error.
#[test]
#[ignore = "needs a folder of Python files"]
fn corpus() {
    let folder = std::env::var("INTERLEAVE_CORPUS").expect("INTERLEAVE_CORPUS names a folder");
    let mut files = Vec::new();
    python_files(Path::new(&folder), &mut files);
    let mut refused = 0;
    for file in &files {
        let Ok(source) = std::fs::read_to_string(file) else { continue };
        match interleave_lang::compile(&source) {
            Ok(code) => verify(&code, &file.display().to_string()),
            Err(error) => {
                refused += 1;
                println!("{}:{}: {}: {}", file.display(), error.span.line, error.kind, error.message);
            }
        }
    }
    println!("{} files, {refused} refused", files.len());
}
