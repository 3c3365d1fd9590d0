//! [`Bytecode`]: the compiler's code, as the machine holds it.

use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::Arc;

use interleave_lang::bytecode::Code;

/// Code that is counted, or the library's: that stays for as long as the OS process (see [`crate::compiled`]), and so that
/// interpreters share nothing that is written to, is not counted.
pub struct Bytecode {
    code: NonNull<Code>,
    counted: bool,
}

// SAFETY: an `Arc<Code>` or a `&'static Code`, and both can be sent and shared.
unsafe impl Send for Bytecode {}
// SAFETY: as above.
unsafe impl Sync for Bytecode {}

impl From<Arc<Code>> for Bytecode {
    fn from(code: Arc<Code>) -> Bytecode {
        // SAFETY: an `Arc` is never null.
        Bytecode { code: unsafe { NonNull::new_unchecked(Arc::into_raw(code).cast_mut()) }, counted: true }
    }
}

impl From<&'static Code> for Bytecode {
    fn from(code: &'static Code) -> Bytecode {
        Bytecode { code: NonNull::from(code), counted: false }
    }
}

impl Bytecode {
    /// The blocks in it.
    pub fn children(&self) -> impl Iterator<Item = Bytecode> + '_ {
        // Those of the library's code stay with it.
        self.children.iter().map(|child| match self.counted {
            true => Bytecode::from(child.clone()),
            false => Bytecode { code: NonNull::from(&**child), counted: false },
        })
    }
}

impl Deref for Bytecode {
    type Target = Code;

    #[inline(always)]
    fn deref(&self) -> &Code {
        // SAFETY: counted here, or there for ever.
        unsafe { self.code.as_ref() }
    }
}

impl Clone for Bytecode {
    fn clone(&self) -> Bytecode {
        if self.counted {
            // SAFETY: made by `Arc::into_raw`, and counted.
            unsafe { Arc::increment_strong_count(self.code.as_ptr()) };
        }
        Bytecode { code: self.code, counted: self.counted }
    }
}

impl Drop for Bytecode {
    fn drop(&mut self) {
        if self.counted {
            // SAFETY: as above; given back once.
            unsafe { Arc::decrement_strong_count(self.code.as_ptr()) };
        }
    }
}
