//! Gathers the modules of the library that are written in Python (`lib/**/*.py`) for `modules/library.rs`.

#[path = "library_sources.rs"]
mod library_sources;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use library_sources::{Part, Source};

fn main() {
    for path in ["build.rs", "library_sources.rs", "lib", "lib-browser"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let target = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    let browser = std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm");
    let sources = library_sources::sources(Path::new("."), browser);
    for (file, part) in [("library", Part::BuiltIn), ("common", Part::Common), ("rare", Part::Rare)] {
        let of_part = || sources.iter().filter(|source| source.part() == part);
        let mut list = String::from("[\n");
        for Source { module, text } in of_part() {
            writeln!(list, "({module:?}, {text:?}),").expect("a String takes everything");
        }
        list.push_str("]\n");
        std::fs::write(target.join(format!("{file}.rs")), list).expect("OUT_DIR can be written");
        let names: Vec<&str> = of_part().map(|source| source.module.as_str()).collect();
        std::fs::write(target.join(format!("{file}_names.rs")), format!("{names:?}"))
            .expect("OUT_DIR can be written");
    }
}
