//! Workers that host processes: warm ones for the next, and those at work.

use js_sys::{Array, Atomics, Int32Array, Uint8Array, WebAssembly};
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, MessagePort, Worker};

use crate::spawn::{self, Role};
use crate::wire::{self, FromWorker, ToWorker};

/// Number of a worker, never used again.
pub(super) type Slot = u32;

thread_local! {
    static QUIET: Closure<dyn FnMut(ErrorEvent)> = Closure::new(|event: ErrorEvent| event.prevent_default());
}

/// A worker of ours and our ears for it; it ends when this is dropped.
struct Owned {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Owned {
    /// What it says, and its failure, count as the worker's with that number.
    fn new(slot: Slot, worker: Worker) -> Owned {
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let (bytes, memory, port) = spawn::parts(event.data());
            let bytes = bytes.unwrap_or_default();
            let mut bytes = bytes.as_slice();
            // A message may be the last one that this closure lives to see.
            let slot = slot;
            while let Some(message) = wire::decode(&mut bytes) {
                super::from_worker(slot, message, memory.clone(), port.clone());
            }
        });
        let on_error = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            let crashed = FromWorker::Crashed { message: event.message() };
            super::from_worker(slot, crashed, JsValue::UNDEFINED, JsValue::UNDEFINED);
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Owned { worker, _on_message: on_message, _on_error: on_error }
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        // An error may be on its way; unheard it would count as the supervisor's own.
        QUIET.with(|quiet| self.worker.set_onerror(Some(quiet.as_ref().unchecked_ref())));
        self.worker.terminate();
    }
}

/// A worker that hosts a process or waits for one.
pub(super) struct Host {
    pub(super) slot: Slot,
    /// Those that run its threads.
    helpers: Vec<Helper>,
    /// Workers that it has started itself.
    pub(super) below: u32,
    own: Owned,
}

/// A worker that runs threads of a process.
struct Helper {
    /// The process's, and where the bell of helpers is in it: [`FromWorker::Helper`].
    memory: JsValue,
    bell: u32,
    _own: Owned,
}

impl Drop for Helper {
    fn drop(&mut self) {
        let words = Int32Array::new(&self.memory.unchecked_ref::<WebAssembly::Memory>().buffer());
        let at = self.bell / 4;
        let _ = Atomics::store(&words, at + 1, 1);
        let _ = Atomics::add(&words, at, 1);
        let _ = Atomics::notify(&words, at);
    }
}

impl Host {
    /// Web Workers at work for the process.
    pub(super) fn workers(&self) -> u32 {
        1 + self.helpers.len() as u32 + self.below
    }

    pub(super) fn post(&self, message: &ToWorker) {
        self.post_bytes(&wire::encode(message));
    }

    /// Posts what is an effect of something that happened before `time`, or may be.
    pub(super) fn post_after(&self, time: u64, message: &ToWorker) {
        let mut bytes = wire::encode(&ToWorker::After(time));
        bytes.extend(wire::encode(message));
        self.post_bytes(&bytes);
    }

    fn post_bytes(&self, bytes: &[u8]) {
        let bytes = Uint8Array::from(bytes);
        let _ = self.own.worker.post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
    }

    /// Hands over a port to another process.
    pub(super) fn introduce(&self, pid: u32, port: &MessagePort) {
        let bytes = Uint8Array::from(wire::encode(&ToWorker::Peer { pid }).as_slice());
        let message = Array::of3(&bytes, &JsValue::UNDEFINED, port);
        let _ = self.own.worker.post_message_with_transfer(&message, &Array::of1(port));
    }

    /// Posts with the run's shared memory beside.
    pub(super) fn post_with(&self, message: &ToWorker, shared: &JsValue) {
        let bytes = Uint8Array::from(wire::encode(message).as_slice());
        let _ = self.own.worker.post_message(&Array::of2(&bytes, shared));
    }
}

/// The warm workers of one build.
pub(super) struct Pool {
    module: WebAssembly::Module,
    /// Address of what they start from.
    script: String,
    parallel: bool,
    /// What its processes have compiled so far, for those that come.
    library: Vec<u8>,
    warm: Vec<Host>,
}

impl Pool {
    pub(super) fn new(module: WebAssembly::Module, script: String, parallel: bool) -> Pool {
        Pool { module, script, parallel, library: Vec::new(), warm: Vec::new() }
    }

    /// A worker to use. One that is still loading keeps its messages.
    pub(super) fn take(&mut self, next: &mut Slot) -> Host {
        if self.warm.is_empty() { self.start(next) } else { self.warm.remove(0) }
    }

    /// Starts workers until so many are warm.
    pub(super) fn warm_up(&mut self, wanted: usize, next: &mut Slot) {
        while self.warm.len() < wanted {
            let host = self.start(next);
            self.warm.push(host);
        }
    }

    /// A warm worker failed to load: it is of no use.
    pub(super) fn discard(&mut self, slot: Slot) -> bool {
        let before = self.warm.len();
        self.warm.retain(|host| host.slot != slot);
        self.warm.len() != before
    }

    /// One more worker for a process's threads, on its memory.
    pub(super) fn help(&self, host: &mut Host, memory: JsValue, bell: u32, port: JsValue) {
        let role = Role::Thread { memory: memory.clone(), port };
        let worker = spawn::worker(&self.module, &self.script, self.parallel, role);
        let _own = Owned::new(host.slot, worker);
        host.helpers.push(Helper { memory, bell, _own });
    }

    /// Hands on what a process has compiled.
    pub(super) fn learn(&mut self, library: Vec<u8>) {
        if library.len() > self.library.len() {
            self.library = library;
            self.warm.iter().for_each(|host| self.teach(host));
        }
    }

    fn teach(&self, host: &Host) {
        if !self.library.is_empty() {
            host.post(&ToWorker::Library(self.library.clone()));
        }
    }

    fn start(&self, next: &mut Slot) -> Host {
        self.start_from(&self.script, next)
    }

    /// A worker that starts from this script.
    pub(super) fn start_from(&self, script: &str, next: &mut Slot) -> Host {
        *next += 1;
        let worker = spawn::worker(&self.module, script, self.parallel, Role::Process);
        let own = Owned::new(*next, worker);
        let host = Host { slot: *next, helpers: Vec::new(), below: 0, own };
        self.teach(&host);
        host
    }
}
