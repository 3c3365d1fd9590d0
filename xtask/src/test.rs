//! `cargo xtask test`: every check, from formatting to real browsers.

use anyhow::Result;
use xshell::{Shell, cmd};

use crate::step::step;
use crate::{boundaries, site, system};

/// Runs all tests, or those whose name contains the first argument that is no option.
///
/// # Errors
/// At the first step that fails.
pub(crate) fn run(shell: &Shell, arguments: &[&str]) -> Result<()> {
    let browser = !arguments.contains(&"--no-browser");
    let filter: Vec<&str> =
        arguments.iter().copied().filter(|argument| !argument.starts_with("--")).collect();
    let filter = filter.as_slice();

    step("check formatting", || Ok(cmd!(shell, "cargo fmt --all --check").quiet().run()?))?;
    step("check the crates' boundaries", || boundaries::check(shell))?;
    step("lint (clippy)", || {
        Ok(cmd!(shell, "cargo clippy --quiet --workspace --all-targets -- --deny warnings").quiet().run()?)
    })?;
    step("build the interleave command", || {
        Ok(cmd!(shell, "cargo build --quiet --release --package interleave-cli").quiet().run()?)
    })?;
    step("test the crates and the drivers", || {
        Ok(cmd!(shell, "cargo test --release --workspace --no-fail-fast -- {filter...}").run()?)
    })?;
    if !browser {
        return Ok(());
    }

    // This also compiles every portable crate (lang, engine, runtime, trace, analysis, lesson) for wasm32.
    site::build(shell)?;
    if !(system::has(shell, "chromium") && system::has(shell, "chromedriver")) {
        system::install(shell, "the page is tested in Chromium", &["chromium", "chromium-driver"])?;
    }
    step("test the page in Chromium", || {
        Ok(cmd!(
            shell,
            "cargo test --release --package interleave-tests --features browser --test browser -- {filter...}"
        )
        .run()?)
    })
}
