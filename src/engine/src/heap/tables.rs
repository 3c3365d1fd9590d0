//! What is known of heap objects by their addresses: one set of tables for the OS process, and one for each region
//! ([`crate::region`]), which is set back with it.

use std::cell::Cell;

use super::identity::Identities;
use super::slots::Unused;
use super::weak::References;

#[derive(Default)]
pub(crate) struct Tables {
    pub(super) identities: Identities,
    pub(super) references: References,
    pub(super) unused: Unused,
}

static PROCESS: Tables =
    Tables { identities: Identities::new(), references: References::new(), unused: Unused::new() };

thread_local! {
    /// Of the region that the OS thread has entered, or null.
    static ENTERED: Cell<*const Tables> = const { Cell::new(std::ptr::null()) };
}

#[inline]
pub(super) fn tables() -> &'static Tables {
    // SAFETY: see `enter`; the reference does not leave the functions of `heap`.
    unsafe { ENTERED.with(Cell::get).as_ref() }.unwrap_or(&PROCESS)
}

/// From now on the OS thread uses these, or with null those of the OS process. Which it did before.
///
/// # Safety
/// They stay where they are until the next such call.
pub(crate) unsafe fn enter(tables: *const Tables) -> *const Tables {
    ENTERED.replace(tables)
}

/// The OS process's own are initialised, so that nothing of them lies in a region.
pub(crate) fn prepare() {
    PROCESS.identities.prepare();
    PROCESS.references.prepare();
    PROCESS.unused.prepare();
}
