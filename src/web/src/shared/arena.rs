//! Where things are in the shared words.

use interleave_engine::request::Handle;

/// Words of 32 bits that several workers see at once. All operations are sequentially consistent.
pub trait Words {
    /// Reads a word.
    fn load(&self, at: u32) -> i32;
    /// Writes a word.
    fn store(&self, at: u32, value: i32);
    /// Adds to a word; the old value.
    fn add(&self, at: u32, value: i32) -> i32;
    /// Writes `new` if the word is `old`; the value found.
    fn compare_exchange(&self, at: u32, old: i32, new: i32) -> i32;
    /// Makes sure that so many words exist, new ones being zero. `false`: there is no more memory.
    fn reserve(&self, words: u32) -> bool;
    /// Lets others go on for a moment, while the word has this value.
    fn pause(&self, at: u32, value: i32);
}

/// The shared words of one run, as one process sees them.
pub struct Arena<W> {
    pub(super) words: W,
}

/// Index of the next free word.
const END: u32 = 1;
/// The semaphore made last; each knows the one before it.
pub(super) const SEMAPHORES: u32 = 2;
/// The table of handoffs, or 0.
pub(super) const HANDOFFS: u32 = 3;
/// The first word that can be given out.
const FIRST: u32 = 16;

/// Words before the bytes of a block: its size.
const BLOCK_HEAD: u32 = 2;

/// A handle of something shared is this bit and the index of its first word, so a worker that was handed a handle needs no table.
/// Indices are even: the rule of `Host::call` for handles.
const SHARED: Handle = 1 << 40;

/// Whether the handle names a semaphore or block of the arena. The hub's handles, counted from 0, never reach this range.
pub fn is_shared(handle: Handle) -> bool {
    handle & SHARED != 0
}

pub(super) fn word_of(handle: Handle) -> u32 {
    (handle & (SHARED - 1)) as u32
}

impl<W: Words> Arena<W> {
    /// Fresh words, all zero: call it once per run.
    pub fn create(words: W) -> Arena<W> {
        words.store(END, FIRST as i32);
        Arena { words }
    }

    /// Words that [`Arena::create`] has set up, as another worker sees them.
    pub fn join(words: W) -> Arena<W> {
        Arena { words }
    }

    /// Zeroed words that belong to the caller until the run ends; the index of the first, aligned to 8 bytes.
    pub(super) fn allocate(&self, words: u32) -> Option<u32> {
        let words = words.checked_add(words & 1)?;
        loop {
            let end = self.words.load(END);
            let new = (end as u32).checked_add(words).filter(|new| *new <= i32::MAX as u32)?;
            if !self.words.reserve(new) {
                return None;
            }
            if self.words.compare_exchange(END, end, new as i32) == end {
                return Some(end as u32);
            }
        }
    }

    /// The handle of what begins at this word.
    pub(super) fn handle(at: u32) -> Handle {
        SHARED | Handle::from(at)
    }

    /// A block of zeroed bytes; `None` when memory is used up.
    pub fn create_block(&self, bytes: u64) -> Option<Handle> {
        let words = u32::try_from(bytes.div_ceil(8).checked_mul(2)?).ok()?;
        let at = self.allocate(words.checked_add(BLOCK_HEAD)?)?;
        self.words.store(at, u32::try_from(bytes).ok()? as i32);
        Some(Self::handle(at))
    }

    /// Where the bytes `offset..offset + length` of a block begin, counted in bytes from the arena's first; `None` when they are
    /// not all inside the block.
    pub fn locate(&self, block: Handle, offset: u64, length: u64) -> Option<u32> {
        let at = word_of(block);
        let size = u64::from(self.words.load(at) as u32);
        if offset.checked_add(length)? > size {
            return None;
        }
        u32::try_from(u64::from(at + BLOCK_HEAD) * 4 + offset).ok()
    }

    /// The words.
    pub fn words(&self) -> &W {
        &self.words
    }
}
