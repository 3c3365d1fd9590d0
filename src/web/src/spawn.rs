//! Starting workers from `worker.js`, the one script for all of them.

#[cfg(not(target_feature = "atomics"))]
use js_sys::WebAssembly;
use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Worker, WorkerOptions, WorkerType};

use crate::scope::scope;

/// What a worker is started for.
pub(crate) enum Role {
    /// To host a process or a simulation, with this module.
    #[cfg(not(target_feature = "atomics"))]
    Process {
        /// Compiled once by the supervisor.
        module: WebAssembly::Module,
        /// It is the free-threaded build.
        parallel: bool,
    },
    /// To run threads of the process that starts it, on its memory.
    #[cfg(target_feature = "atomics")]
    Thread,
}

/// A new worker; it loads while we go on, and is told its role first of all.
///
/// # Panics
/// If the browser refuses to start workers, which it did not when it started this one.
pub(crate) fn worker(role: Role) -> Worker {
    let first = Object::new();
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    match role {
        #[cfg(not(target_feature = "atomics"))]
        Role::Process { module, parallel } => {
            options.set_name("interleave process");
            set(&first, "role", &"process".into());
            set(&first, "parallel", &parallel.into());
            set(&first, "module", &module);
        }
        #[cfg(target_feature = "atomics")]
        Role::Thread => {
            options.set_name("interleave thread");
            set(&first, "role", &"thread".into());
            set(&first, "parallel", &true.into());
            set(&first, "module", &wasm_bindgen::module());
            set(&first, "memory", &wasm_bindgen::memory());
        }
    }
    let url = scope().location().href();
    let worker = Worker::new_with_options(&url, &options).expect("workers can start workers");
    let _ = worker.post_message(&first);
    worker
}

/// The bytes of a message between our workers.
pub(crate) fn bytes(data: &JsValue) -> Option<Vec<u8>> {
    data.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

fn set(object: &Object, key: &str, value: &JsValue) {
    // Setting a property of a fresh plain object cannot fail.
    let _ = Reflect::set(object, &key.into(), value);
}
