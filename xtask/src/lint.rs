//! Lints: clippy as the command sees the crates and as the browser does, biome for what is JavaScript.

use anyhow::Result;
use xshell::{Shell, cmd};

use crate::step::{skip, step};
use crate::{rustup_target, site};

/// The crates with code for the browser alone.
const BROWSER: [&str; 3] = ["interleave-ui", "interleave-web", "interleave-protocol"];

/// Lints everything; `same` are the packages and features of the native crates.
///
/// # Errors
/// The lints'.
pub(crate) fn all(shell: &Shell, same: &[&str]) -> Result<()> {
    step("lint (clippy)", || {
        Ok(cmd!(shell, "cargo clippy --quiet {same...} --all-targets -- --deny warnings").quiet().run()?)
    })?;
    if rustup_target(shell, None, "wasm32-unknown-unknown") {
        step("lint what runs in the browser (clippy)", || {
            let packages = BROWSER.into_iter().flat_map(|package| ["--package", package]);
            // `src/web/clippy.toml` and `src/ui/clippy.toml` name what does not work there.
            Ok(cmd!(
                shell,
                "cargo clippy --quiet {packages...} --lib --bins --target wasm32-unknown-unknown -- --deny warnings"
            )
            .quiet()
            .run()?)
        })?;
    } else {
        skip("lint what runs in the browser", "rustup has no wasm32-unknown-unknown for this toolchain");
    }
    site::development_packages(shell)?;
    step("lint the JavaScript (biome)", || {
        let biome = "www/node_modules/.bin/biome";
        Ok(cmd!(shell, "{biome} lint --error-on-warnings").quiet().run()?)
    })
}
