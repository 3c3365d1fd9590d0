//! What the browser's engine has to fetch, it fetches only for programs that ask for it.

#[path = "../library_sources.rs"]
mod library_sources;

use std::path::Path;

use library_sources::Source;

#[test]
fn modules_in_the_engine_import_none_that_are_apart() {
    let sources = library_sources::sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/lib")));
    let (apart, built_in): (Vec<Source>, Vec<Source>) = sources.into_iter().partition(Source::is_apart);
    assert!(apart.iter().any(|source| source.module == "PIL.Image"));
    assert!(built_in.iter().any(|source| source.module == "multiprocessing.pool"));
    for Source { module, text } in &built_in {
        // What stands deeper runs when a function is called that needs it.
        for line in text.lines().filter(|line| line.starts_with("import ") || line.starts_with("from ")) {
            let words: Vec<&str> = line.split([' ', ',', '.']).collect();
            let imported = apart.iter().find(|source| words.contains(&source.module.as_str()));
            assert!(imported.is_none(), "{module}: {line}");
        }
    }
}
