//! Which Rust builds for the browser.
//!
//! The shared-memory build compiles `std` itself with atomics, which takes a nightly compiler (or a stable one told to
//! behave like it) and `std`'s sources. Two sources of these are known: rustup, and Debian's `rustc-web` packages.

use std::path::Path;

use anyhow::{Result, bail};
use xshell::{Shell, cmd};

use crate::versions::NIGHTLY;
use crate::{step, system};

const DEBIAN_PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

/// A Rust that can build for `wasm32-unknown-unknown` with `std` from source.
pub(crate) enum Toolchain {
    /// The name of a rustup toolchain with the target and `rust-src`.
    Rustup(String),
    /// Debian's compiler in /usr/bin.
    Debian,
}

impl Toolchain {
    /// Finds one, or gets one.
    ///
    /// # Errors
    /// If neither rustup nor apt can provide it; the message says what to install.
    pub(crate) fn find(shell: &Shell) -> Result<Self> {
        if let Some(name) = rustup_ready(shell) {
            step::fine(&format!("browser builds use rustup's {name}"));
            return Ok(Self::Rustup(name));
        }
        if debian_ready() {
            step::fine(
                "browser builds use Debian's rustc-web (rustup has no wasm32 target with std's sources)",
            );
            return Ok(Self::Debian);
        }
        if system::has(shell, "rustup") {
            let fetched = step::step(&format!("fetch {NIGHTLY} with rustup"), || {
                cmd!(shell, "rustup toolchain install {NIGHTLY} --profile minimal --component rust-src --target wasm32-unknown-unknown")
                    .quiet()
                    .run()?;
                Ok(())
            });
            match fetched {
                Ok(()) => return Ok(Self::Rustup(NIGHTLY.to_owned())),
                Err(error) => println!("    rustup cannot: {error:#}"),
            }
        }
        if system::can_install(shell) {
            system::install(shell, "a Rust for the browser with std's sources", &DEBIAN_PACKAGES)?;
            if debian_ready() {
                return Ok(Self::Debian);
            }
        }
        bail!(
            "no Rust that can build for the browser.\nGet one with\n    rustup toolchain install {NIGHTLY} --component rust-src --target wasm32-unknown-unknown\nor, on Debian,\n    sudo apt-get install {}",
            DEBIAN_PACKAGES.join(" ")
        )
    }

    /// Environment that makes `cargo` (and trunk, which calls it) use this toolchain.
    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Rustup(name) => vec![
                ("RUSTUP_TOOLCHAIN", name.clone()),
                ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort".to_owned()),
            ],
            Self::Debian => vec![
                ("PATH", format!("/usr/bin:{}", std::env::var("PATH").unwrap_or_default())),
                // Lets a release compiler build `std`, as a nightly does.
                ("RUSTC_BOOTSTRAP", "1".to_owned()),
                ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort".to_owned()),
            ],
        }
    }
}

/// The first of rustup's toolchains that has the wasm32 target and `std`'s sources: the pinned one before others.
fn rustup_ready(shell: &Shell) -> Option<String> {
    nightlies(shell).into_iter().find(|name| {
        let Ok(sysroot) = cmd!(shell, "rustc +{name} --print sysroot").quiet().ignore_stderr().read() else {
            return false;
        };
        let lib = Path::new(&sysroot).join("lib/rustlib");
        lib.join("wasm32-unknown-unknown/lib").exists()
            && lib.join("src/rust/library/std/Cargo.toml").exists()
    })
}

/// Rustup's nightlies, the pinned one before others.
pub(crate) fn nightlies(shell: &Shell) -> Vec<String> {
    let list = cmd!(shell, "rustup toolchain list").quiet().ignore_stderr().read().unwrap_or_default();
    let first_words = list.lines().filter_map(|line| line.split_whitespace().next());
    let mut names: Vec<String> =
        first_words.filter(|name| name.starts_with("nightly")).map(str::to_owned).collect();
    names.sort_by_key(|name| !name.starts_with(NIGHTLY));
    names
}

fn debian_ready() -> bool {
    Path::new("/usr/bin/rustc").exists()
        && Path::new("/usr/bin/cargo").exists()
        && Path::new("/usr/lib/rustlib/src/rust/library/std/Cargo.toml").exists()
        && ["/usr/bin/rust-lld", "/usr/bin/lld-22", "/usr/bin/wasm-ld-22"]
            .iter()
            .any(|path| Path::new(path).exists())
}
