//! The versions of everything that is fetched or built beside the crates of Cargo.lock. `wasm-bindgen` is not here: its command must
//! be as old as the crate, so Cargo.lock says it.

/// The nightly that rustup users build for the browser with.
pub(crate) const NIGHTLY: &str = "nightly-2026-05-20";
/// Bundles the page. Later ones bring 19 crates of a JavaScript minifier along, which take longer to compile than all the rest, and
/// want a later compiler than we do.
pub(crate) const TRUNK: &str = "0.21.14";
/// `wasm-opt`, by npm.
pub(crate) const BINARYEN: &str = "132.0.0";
/// Firefox's side of WebDriver.
pub(crate) const GECKODRIVER: &str = "0.37.1";
/// Inputs guided by coverage.
pub(crate) const CARGO_FUZZ: &str = "0.13.2";
