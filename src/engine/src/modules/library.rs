//! The modules of the library that are written in Python (`lib/*.py`).

/// Name and source. A package's name ends in `.__init__`. `build.rs` makes them.
const SOURCES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/library.rs"));

/// The source of a library module, and whether it is a package.
pub(crate) fn find(name: &str) -> Option<(&'static str, bool)> {
    SOURCES.iter().find_map(|(module, source)| {
        if *module == name {
            return Some((*source, false));
        }
        (module.strip_suffix(".__init__") == Some(name)).then_some((*source, true))
    })
}
