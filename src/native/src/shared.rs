//! Blocks of memory between processes, behind `Value` and `Array`.

use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;

use crate::sys::{self, Errno, Mapping, Result};

/// One block, as mapped in this process.
#[derive(Clone)]
pub(crate) struct Block {
    pub(crate) memory: Arc<OwnedFd>,
    pub(crate) label: Arc<str>,
    mapping: Arc<Mapping>,
}

impl Block {
    /// A new block of zeroes.
    pub(crate) fn create(bytes: u64, label: String) -> Result<Block> {
        Block::open(sys::memory(bytes)?, bytes, label)
    }

    /// A block that another process created.
    pub(crate) fn open(memory: OwnedFd, bytes: u64, label: String) -> Result<Block> {
        let length = usize::try_from(bytes).map_err(|_| Errno::NOMEM)?;
        let mapping = Arc::new(Mapping::new(memory.as_fd(), length)?);
        Ok(Block { memory: Arc::new(memory), label: label.into(), mapping })
    }

    /// Size in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        self.mapping.length() as u64
    }

    /// Copies out; none if it reaches beyond the end.
    pub(crate) fn read(&self, offset: u64, length: u64) -> Option<Vec<u8>> {
        let end = offset.checked_add(length)?;
        (end <= self.bytes()).then(|| self.mapping.read(offset as usize, length as usize))
    }

    /// Copies in; none if it reaches beyond the end.
    pub(crate) fn write(&self, offset: u64, bytes: &[u8]) -> Option<()> {
        let end = offset.checked_add(bytes.len() as u64)?;
        (end <= self.bytes()).then(|| self.mapping.write(offset as usize, bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_mappings_of_a_block_are_one_memory() -> Result<()> {
        let block = Block::create(100, "Array".into())?;
        let other = Block::open(block.memory.try_clone().map_err(|_| Errno::MFILE)?, 100, "Array".into())?;
        for (offset, bytes) in [(0, vec![1; 8]), (9, vec![2; 4]), (15, (0..85).collect())] {
            block.write(offset, &bytes).ok_or(Errno::INVAL)?;
            assert_eq!(other.read(offset, bytes.len() as u64), Some(bytes));
        }
        assert_eq!(block.read(96, 5), None);
        assert_eq!(block.read(u64::MAX, 2), None);
        assert_eq!(block.write(100, &[]), Some(()));
        Ok(())
    }
}
