//! The boundaries of ARCHITECTURE.md, checked: which crate may know which.

use anyhow::{Result, bail};
use xshell::{Shell, cmd};

use crate::rustup_target;
use crate::step::skip;
use crate::versions::NIGHTLY;

/// A crate and what must not be among its dependencies, at any depth.
const FORBIDDEN: [(&str, &[&str]); 8] = [
    (
        "interleave-run",
        &["interleave-lang", "interleave-engine", "interleave-trace", "postcard", "wasm-bindgen", "rustix"],
    ),
    ("interleave-lang", &["interleave-engine", "wasm-bindgen", "rustix"]),
    ("interleave-engine", &["interleave-runtime", "interleave-trace", "wasm-bindgen", "rustix"]),
    ("interleave-trace", &["interleave-engine", "interleave-runtime", "wasm-bindgen", "rustix"]),
    ("interleave-runtime", &["interleave-native", "interleave-web", "wasm-bindgen", "rustix"]),
    (
        "interleave-analysis",
        &["interleave-engine", "interleave-runtime", "interleave-native", "interleave-web", "wasm-bindgen"],
    ),
    ("interleave-lesson", &["interleave-engine", "interleave-runtime", "wasm-bindgen", "rustix"]),
    ("interleave-ui", &["interleave-engine", "interleave-lang", "interleave-runtime", "interleave-native"]),
];

/// Checks every boundary.
///
/// # Errors
/// Names the crate and the dependency it must not have.
pub(crate) fn check(shell: &Shell) -> Result<()> {
    let mut broken = Vec::new();
    for (package, forbidden) in FORBIDDEN {
        let format = "{lib}";
        // Compiled for wasm the tree is what the browser gets; natively it has what tests and tools add.
        let tree = cmd!(shell, "cargo tree --package {package} --edges normal --prefix none --format {format} --target wasm32-unknown-unknown")
            .quiet()
            .read()?;
        for name in forbidden {
            let library = name.replace('-', "_");
            if tree.lines().any(|line| line.trim() == library) {
                broken.push(format!("{package} must not depend on {name}"));
            }
        }
    }
    if !broken.is_empty() {
        bail!(
            "{}\nARCHITECTURE.md says why; `cargo tree --package … --invert …` shows the way in",
            broken.join("\n")
        );
    }
    Ok(())
}

/// Compiles the native driver and the command for macOS, where rustup has what that needs.
///
/// # Errors
/// The compiler's.
pub(crate) fn check_macos(shell: &Shell) -> Result<()> {
    const TARGET: &str = "aarch64-apple-darwin";
    if !rustup_target(shell, Some(NIGHTLY), TARGET) {
        skip("compile the native driver for macOS", &format!("rustup has no {TARGET} for {NIGHTLY}"));
        return Ok(());
    }
    // A dependency has a few lines of assembly, for which there is no assembler here. As nothing is linked, nobody misses them.
    let _assembler = shell.push_env("CC_aarch64_apple_darwin", "true");
    let _archiver = shell.push_env("AR_aarch64_apple_darwin", "true");
    Ok(cmd!(
        shell,
        "cargo +{NIGHTLY} check --quiet --package interleave-native --package interleave-cli --target {TARGET}"
    )
    .quiet()
    .run()?)
}
