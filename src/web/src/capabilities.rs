//! What the web driver can do here, and why not.

use interleave_protocol::{Capabilities, Capability};
use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::scope::cores;

/// What this page allows. `crossOriginIsolated` decides, not whether `SharedArrayBuffer` exists: without isolation it can be
/// constructed, and fails when it is posted.
pub(crate) fn capabilities() -> Capabilities {
    let isolated = flag(&js_sys::global(), "crossOriginIsolated");
    let shared_memory = if isolated {
        Capability { available: true, ..Capability::default() }
    } else {
        Capability {
            available: false,
            reason: "This page is not cross-origin isolated, so workers cannot share memory; locks, values and arrays between \
                     processes go through a broker worker instead."
                .into(),
            remedy: "Open the playground on its own, in its own tab.".into(),
        }
    };
    let async_wait = isolated && can_wait_async();
    let free_threading = if async_wait {
        Capability { available: true, ..Capability::default() }
    } else if isolated {
        // Firefox before 145 knows no `waitAsync`. Its threads do not start (seen in 140; 153 does well without that function too).
        Capability {
            available: false,
            reason: "This browser is too old for threads that run at the same time: it starts them, and they stand still.".into(),
            remedy: "Take Firefox 145 or later, or a current Chrome, Edge or Safari.".into(),
        }
    } else {
        Capability {
            available: false,
            reason: "Threads that run at the same time need shared memory, which this page may not use because it is not \
                     cross-origin isolated."
                .into(),
            remedy: "Open the playground on its own, in its own tab; a static host needs its service worker, which the first \
                     visit installs."
                .into(),
        }
    };
    Capabilities { isolated, shared_memory, free_threading, async_wait, cores: cores() }
}

fn can_wait_async() -> bool {
    Reflect::get(&js_sys::global(), &"Atomics".into())
        .and_then(|atomics| Reflect::has(&atomics, &"waitAsync".into()))
        .unwrap_or(false)
}

fn flag(object: &JsValue, name: &str) -> bool {
    Reflect::get(object, &name.into()).is_ok_and(|value| value.is_truthy())
}
