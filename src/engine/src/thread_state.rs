//! A Python thread.

/// One Python thread: its frames, registers and exception state (CPython: `PyThreadState`).
pub struct ThreadState {
    pub(crate) ident: u64,
}

impl ThreadState {
    /// `threading.get_ident()`
    pub fn ident(&self) -> u64 {
        self.ident
    }

    /// Set by whoever starts the thread.
    pub fn set_ident(&mut self, ident: u64) {
        self.ident = ident;
    }
}
