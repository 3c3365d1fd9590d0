//! Generators.

use crate::guard::Guard;
use crate::string::Name;

/// A generator: a frame that is suspended and resumed.
pub struct Generator {
    /// `__name__`
    pub name: Name,
    pub(crate) state: Guard<GeneratorState>,
}

pub(crate) enum GeneratorState {
    Finished,
}
