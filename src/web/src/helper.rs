//! Workers that run threads of a process on its shared memory.
//!
//! The supervisor starts and ends them, beside the process's own worker and not below it: Chromium can lose a worker for good whose
//! parent is terminated while it ends itself, and its parent with it.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{MessageChannel, MessagePort};

use crate::scope;
use crate::wire::FromWorker;

/// One such worker, seen from the process's main worker.
pub(crate) struct Helper {
    _port: MessagePort,
    _on_ping: Closure<dyn FnMut(JsValue)>,
}

impl Helper {
    /// Asks the supervisor for one; it takes part as soon as it is up. `bell`: of [`FromWorker::Helper`].
    pub(crate) fn new(bell: u32) -> Helper {
        let channel = MessageChannel::new().expect("workers have MessageChannel");
        let on_ping = Closure::<dyn FnMut(JsValue)>::new(|_| super::process::pinged());
        channel.port1().set_onmessage(Some(on_ping.as_ref().unchecked_ref()));
        let port = channel.port2();
        scope::post_with(&FromWorker::Helper { bell }, &wasm_bindgen::memory(), &port, &Array::of1(&port));
        Helper { _port: channel.port1(), _on_ping: on_ping }
    }
}
