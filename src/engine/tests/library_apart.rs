//! What the browser's engine has to fetch, it fetches only for programs that ask for it.

#[path = "../library_sources.rs"]
mod library_sources;

use std::path::Path;

use library_sources::{Part, Source};

#[test]
fn modules_in_the_engine_import_none_that_are_apart() {
    let sources = library_sources::sources(Path::new(env!("CARGO_MANIFEST_DIR")), true);
    for (module, part) in [
        ("multiprocessing.pool", Part::BuiltIn),
        ("enum", Part::Common),
        ("logging.__init__", Part::Common),
        ("logging.handlers", Part::Rare),
        ("asyncio.tasks", Part::Common),
        ("PIL.Image", Part::Rare),
    ] {
        let source = sources.iter().find(|source| source.module == module);
        assert!(source.is_some_and(|source| source.part() == part), "{module}");
    }
    let (built_in, apart): (Vec<Source>, Vec<Source>) =
        sources.into_iter().partition(|source| source.part() == Part::BuiltIn);
    for Source { module, text } in &built_in {
        // What stands deeper runs when a function is called that needs it.
        for line in text.lines().filter(|line| line.starts_with("import ") || line.starts_with("from ")) {
            let words: Vec<&str> = line.split([' ', ',', '.']).collect();
            let imported = apart.iter().find(|source| words.contains(&source.module.as_str()));
            assert!(imported.is_none(), "{module}: {line}");
        }
    }
}
