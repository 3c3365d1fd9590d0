//! What `worker.js` calls, once in each worker.

use interleave_engine::compiled;
use interleave_engine::rewind::outside;
use js_sys::SharedArrayBuffer;
use wasm_bindgen::prelude::*;
use web_sys::MessagePort;

use crate::shared::Buffer;
#[cfg(not(target_feature = "atomics"))]
use crate::simulator;
use crate::wire::{self, Steer, ToWorker};
use crate::{beside, explorer, process, scope, spawn};

/// The supervisor. `load` takes the name of a build and returns a promise of its `module` and of the address of the `script` that
/// its workers start from; `module` and `script` are those of the present build. `own` is the address of `worker.js`.
#[cfg(not(target_feature = "atomics"))]
#[wasm_bindgen]
pub fn start_supervisor(
    load: js_sys::Function,
    module: js_sys::WebAssembly::Module,
    script: String,
    own: String,
) {
    crate::supervisor::report_panics();
    crate::supervisor::start(load, module, script, own);
}

/// A worker that is told later which process or simulation to host. `folder` is the address of the engine's files.
#[wasm_bindgen]
pub fn start_process(folder: String) {
    scope::report_panics();
    // What is not in the engine and fetched when a program wants it: library modules, names of characters. All threads on this
    // memory share it.
    beside::lie_in(folder);
    interleave_engine::provide_library(beside::fetch);
    interleave_engine::provide_names(|| outside(|| beside::fetch("names.txt").ok()));
    scope::on_message(receive);
}

/// Messages of the supervisor or of another process, and what came beside them.
fn receive(data: JsValue) {
    let (bytes, shared, port) = spawn::parts(data);
    let shared = shared.dyn_into::<SharedArrayBuffer>().ok();
    let bytes = bytes.unwrap_or_default();
    let mut bytes = bytes.as_slice();
    while let Some(message) = wire::decode::<ToWorker>(&mut bytes) {
        match message {
            ToWorker::After(time) => process::later_than(time),
            ToWorker::Library(library) => compiled::load(&library),
            ToWorker::Start(start) => process::start(*start, shared.clone().map(Buffer::of)),
            ToWorker::Peer { pid } => {
                let port: MessagePort = port.clone().unchecked_into();
                scope::on_message_from(&port, receive);
                process::meet(pid, port);
            }
            #[cfg(not(target_feature = "atomics"))]
            ToWorker::Simulate(request, history) => simulator::start(*request, history),
            ToWorker::Explore(exploration) => explorer::start(*exploration),
            ToWorker::Steer(steer) => {
                if matches!(steer, Steer::Stop) {
                    explorer::stop();
                }
                #[cfg(not(target_feature = "atomics"))]
                simulator::steer(steer);
            }
            #[cfg(not(target_feature = "atomics"))]
            ToWorker::Seen { weight } => {
                simulator::seen(weight);
                process::receive(ToWorker::Seen { weight });
            }
            message => process::receive(message),
        }
    }
}

/// A worker that runs threads of the process whose memory it was given; `port` leads to that process's worker. Returns when the
/// process ends.
#[cfg(target_feature = "atomics")]
#[wasm_bindgen]
pub fn start_thread(port: web_sys::MessagePort) {
    scope::report_panics();
    process::parallel::help(port);
}

/// A batch of events as plain objects, for tools that are not written in Rust.
#[wasm_bindgen]
pub fn unpack_events(batch: &[u8]) -> JsValue {
    interleave_protocol::unpack(batch).map_or(JsValue::NULL, |events| interleave_protocol::to_js(&events))
}
