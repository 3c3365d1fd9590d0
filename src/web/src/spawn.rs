//! Starting workers from the script that `worker.js` makes for each build.

use js_sys::{Array, Uint8Array};
#[cfg(not(target_feature = "atomics"))]
use js_sys::{Object, Reflect, WebAssembly};
use wasm_bindgen::prelude::*;
#[cfg(not(target_feature = "atomics"))]
use web_sys::{Worker, WorkerOptions, WorkerType};

/// What a worker is started for.
#[cfg(not(target_feature = "atomics"))]
pub(crate) enum Role {
    /// To host a process or a simulation.
    Process,
    /// To run threads of a process: on its memory, with a port to it.
    Thread { memory: JsValue, port: JsValue },
}

/// A new worker of a build: with this module, compiled by the supervisor, from the script at this address. It loads while we go
/// on, and is told its role first of all.
///
/// # Panics
/// If the browser refuses to start workers, which it did not when it started this one.
#[cfg(not(target_feature = "atomics"))]
pub(crate) fn worker(module: &WebAssembly::Module, script: &str, parallel: bool, role: Role) -> Worker {
    let first = Object::new();
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    set(&first, "module", module);
    set(&first, "parallel", &parallel.into());
    let handed_over = Array::new();
    match role {
        Role::Process => {
            options.set_name("interleave process");
            set(&first, "role", &"process".into());
        }
        Role::Thread { memory, port } => {
            options.set_name("interleave thread");
            set(&first, "role", &"thread".into());
            set(&first, "memory", &memory);
            set(&first, "port", &port);
            handed_over.push(&port);
        }
    }
    let worker = Worker::new_with_options(script, &options).expect("workers can start workers");
    let _ = worker.post_message_with_transfer(&first, &handed_over);
    worker
}

/// The bytes of a message and what came beside them.
pub(crate) fn parts(data: JsValue) -> (Option<Vec<u8>>, JsValue, JsValue) {
    match data.dyn_ref::<Array>() {
        Some(parts) => (bytes(&parts.get(0)), parts.get(1), parts.get(2)),
        None => (bytes(&data), JsValue::UNDEFINED, JsValue::UNDEFINED),
    }
}

/// The bytes of a message between our workers.
fn bytes(data: &JsValue) -> Option<Vec<u8>> {
    data.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

#[cfg(not(target_feature = "atomics"))]
fn set(object: &Object, key: &str, value: &JsValue) {
    // Setting a property of a fresh plain object cannot fail.
    let _ = Reflect::set(object, &key.into(), value);
}
