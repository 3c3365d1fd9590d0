//! Looks for panics, hangs and memory errors by inputs that coverage guides: `fuzz/` with cargo-fuzz.

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::toolchain;
use crate::versions::NIGHTLY;
use crate::{step, system, tools};

/// Bins of `fuzz/Cargo.toml`.
const TARGETS: [&str; 3] = ["program", "image", "pickle"];
const SECONDS: u32 = 60;

/// `[TARGET] [--seconds N]`: all targets for a minute each if nothing is said.
///
/// # Errors
/// If an input panics, hangs or takes too much memory: it then stands in `fuzz/artifacts/`.
pub(crate) fn run(shell: &Shell, arguments: &[&str]) -> Result<()> {
    let (targets, seconds) = parse(arguments)?;
    let toolchain = toolchain(shell)?;
    let bin = tools::cargo_fuzz(shell)?;
    step::step("write the inputs to begin with", || {
        Ok(cmd!(
            shell,
            "cargo run --quiet --release --package interleave-tests --example corpus -- fuzz/corpus"
        )
        .run()?)
    })?;
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let _environment = [shell.push_env("PATH", path), shell.push_env("RUSTUP_TOOLCHAIN", toolchain)];
    for target in targets {
        step::step(
            &format!("fuzz {target} for {seconds} s (the first time after some minutes of building)"),
            || {
                let limits =
                    [format!("-max_total_time={seconds}"), "-rss_limit_mb=4096".into(), "-timeout=10".into()];
                cmd!(shell, "cargo fuzz run {target} -- {limits...} -close_fd_mask=1 -print_final_stats=1").run().with_context(
                || format!("an input fails: it stands in fuzz/artifacts/{target}, and `cargo fuzz tmin {target} FILE` makes it smaller"),
            )
            },
        )?;
    }
    Ok(())
}

fn parse<'a>(arguments: &[&'a str]) -> Result<(Vec<&'a str>, u32)> {
    let (mut targets, mut seconds) = (Vec::new(), SECONDS);
    let mut rest = arguments.iter().copied();
    while let Some(argument) = rest.next() {
        if argument == "--seconds" {
            let number = rest.next().and_then(|text| text.parse().ok());
            seconds = number.context("--seconds takes a number: cargo xtask fuzz program --seconds 300")?;
        } else if TARGETS.contains(&argument) {
            targets.push(argument);
        } else {
            bail!("there is no target `{argument}`; there are {}", TARGETS.join(", "));
        }
    }
    if targets.is_empty() {
        targets.extend(TARGETS);
    }
    Ok((targets, seconds))
}

/// A nightly: the sanitizer that finds memory errors is no part of stable Rust.
fn toolchain(shell: &Shell) -> Result<String> {
    if !system::has(shell, "rustup") {
        bail!("cargo-fuzz needs a nightly Rust of rustup's: get rustup, then {}", install());
    }
    match toolchain::nightlies(shell).into_iter().next() {
        Some(name) => Ok(name),
        None => bail!("cargo-fuzz needs a nightly Rust: {}", install()),
    }
}

fn install() -> String {
    format!("rustup toolchain install {NIGHTLY} --profile minimal")
}
