//! The shared words as a `SharedArrayBuffer`.

use js_sys::{
    Atomics, BigInt64Array, Int8Array, Int16Array, Int32Array, Promise, Reflect, SharedArrayBuffer,
    Uint8Array,
};
use wasm_bindgen::prelude::*;

use super::arena::Words;

/// Bytes at the start; enough for most runs.
const INITIAL: u32 = 1 << 20;
/// Where growing ends.
const MOST: u32 = 1 << 28;
/// Bytes where the browser cannot grow shared memory: all at once.
const FIXED: u32 = 1 << 26;

// Without `catch`: indices come from the arena, so nothing throws, and these are the calls that a lock costs.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Atomics)]
    fn load(array: &Int32Array, index: u32) -> i32;
    #[wasm_bindgen(js_namespace = Atomics)]
    fn store(array: &Int32Array, index: u32, value: i32) -> i32;
    #[wasm_bindgen(js_namespace = Atomics)]
    fn add(array: &Int32Array, index: u32, value: i32) -> i32;
    #[wasm_bindgen(js_namespace = Atomics, js_name = compareExchange)]
    fn compare_exchange(array: &Int32Array, index: u32, old: i32, new: i32) -> i32;
    #[wasm_bindgen(js_namespace = Atomics, js_name = load)]
    fn load_8(array: &Int8Array, index: u32) -> i32;
    #[wasm_bindgen(js_namespace = Atomics, js_name = store)]
    fn store_8(array: &Int8Array, index: u32, value: i32) -> i32;
    #[wasm_bindgen(js_namespace = Atomics, js_name = load)]
    fn load_16(array: &Int16Array, index: u32) -> i32;
    #[wasm_bindgen(js_namespace = Atomics, js_name = store)]
    fn store_16(array: &Int16Array, index: u32, value: i32) -> i32;
    #[wasm_bindgen(js_namespace = Atomics, js_name = load)]
    fn load_64(array: &BigInt64Array, index: u32) -> i64;
    #[wasm_bindgen(js_namespace = Atomics, js_name = store)]
    fn store_64(array: &BigInt64Array, index: u32, value: i64) -> i64;
}

/// A run's shared words. The views cover the buffer as it grows.
#[derive(Clone)]
pub struct Buffer {
    buffer: SharedArrayBuffer,
    words: Int32Array,
    bytes: Uint8Array,
    items_8: Int8Array,
    items_16: Int16Array,
    items_64: BigInt64Array,
}

impl Default for Buffer {
    fn default() -> Self {
        Buffer::new()
    }
}

impl Buffer {
    /// A fresh buffer, all zero.
    pub fn new() -> Buffer {
        let grows =
            Reflect::has(&js_sys::global(), &"SharedArrayBuffer".into()).unwrap_or(false) && can_grow();
        Buffer::of(if grows {
            SharedArrayBuffer::new_with_options(
                INITIAL as usize,
                &js_sys::ArrayBufferOptions::new(MOST as usize),
            )
        } else {
            SharedArrayBuffer::new(FIXED)
        })
    }

    /// The buffer that another worker made.
    pub fn of(buffer: SharedArrayBuffer) -> Buffer {
        Buffer {
            words: Int32Array::new(&buffer),
            bytes: Uint8Array::new(&buffer),
            items_8: Int8Array::new(&buffer),
            items_16: Int16Array::new(&buffer),
            items_64: BigInt64Array::new(&buffer),
            buffer,
        }
    }

    /// What to post to another worker.
    pub fn as_js(&self) -> &JsValue {
        self.buffer.as_ref()
    }

    /// Bytes from `at`. Aligned items of 1, 2, 4 and 8 bytes are read whole.
    pub fn read(&self, at: u32, length: usize) -> Vec<u8> {
        match length {
            1 => vec![load_8(&self.items_8, at) as u8],
            2 if at.is_multiple_of(2) => (load_16(&self.items_16, at / 2) as i16).to_le_bytes().to_vec(),
            4 if at.is_multiple_of(4) => load(&self.words, at / 4).to_le_bytes().to_vec(),
            8 if at.is_multiple_of(8) => load_64(&self.items_64, at / 8).to_le_bytes().to_vec(),
            _ => self.bytes.subarray(at, at + length as u32).to_vec(),
        }
    }

    /// Writes bytes from `at`, as [`Buffer::read`] reads them.
    pub fn write(&self, at: u32, bytes: &[u8]) {
        match *bytes {
            [a] => {
                store_8(&self.items_8, at, i32::from(a as i8));
            }
            [a, b] if at.is_multiple_of(2) => {
                store_16(&self.items_16, at / 2, i32::from(i16::from_le_bytes([a, b])));
            }
            [a, b, c, d] if at.is_multiple_of(4) => {
                store(&self.words, at / 4, i32::from_le_bytes([a, b, c, d]));
            }
            [a, b, c, d, e, f, g, h] if at.is_multiple_of(8) => {
                store_64(&self.items_64, at / 8, i64::from_le_bytes([a, b, c, d, e, f, g, h]));
            }
            _ => self.bytes.subarray(at, at + bytes.len() as u32).copy_from(bytes),
        }
    }

    /// Wakes the worker that waits on a word.
    pub fn notify(&self, at: u32) {
        let _ = Atomics::notify(&self.words, at);
    }

    /// Stands still until the word is notified, or it no longer has this value; false: not within so many milliseconds.
    pub fn wait(&self, at: u32, value: i32, most: f64) -> bool {
        Atomics::wait_with_timeout(&self.words, at, value, most).is_ok_and(|end| end != "timed-out")
    }

    /// Resolves when the word is notified; `None` when it no longer has this value.
    pub fn changed(&self, at: u32, value: i32) -> Option<Promise> {
        let result = Atomics::wait_async(&self.words, at, value).ok()?;
        let is_async = Reflect::get(&result, &"async".into()).ok()?.is_truthy();
        if !is_async {
            return None;
        }
        Reflect::get(&result, &"value".into()).ok()?.dyn_into().ok()
    }
}

fn can_grow() -> bool {
    Reflect::get(&js_sys::global(), &"SharedArrayBuffer".into())
        .and_then(|class| Reflect::get(&class, &"prototype".into()))
        .and_then(|prototype| Reflect::has(&prototype, &"grow".into()))
        .unwrap_or(false)
}

impl Words for Buffer {
    fn load(&self, at: u32) -> i32 {
        load(&self.words, at)
    }

    fn store(&self, at: u32, value: i32) {
        store(&self.words, at, value);
    }

    fn add(&self, at: u32, value: i32) -> i32 {
        add(&self.words, at, value)
    }

    fn compare_exchange(&self, at: u32, old: i32, new: i32) -> i32 {
        compare_exchange(&self.words, at, old, new)
    }

    fn reserve(&self, words: u32) -> bool {
        let Some(bytes) = words.checked_mul(4) else { return false };
        if bytes <= self.buffer.byte_length() {
            return true;
        }
        let wanted = bytes.checked_next_power_of_two().unwrap_or(u32::MAX).min(MOST);
        // Another worker may have grown it further in between: then this fails, and all is well.
        let _ = self.buffer.grow(wanted as usize);
        bytes <= self.buffer.byte_length()
    }

    fn pause(&self, at: u32, value: i32) {
        // A worker may block for a moment; whoever holds the word is in another one and about to change it.
        let _ = Atomics::wait_with_timeout(&self.words, at, value, 1.0);
    }
}
