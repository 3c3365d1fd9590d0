//! Chores of the repository: `cargo xtask help` lists them.
//!
//! Each chore prints what it does and how long it took. When it cannot go on it says what is missing and the command
//! that gets it. What is built once per machine (trunk, wasm-bindgen) stands outside `target/`.

mod bench {
    mod browser;
    mod contestant;
    pub(crate) mod engine;
    pub(crate) mod explore;
    pub(crate) mod outside;
    pub(crate) mod runtime;
}
mod architecture;
mod boundaries;
mod cpython_tests;
mod fuzz;
#[path = "../../src/engine/library_sources.rs"]
mod library_sources;
mod lint;
mod serve;
mod site;
mod size;
mod step;
mod system;
mod test;
mod toolchain;
mod tools;
mod versions;

use std::process::ExitCode;

use anyhow::{Result, bail};
use site::Made;
use xshell::{Shell, cmd};

const HELP: &str = "\
cargo xtask serve [--port N]    install what is missing, build the site quickly, serve it on loopback
            --watch             build again what changes, and reload the page
cargo xtask test [FILTER]       all checks and tests, browsers included
             --no-browser       leave out the site and the tests that need a browser
cargo xtask lessons [FILTER]    check the course, write lessons/COVERAGE.md
cargo xtask setup               only install what is missing
cargo xtask dist                build the site into dist/ and the `interleave` binary that contains it
cargo xtask bench engine        the machine's speed beside its peers', written to docs/benchmarks.md
             --no-browser       only natively, beside CPython
cargo xtask bench outside       pyperformance, small pieces of Python and large objects beside CPython, into docs/benchmarks.md
            outside FILTER      only the programs whose names contain it, only printed
cargo xtask bench runtime       threads, processes and all between them beside CPython's, docs/benchmarks-runtime.md
            runtime FILTER      only the programs of benches/runtime whose names contain it, only printed
             --no-browser       the same only natively
cargo xtask bench explore       the search of schedules beside its peers, which it installs, docs/benchmarks-explorer.md
            explore FILTER      only the programs of benches/explore whose names contain it, only printed
cargo xtask cpython-tests [MODULE...]  CPython's own tests, as installed: which of those that it passes we pass
             --debug            on the binary that is built quickly
cargo xtask fuzz [TARGET]       look for panics, hangs and memory errors: program, image, pickle, or all of them
             --seconds N        how long each, 60 if not said
cargo xtask size                what the built site weighs, compressed, and whether that is within its budgets
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let shell = Shell::new()?;
    shell.change_dir(root());
    let rest: Vec<&str> = arguments.iter().skip(1).map(String::as_str).collect();
    match arguments.first().map(String::as_str) {
        Some("serve") => serve::run(&shell, &rest),
        Some("test") => test::run(&shell, &rest),
        Some("lessons") => {
            system::install_for_lessons(&shell)?;
            step::step("build the interleave command", || {
                Ok(cmd!(shell, "cargo build --quiet --release --package interleave-cli").run()?)
            })?;
            step::step("check the lessons", || {
                let _write = shell.push_env("INTERLEAVE_WRITE", "1");
                Ok(cmd!(
                    shell,
                    "cargo test --quiet --release --package interleave-tests --test lessons -- {rest...}"
                )
                .run()?)
            })
        }
        Some("setup") => site::set_up(&shell),
        Some("dist") => {
            site::build(&shell, Made::Small, site::alone())?;
            step::step("build the interleave command with the site inside", || {
                Ok(cmd!(shell, "cargo build --quiet --release --package interleave-cli --features site")
                    .run()?)
            })
        }
        Some("bench") => match rest.as_slice() {
            ["engine"] => bench::engine::run(&shell, true),
            ["engine", "--no-browser"] => bench::engine::run(&shell, false),
            ["outside"] => bench::outside::run(&shell, ""),
            ["outside", filter] => bench::outside::run(&shell, filter),
            ["explore"] => bench::explore::run(&shell, ""),
            ["explore", filter] => bench::explore::run(&shell, filter),
            ["runtime"] => bench::runtime::run(&shell, "", true),
            ["runtime", "--no-browser"] => bench::runtime::run(&shell, "", false),
            ["runtime", filter] => bench::runtime::run(&shell, filter, true),
            ["runtime", filter, "--no-browser"] => bench::runtime::run(&shell, filter, false),
            _ => bail!(
                "cargo xtask bench measures: engine [--no-browser], explore [FILTER], outside [FILTER], runtime [FILTER] \
                 [--no-browser]"
            ),
        },
        Some("cpython-tests") => cpython_tests::run(&shell, &rest),
        Some("fuzz") => fuzz::run(&shell, &rest),
        Some("size") => size::check(&shell),
        Some("help") | None => {
            print!("{HELP}");
            Ok(())
        }
        Some(other) => bail!("there is no chore `{other}`\n\n{HELP}"),
    }
}

/// The repository's top folder.
fn root() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask stands in the repository")
        .to_path_buf()
}

/// Whether a toolchain of rustup (none: the default one) can compile for a target: gets what that needs, where it can.
fn rustup_target(shell: &Shell, toolchain: Option<&str>, target: &str) -> bool {
    let option = toolchain.map(|name| format!("--toolchain={name}"));
    let option = option.as_slice();
    let installed = || {
        let list = cmd!(shell, "rustup target list --installed {option...}").quiet().ignore_stderr().read();
        list.is_ok_and(|targets| targets.lines().any(|line| line == target))
    };
    installed()
        || cmd!(shell, "rustup target add {target} {option...}").quiet().ignore_stderr().run().is_ok()
            && installed()
}

/// Cargo's target folder for native builds.
fn target_dir(shell: &Shell) -> Result<std::path::PathBuf> {
    Ok(match shell.var("CARGO_TARGET_DIR") {
        Ok(folder) => root().join(folder),
        Err(_) => root().join("target"),
    })
}
