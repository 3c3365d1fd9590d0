//! `cargo xtask serve`: the site, built quickly, over HTTP; with `--watch` built again after each change.

use std::path::Path;
use std::process::{Command, ExitStatus};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::site::{self, Made};
use crate::step::Plan;
use crate::{root, target_dir};

/// What the site is made of. Of folders, all files below.
const SOURCES: [&str; 6] = ["index.html", "Trunk.toml", "Cargo.lock", "src", "lessons", "www"];
/// Folders below these that builds write.
const PRODUCTS: [&str; 2] = ["www/dist", "www/node_modules"];

/// Seconds of processor time that compiling the server takes, once.
const SERVER: f64 = 60.0;

/// Serves until Ctrl-C. What is no option of the chore's is the server's.
///
/// # Errors
/// If something cannot be installed or built, or the port is taken.
pub(crate) fn run(shell: &Shell, arguments: &[&str]) -> Result<()> {
    let watch = arguments.contains(&"--watch");
    let arguments: Vec<&str> = arguments.iter().copied().filter(|&argument| argument != "--watch").collect();
    let build_server = |shell: &Shell| -> Result<()> {
        Ok(cmd!(shell, "cargo build --quiet --package interleave-server").quiet().run()?)
    };
    let server = target_dir(shell)?.join("debug/interleave-server");
    if arguments.iter().any(|argument| ["--help", "-h"].contains(argument)) {
        println!(
            "cargo xtask serve [--watch] [OPTIONS]\n\n      --watch        Build again what changes, and reload the page\n"
        );
        build_server(shell)?;
        return ended(Command::new(server).arg("--help").status()?);
    }
    let expected = if server.exists() { 2.0 } else { SERVER };
    let beside = |shell: &Shell, plan: &Plan| plan.step("build the server", expected, || build_server(shell));
    site::build(shell, Made::Quickly, (expected, beside))?;
    let mut server = Command::new(server);
    server.args(["--dir", "dist"]).args(watch.then_some("--reload")).args(arguments).current_dir(root());
    let mut server = server.spawn().context("the server cannot be started")?;
    if !watch {
        return ended(server.wait()?);
    }
    let mut seen = newest();
    loop {
        if let Some(status) = server.try_wait()? {
            return ended(status);
        }
        std::thread::sleep(Duration::from_millis(300));
        let now = newest();
        if now <= seen {
            continue;
        }
        seen = now;
        // What does not compile has been said; the next change may mend it.
        if let Err(error) = site::build(shell, Made::Quickly, site::alone()) {
            eprintln!("\nerror: {error:#}");
        }
    }
}

fn ended(status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("the server ended with {status}");
    }
    Ok(())
}

/// When a source was changed last.
fn newest() -> Option<SystemTime> {
    SOURCES.iter().filter_map(|source| newest_below(&root().join(source))).max()
}

fn newest_below(path: &Path) -> Option<SystemTime> {
    let products = PRODUCTS.map(|product| root().join(product));
    if products.iter().any(|product| product == path) {
        return None;
    }
    let own = std::fs::metadata(path).and_then(|data| data.modified()).ok();
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
    let below = entries.filter_map(|entry| newest_below(&entry.path()));
    own.into_iter().chain(below).max()
}
