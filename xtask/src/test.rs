//! `cargo xtask test`: every check, from formatting to real browsers.

use anyhow::Result;
use xshell::{Shell, cmd};

use crate::site::Made;
use crate::step::{step, tell_skipped};
use crate::{architecture, boundaries, lint, root, site, size, system, tools};

/// Runs all tests, or those whose name contains the first argument that is no option.
///
/// # Errors
/// At the first step that fails.
pub(crate) fn run(shell: &Shell, arguments: &[&str]) -> Result<()> {
    steps(shell, arguments)?;
    tell_skipped();
    Ok(())
}

fn steps(shell: &Shell, arguments: &[&str]) -> Result<()> {
    let browser = !arguments.contains(&"--no-browser");
    let filter: Vec<&str> =
        arguments.iter().copied().filter(|argument| !argument.starts_with("--")).collect();
    let filter = filter.as_slice();
    // One choice of packages and features for all steps: otherwise cargo compiles the engine once for each.
    let same = ["--workspace", "--features", "interleave-tests/browser"].as_slice();

    step("check formatting", || Ok(cmd!(shell, "cargo fmt --all --check").quiet().run()?))?;
    step("check the crates' boundaries", || boundaries::check(shell))?;
    step("check what ARCHITECTURE.md claims", architecture::check)?;
    step("compile the native driver for macOS", || boundaries::check_macos(shell))?;
    lint::all(shell, same)?;
    system::install_for_lessons(shell)?;
    step("build the interleave command", || {
        Ok(cmd!(shell, "cargo build --quiet --release {same...} --bin interleave").quiet().run()?)
    })?;
    step("test the crates and the drivers", || {
        Ok(cmd!(shell, "cargo test --release {same...} --no-fail-fast -- {filter...}").run()?)
    })?;
    if !browser {
        return Ok(());
    }

    // This also compiles every portable crate (lang, engine, runtime, trace, analysis, lesson) for wasm32.
    site::build(shell, Made::Small, site::alone())?;
    step("check what a visitor downloads", || size::check(shell))?;
    if !(system::has(shell, "chromium") && system::has(shell, "chromedriver")) {
        system::install(shell, "the page is tested in Chromium", &["chromium", "chromium-driver"])?;
    }
    system::install_firefox(shell)?;
    let drivers = tools::geckodriver(shell)?;
    let _path = shell.push_env("PATH", format!("{}:{}", shell.var("PATH")?, drivers.display()));
    let _site = shell.push_env("INTERLEAVE_SITE", root().join("dist"));
    step("test the page in Chromium and Firefox", || {
        Ok(cmd!(shell, "cargo test --release {same...} --test browser -- {filter...}").run()?)
    })?;
    step("test the web driver in Chromium and Firefox", || {
        Ok(cmd!(shell, "cargo test --release {same...} --test conformance-web -- {filter...}").run()?)
    })
}
