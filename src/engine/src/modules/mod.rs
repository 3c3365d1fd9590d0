//! Native modules: one file per module, each with a [`ModuleDef`].

pub(crate) mod library;
mod sys;

use crate::native::ModuleDef;

/// All native modules by name.
const MODULES: &[ModuleDef] = &[sys::MODULE];

/// The declaration of a native module.
pub(crate) fn find(name: &str) -> Option<&'static ModuleDef> {
    MODULES.iter().find(|module| module.name == name)
}
