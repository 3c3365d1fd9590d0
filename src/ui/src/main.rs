//! The page.
//!
//! `state` has what the page knows and the one reducer; `components` draw it, one file per visible part; `hooks` connect it
//! with the browser and the engine. The page never runs lesson code: that happens in workers, behind
//! `interleave-protocol`.

// Without a browser only what needs none is built, for its tests.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code, unused_imports))]
#![allow(
    unreachable_pub,
    reason = "a program has no interface; `pub` says what a module offers to the others"
)]

mod drawing;
mod exploration;
mod files;
mod foreign;
mod lessons;
mod link;
mod markdown;
mod notebook;
mod shared;
mod state;
mod sweep;
mod traceback;
mod variables;

use interleave_analysis::words as format;

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod blob;
#[cfg(target_arch = "wasm32")]
mod components;
#[cfg(target_arch = "wasm32")]
mod hooks;
#[cfg(target_arch = "wasm32")]
mod js;
#[cfg(target_arch = "wasm32")]
mod pages;

#[cfg(target_arch = "wasm32")]
fn main() {
    app::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The page runs in a browser; `cargo xtask serve` builds and serves it.");
}
