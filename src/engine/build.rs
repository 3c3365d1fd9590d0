//! Gathers the modules of the library that are written in Python (`lib/**/*.py`) for `modules/library.rs`.

#[path = "library_sources.rs"]
mod library_sources;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use library_sources::Source;

fn main() {
    for path in ["build.rs", "library_sources.rs", "lib"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let target = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    let (apart, built_in): (Vec<Source>, Vec<Source>) =
        library_sources::sources(Path::new("lib")).into_iter().partition(Source::is_apart);
    for (file, sources) in [("library.rs", &built_in), ("apart.rs", &apart)] {
        let mut list = String::from("[\n");
        for Source { module, text } in sources {
            writeln!(list, "({module:?}, {text:?}),").expect("a String takes everything");
        }
        list.push_str("]\n");
        std::fs::write(target.join(file), list).expect("OUT_DIR can be written");
    }
    let names: Vec<&str> = apart.iter().map(|source| source.module.as_str()).collect();
    std::fs::write(target.join("apart_names.rs"), format!("{names:?}")).expect("OUT_DIR can be written");
}
