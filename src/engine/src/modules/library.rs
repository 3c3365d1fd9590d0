//! The modules of the library that are written in Python (`lib/*.py`).

#[cfg(target_family = "wasm")]
pub use apart::provide;

/// Name and source. A package's name ends in `.__init__`. `build.rs` makes them.
type Sources<'a> = &'a [(&'a str, &'a str)];

const BUILT_IN: Sources<'static> = &include!(concat!(env!("OUT_DIR"), "/library.rs"));

/// Modules that are written in C in CPython. While their code runs no other thread does, unless it calls a program's code.
const INDIVISIBLE: &[&str] = &[
    "_asyncio",
    "_binascii_more",
    "_builtins",
    "_calendar_time",
    "_decimal_base",
    "_decimal_more",
    "_elementtree",
    "_generics",
    "_math_more",
    "_threading_local",
    "_time_more",
    "_zlib_more",
    "binascii",
    "bisect",
    "cmath",
    "contextvars",
    "csv",
    "datetime",
    "hashlib",
    "heapq",
    "io",
    "operator",
    "re",
    "zlib",
];

/// Whether a library module stands for one that CPython has in C.
pub(crate) fn is_indivisible(name: &str) -> bool {
    INDIVISIBLE.contains(&name)
}

/// The source of a library module, and whether it is a package.
///
/// # Errors
/// Why it cannot be had, though it exists. Only in the browser.
pub(crate) fn find(name: &str) -> Result<Option<(&'static str, bool)>, String> {
    match look_up(BUILT_IN, name) {
        None => apart::find(name),
        found => Ok(found),
    }
}

fn look_up(sources: Sources<'static>, name: &str) -> Option<(&'static str, bool)> {
    sources.iter().find_map(|(module, source)| {
        if *module == name {
            return Some((*source, false));
        }
        (module.strip_suffix(".__init__") == Some(name)).then_some((*source, true))
    })
}

/// Modules that not every program imports.
#[cfg(not(target_family = "wasm"))]
mod apart {
    use super::{Sources, look_up};

    const PARTS: [Sources<'static>; 2] =
        [&include!(concat!(env!("OUT_DIR"), "/common.rs")), &include!(concat!(env!("OUT_DIR"), "/rare.rs"))];

    pub(super) fn find(name: &str) -> Result<Option<(&'static str, bool)>, String> {
        Ok(PARTS.iter().find_map(|part| look_up(part, name)))
    }
}

/// Modules that not every program imports: not in the engine, which every visitor downloads, but in files beside it.
#[cfg(target_family = "wasm")]
mod apart {
    use std::sync::OnceLock;

    use super::look_up;
    use crate::rewind::outside;

    /// A file of modules.
    struct Part {
        file: &'static str,
        /// Names, as in [`super::Sources`].
        names: &'static [&'static str],
        modules: OnceLock<Vec<(&'static str, &'static str)>>,
    }

    static PARTS: [Part; 2] = [
        Part {
            file: "library-common.txt",
            names: &include!(concat!(env!("OUT_DIR"), "/common_names.rs")),
            modules: OnceLock::new(),
        },
        Part {
            file: "library.txt",
            names: &include!(concat!(env!("OUT_DIR"), "/rare_names.rs")),
            modules: OnceLock::new(),
        },
    ];

    type Provider = fn(&'static str) -> Result<String, String>;

    static PROVIDER: OnceLock<Provider> = OnceLock::new();

    /// Tells where they come from: a function that returns what a file has (names and sources in turn, with a NUL after each), or
    /// why it cannot.
    pub fn provide(provider: Provider) {
        let _ = PROVIDER.set(provider);
    }

    impl Part {
        fn fetch(&self) -> Result<(), String> {
            let provider = PROVIDER.get().ok_or("nobody provides it")?;
            let text: &'static str = provider(self.file)?.leak();
            let mut parts = text.split('\0');
            let mut modules = Vec::new();
            while let (Some(module), Some(source)) = (parts.next(), parts.next()) {
                modules.push((module, source));
            }
            // Another thread may have been faster.
            let _ = self.modules.set(modules);
            Ok(())
        }
    }

    pub(super) fn find(name: &str) -> Result<Option<(&'static str, bool)>, String> {
        let has = |part: &&Part| {
            part.names.iter().any(|module| module.strip_suffix(".__init__").unwrap_or(module) == name)
        };
        let Some(part) = PARTS.iter().find(has) else { return Ok(None) };
        if part.modules.get().is_none() {
            outside(|| part.fetch())?;
        }
        let found = part.modules.get().and_then(|modules| look_up(modules, name));
        found.map(Some).ok_or_else(|| "the library beside the engine is another version's".to_owned())
    }
}
