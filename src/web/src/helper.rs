//! Workers that run threads of a process on its shared memory.

use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Worker};

use crate::scope;
use crate::spawn::{self, Role};
use crate::wire::FromWorker;

/// One such worker, seen from the process's main worker.
pub(crate) struct Helper {
    _worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Helper {
    /// Starts one; it takes part as soon as it is up.
    pub(crate) fn new() -> Helper {
        let worker = spawn::worker(Role::Thread);
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
            match spawn::bytes(&event.data()).and_then(|bytes| crate::wire::decode::<FromWorker>(&bytes)) {
                // It panicked: the process is lost, and its main worker with it.
                Some(message) => scope::post(&message),
                None => super::process::pinged(),
            }
        });
        let on_error = Closure::<dyn FnMut(ErrorEvent)>::new(|event: ErrorEvent| {
            event.prevent_default();
            scope::post(&FromWorker::Crashed { message: event.message() });
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Helper { _worker: worker, _on_message: on_message, _on_error: on_error }
    }
}
