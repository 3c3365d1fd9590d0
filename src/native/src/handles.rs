//! What a process holds beyond itself, and how it travels to another process: a description and file descriptors.

use std::collections::BTreeMap;
use std::os::fd::OwnedFd;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, MutexGuard};

use interleave_engine::request::Handle;
use serde::{Deserialize, Serialize};

use crate::channel::{Direction, Port};
use crate::semaphore::Semaphore;
use crate::shared::Block;
use crate::sys::{Errno, Result};

/// All that this process holds, by handle.
#[derive(Default)]
pub(crate) struct Held {
    /// How many calls of this process wait for semaphores: they come before those that ask later.
    pub(crate) semaphore_calls: AtomicUsize,
    table: Mutex<BTreeMap<Handle, Resource>>,
}

impl Held {
    /// What a handle stands for.
    pub(crate) fn get(&self, handle: Handle) -> Option<Resource> {
        self.lock().get(&handle).cloned()
    }

    /// What `view` sees of it.
    pub(crate) fn view<T>(&self, handle: Handle, view: impl FnOnce(&Resource) -> Option<T>) -> Option<T> {
        view(self.lock().get(&handle)?)
    }

    /// Holds it from now on; what is held already stays.
    pub(crate) fn add(&self, handle: Handle, resource: Resource) {
        self.lock().entry(handle).or_insert(resource);
    }

    pub(crate) fn remove(&self, handle: Handle) {
        // Closing a descriptor may take its time.
        let _removed = self.lock().remove(&handle);
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Handle, Resource>> {
        // Nothing in here panics half-way.
        self.table.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// What a handle stands for in this process.
#[derive(Clone)]
pub(crate) enum Resource {
    Semaphore(Semaphore),
    Block(Block),
    /// One end of a pipe, or a queue.
    Port(Port),
}

/// A resource without its file descriptors, which travel beside it in the same order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Description {
    pub(crate) handle: Handle,
    kind: Kind,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Kind {
    Semaphore { label: String },
    Block { bytes: u64, label: String },
    Port { channel: Handle, direction: Direction },
}

impl Resource {
    /// Its description, and its descriptors added to `fds`.
    pub(crate) fn describe(&self, handle: Handle, fds: &mut Vec<Arc<OwnedFd>>) -> Description {
        let kind = match self {
            Resource::Semaphore(semaphore) => {
                fds.push(semaphore.bell.clone());
                Kind::Semaphore { label: semaphore.label.to_string() }
            }
            Resource::Block(block) => {
                fds.push(block.memory.clone());
                Kind::Block { bytes: block.bytes(), label: block.label.to_string() }
            }
            Resource::Port(port) => {
                fds.extend(port.sockets().cloned());
                Kind::Port { channel: port.channel, direction: port.direction }
            }
        };
        Description { handle, kind }
    }

    /// The resource of a description that came with `fds`.
    pub(crate) fn restore(
        description: Description,
        fds: &mut impl Iterator<Item = OwnedFd>,
    ) -> Result<Resource> {
        let mut fd = || fds.next().ok_or(Errno::BADMSG);
        Ok(match description.kind {
            Kind::Semaphore { label } => {
                Resource::Semaphore(Semaphore { bell: Arc::new(fd()?), label: label.into() })
            }
            Kind::Block { bytes, label } => Resource::Block(Block::open(fd()?, bytes, label)?),
            Kind::Port { channel, direction } => {
                let first = Arc::new(fd()?);
                Resource::Port(match direction {
                    Direction::Receive => Port::new(channel, direction, Some(first), None),
                    Direction::Send => Port::new(channel, direction, None, Some(first)),
                    Direction::Both => Port::new(channel, direction, Some(first.clone()), Some(first)),
                    Direction::Queue | Direction::FedQueue => {
                        Port::new(channel, direction, Some(first), Some(Arc::new(fd()?)))
                    }
                })
            }
        })
    }
}
