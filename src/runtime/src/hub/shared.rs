//! Shared memory. Calls are carried out one after the other, so no access is ever torn.

use interleave_engine::request::{Answer, Handle};

use super::{Hub, Object, error};

/// More is refused: the memory is this process's own.
const MOST: u64 = 1 << 30;

impl Hub {
    pub(super) fn shared_create(&mut self, pid: u32, bytes: u64) -> Answer {
        if bytes > MOST {
            return error::no_memory();
        }
        self.create(pid, Object::Shared(vec![0; bytes as usize]))
    }

    fn range(&mut self, block: Handle, offset: u64, length: u64) -> Result<&mut [u8], Answer> {
        let Some(Object::Shared(bytes)) = self.objects.get_mut(&block) else {
            return Err(error::bad_handle());
        };
        let end = offset.checked_add(length).ok_or_else(error::invalid_argument)?;
        bytes.get_mut(offset as usize..end as usize).ok_or_else(error::invalid_argument)
    }

    pub(super) fn shared_read(&mut self, block: Handle, offset: u64, length: u64) -> Answer {
        match self.range(block, offset, length) {
            Ok(bytes) => Answer::Bytes(bytes.to_vec()),
            Err(error) => error,
        }
    }

    pub(super) fn shared_write(&mut self, block: Handle, offset: u64, bytes: &[u8]) -> Answer {
        match self.range(block, offset, bytes.len() as u64) {
            Ok(range) => {
                range.copy_from_slice(bytes);
                Answer::None
            }
            Err(error) => error,
        }
    }
}
