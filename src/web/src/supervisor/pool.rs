//! Workers that host processes: warm ones for the next, and those at work.

use js_sys::{Array, Uint8Array, WebAssembly};
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Worker};

use crate::spawn::{self, Role};
use crate::wire::{self, FromWorker, ToWorker};

/// Number of a worker, never used again.
pub(super) type Slot = u32;

thread_local! {
    static QUIET: Closure<dyn FnMut(ErrorEvent)> = Closure::new(|event: ErrorEvent| event.prevent_default());
}

/// A worker that hosts a process or waits for one.
pub(super) struct Host {
    pub(super) slot: Slot,
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Host {
    fn new(slot: Slot, module: &WebAssembly::Module, parallel: bool) -> Host {
        let worker = spawn::worker(Role::Process { module: module.clone(), parallel });
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let message = spawn::bytes(&event.data()).and_then(|bytes| wire::decode(&bytes));
            if let Some(message) = message {
                super::from_worker(slot, message);
            }
        });
        let on_error = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            super::from_worker(slot, FromWorker::Crashed { message: event.message() });
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Host { slot, worker, _on_message: on_message, _on_error: on_error }
    }

    pub(super) fn post(&self, message: &ToWorker) {
        let bytes = Uint8Array::from(wire::encode(message).as_slice());
        let _ = self.worker.post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
    }

    /// Posts with the run's shared memory beside.
    pub(super) fn post_with(&self, message: &ToWorker, shared: &JsValue) {
        let bytes = Uint8Array::from(wire::encode(message).as_slice());
        let _ = self.worker.post_message(&Array::of2(&bytes, shared));
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        // An error may be on its way; unheard it would count as the supervisor's own.
        QUIET.with(|quiet| self.worker.set_onerror(Some(quiet.as_ref().unchecked_ref())));
        // Its helpers end with it.
        self.worker.terminate();
    }
}

/// The warm workers of one build.
pub(super) struct Pool {
    module: WebAssembly::Module,
    parallel: bool,
    warm: Vec<Host>,
}

impl Pool {
    pub(super) fn new(module: WebAssembly::Module, parallel: bool) -> Pool {
        Pool { module, parallel, warm: Vec::new() }
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

    fn start(&self, next: &mut Slot) -> Host {
        *next += 1;
        Host::new(*next, &self.module, self.parallel)
    }
}
