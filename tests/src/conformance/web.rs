//! The web driver's variants. What runs them needs a browser: `tests/conformance/web.rs`.

use super::Case;

/// How the page is served, and how threads run in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Web {
    /// Cross-origin isolated; one thread of a process at a time.
    Gil,
    /// Cross-origin isolated; every thread on a worker of its own.
    FreeThreaded,
    /// Without isolation, hence without shared memory.
    NotIsolated,
}

impl Web {
    /// The variants that the suite runs on.
    pub const VARIANTS: [Web; 3] = [Web::Gil, Web::FreeThreaded, Web::NotIsolated];

    /// For the names of tests.
    pub fn name(self) -> &'static str {
        match self {
            Web::Gil => "web-gil",
            Web::FreeThreaded => "web-free",
            Web::NotIsolated => "web-not-isolated",
        }
    }

    /// Why a case cannot run there; none if it can.
    pub fn lacks(self, _case: &Case) -> Option<String> {
        None
    }
}
