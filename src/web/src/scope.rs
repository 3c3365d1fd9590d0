//! The global scope of the worker this code runs in: messages to its parent, timers, clocks.

use std::rc::Rc;

use interleave_protocol::RunRequest;
use js_sys::{Array, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

use crate::wire;

/// Milliseconds that a slice may take before the event loop has its turn.
pub(crate) const SLICE: f64 = 8.0;

/// `self`.
pub(crate) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// `navigator.hardwareConcurrency`.
pub(crate) fn cores() -> u32 {
    (scope().navigator().hardware_concurrency() as u32).max(1)
}

/// The seed that was asked for, or one that nobody knows.
pub(crate) fn seed(request: &RunRequest) -> u64 {
    request.spec.settings.seed.unwrap_or_else(|| (js_sys::Math::random() * f64::from(u32::MAX)) as u64)
}

/// Milliseconds that mean the same in every worker of the page.
pub(crate) fn now_ms() -> f64 {
    thread_local! {
        static CLOCK: (f64, Option<web_sys::Performance>) = {
            let performance = scope().performance();
            (performance.as_ref().map_or(0.0, |performance| performance.time_origin()), performance)
        };
    }
    CLOCK.with(|(origin, performance)| match performance {
        Some(performance) => origin + performance.now(),
        None => js_sys::Date::now(),
    })
}

/// Posts to the worker that started this one.
pub(crate) fn post<T: Serialize>(message: &T) {
    post_bytes(&wire::encode(message));
}

/// Posts encoded messages to the worker that started this one.
pub(crate) fn post_bytes(bytes: &[u8]) {
    let bytes = Uint8Array::from(bytes);
    // Bytes can always be cloned and transferred.
    let _ = scope().post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
}

/// Posts encoded messages to another worker.
pub(crate) fn post_to(port: &MessagePort, bytes: &[u8]) {
    let bytes = Uint8Array::from(bytes);
    let _ = port.post_message_with_transferable(&bytes, &Array::of1(&bytes.buffer()));
}

/// Posts to the worker that started this one, with values beside the message, some of them handed over.
#[cfg(target_feature = "atomics")]
pub(crate) fn post_with<T: Serialize>(message: &T, first: &JsValue, second: &JsValue, handed_over: &Array) {
    let bytes = Uint8Array::from(wire::encode(message).as_slice());
    let _ = scope().post_message_with_transfer(&Array::of3(&bytes, first, second), handed_over);
}

/// Calls back when a message comes, for as long as the worker lives.
pub(crate) fn on_message(mut handle: impl FnMut(JsValue) + 'static) {
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| handle(event.data()));
    scope().set_onmessage(Some(listener.into_js_value().unchecked_ref()));
}

/// Calls back when a message comes through this port, for as long as the worker lives.
pub(crate) fn on_message_from(port: &MessagePort, mut handle: impl FnMut(JsValue) + 'static) {
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| handle(event.data()));
    port.set_onmessage(Some(listener.into_js_value().unchecked_ref()));
}

/// Reports a panic to the parent before the trap ends everything here.
pub(crate) fn report_panics() {
    std::panic::set_hook(Box::new(|info| {
        crate::process::flush();
        post(&wire::FromWorker::Crashed { message: info.to_string() });
    }));
}

/// Calls back on another turn of the event loop: at once, or later. At most one of each is under way.
pub(crate) struct Turns {
    port: MessagePort,
    soon: std::cell::Cell<bool>,
    /// The timer that has not gone off, and when it is due.
    timer: Rc<std::cell::Cell<Option<(i32, f64)>>>,
    on_timer: JsValue,
}

impl Turns {
    /// `turn` is called for every [`Turns::soon`] and [`Turns::at`]; call [`Turns::begun`] first thing there.
    pub(crate) fn new(mut turn: impl FnMut() + 'static) -> Turns {
        let channel = MessageChannel::new().expect("workers have MessageChannel");
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |_| turn());
        channel.port1().set_onmessage(Some(listener.into_js_value().unchecked_ref()));
        // The timer only posts: timers set from a message's task are not clamped to 4 ms as nested ones are.
        let port = channel.port2();
        let posting = port.clone();
        let timer = Rc::new(std::cell::Cell::new(None));
        let gone_off = timer.clone();
        let on_timer = Closure::<dyn FnMut()>::new(move || {
            // Where the clock is coarse a timer may go off before its time: the turn must be able to set it again.
            gone_off.set(None);
            let _ = posting.post_message(&JsValue::NULL);
        });
        Turns { port, soon: std::cell::Cell::new(false), timer, on_timer: on_timer.into_js_value() }
    }

    /// A turn began: what was under way is done.
    pub(crate) fn begun(&self) {
        self.soon.set(false);
    }

    /// A turn was asked for and has not begun.
    pub(crate) fn is_soon(&self) -> bool {
        self.soon.get()
    }

    /// A turn as soon as other messages had theirs.
    pub(crate) fn soon(&self) {
        if !self.soon.replace(true) {
            let _ = self.port.post_message(&JsValue::NULL);
        }
    }

    /// A turn at this moment of [`now_ms`], instead of an earlier wish.
    pub(crate) fn at(&self, time: Option<f64>) {
        if let Some((timer, due)) = self.timer.get() {
            if Some(due) == time && due > now_ms() {
                return;
            }
            scope().clear_timeout_with_handle(timer);
            self.timer.set(None);
        }
        let Some(time) = time else { return };
        // Rounded up: a turn that comes too early would only set another timer.
        let wait = (time - now_ms()).ceil().clamp(0.0, f64::from(i32::MAX)) as i32;
        let timer = scope()
            .set_timeout_with_callback_and_timeout_and_arguments_0(self.on_timer.unchecked_ref(), wait);
        self.timer.set(timer.ok().map(|timer| (timer, time)));
    }
}
