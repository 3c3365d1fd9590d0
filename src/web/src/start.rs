//! What `worker.js` calls, once in each worker.

use interleave_engine::compiled;
use interleave_engine::rewind::outside;
use js_sys::SharedArrayBuffer;
use wasm_bindgen::prelude::*;
use web_sys::MessagePort;

use crate::shared::Buffer;
#[cfg(not(target_feature = "atomics"))]
use crate::wire::Steer;
use crate::wire::{self, ToWorker};
#[cfg(not(target_feature = "atomics"))]
use crate::{explorer, simulator};
use crate::{process, scope, spawn};

/// The supervisor. `load` takes the name of a build and returns a promise of its `module` and of the address of the `script` that
/// its workers start from; `module` and `script` are those of the present build.
#[cfg(not(target_feature = "atomics"))]
#[wasm_bindgen]
pub fn start_supervisor(load: js_sys::Function, module: js_sys::WebAssembly::Module, script: String) {
    crate::supervisor::report_panics();
    crate::supervisor::start(load, module, script);
}

/// A worker that is told later which process or simulation to host.
#[wasm_bindgen]
pub fn start_process() {
    scope::report_panics();
    provide_files();
    scope::on_message(receive);
}

#[wasm_bindgen]
extern "C" {
    /// In `worker.js`.
    #[wasm_bindgen(catch, js_name = fetchBeside)]
    fn fetch_beside(file: &str) -> Result<String, js_sys::Error>;
}

/// What is not in the engine and fetched when a program wants it: library modules, names of characters.
fn provide_files() {
    interleave_engine::provide_library(|| {
        fetch_beside("library.txt").map_err(|error| error.message().into())
    });
    interleave_engine::provide_names(|| outside(|| fetch_beside("names.txt").ok()));
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
            #[cfg(not(target_feature = "atomics"))]
            ToWorker::Explore(exploration) => explorer::start(*exploration),
            #[cfg(not(target_feature = "atomics"))]
            ToWorker::Steer(steer) => {
                if matches!(steer, Steer::Stop) {
                    explorer::stop();
                }
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
    provide_files();
    process::parallel::help(port);
}

/// A batch of events as plain objects, for tools that are not written in Rust.
#[wasm_bindgen]
pub fn unpack_events(batch: &[u8]) -> JsValue {
    interleave_protocol::unpack(batch).map_or(JsValue::NULL, |events| interleave_protocol::to_js(&events))
}
