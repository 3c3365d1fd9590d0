//! Tools that are built or fetched once per machine: trunk, wasm-bindgen, wasm-opt, geckodriver, cargo-fuzz, the page's npm packages.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::{root, step, system};

const TRUNK: &str = "0.22.1";
/// trunk's own needs, which may be above the workspace's.
const TRUNK_RUSTC: (u32, u32, u32) = (1, 96, 1);
const BINARYEN: &str = "132.0.0";
const GECKODRIVER: &str = "0.37.1";
const CARGO_FUZZ: &str = "0.13.2";

/// Where the tools stand.
pub(crate) struct Tools {
    /// Folder of trunk and wasm-bindgen.
    pub(crate) bin: PathBuf,
    /// The wasm-opt program.
    pub(crate) wasm_opt: PathBuf,
}

impl Tools {
    /// Installs what is missing.
    ///
    /// # Errors
    /// If a tool cannot be built or fetched.
    pub(crate) fn install(shell: &Shell) -> Result<Self> {
        let folder = cache()?;
        let bin = folder.join("bin");
        let bindgen = locked_version("wasm-bindgen")?;
        cargo_install(shell, &folder, "wasm-bindgen-cli", "wasm-bindgen", &bindgen, &[])?;
        cargo_install(
            shell,
            &folder,
            "trunk",
            "trunk",
            TRUNK,
            &["--no-default-features", "--features", "rustls"],
        )?;

        if !system::has(shell, "npm") {
            system::install(shell, "the page's editor is bundled with npm", &["nodejs", "npm"])?;
        }
        let wasm_opt = folder.join(format!("binaryen-{BINARYEN}/node_modules/.bin/wasm-opt"));
        if wasm_opt.exists() {
            step::fine(&format!("wasm-opt of binaryen {BINARYEN} is there"));
        } else {
            step::step(&format!("fetch wasm-opt (binaryen {BINARYEN})"), || {
                let prefix = folder.join(format!("binaryen-{BINARYEN}"));
                Ok(cmd!(shell, "npm install --silent --no-save --prefix {prefix} binaryen@{BINARYEN}")
                    .quiet()
                    .run()?)
            })?;
        }
        Ok(Self { bin, wasm_opt })
    }
}

/// Installs the WebDriver server of Firefox; returns its folder.
///
/// # Errors
/// If it cannot be built.
pub(crate) fn geckodriver(shell: &Shell) -> Result<PathBuf> {
    let folder = cache()?;
    cargo_install(shell, &folder, "geckodriver", "geckodriver", GECKODRIVER, &[])?;
    Ok(folder.join("bin"))
}

/// Installs cargo-fuzz; returns its folder.
///
/// # Errors
/// If it cannot be built.
pub(crate) fn cargo_fuzz(shell: &Shell) -> Result<PathBuf> {
    let folder = cache()?;
    cargo_install(shell, &folder, "cargo-fuzz", "cargo-fuzz", CARGO_FUZZ, &[])?;
    Ok(folder.join("bin"))
}

/// Builds a program of crates.io unless that version is there already.
fn cargo_install(
    shell: &Shell,
    folder: &Path,
    package: &str,
    program: &str,
    version: &str,
    features: &[&str],
) -> Result<()> {
    let path = folder.join("bin").join(program);
    let present = cmd!(shell, "{path} --version").quiet().ignore_stderr().read().unwrap_or_default();
    if present.split_whitespace().nth(1) == Some(version) {
        step::fine(&format!("{program} {version} is there"));
        return Ok(());
    }
    let toolchain = if package == "trunk" { trunk_toolchain(shell)? } else { None };
    step::step(&format!("build {package} {version} (once per machine, some minutes)"), || {
        // A tool that runs for seconds need not be optimised for hours of use: this halves the build.
        let _environment = [
            shell.push_env("CARGO_PROFILE_RELEASE_LTO", "off"),
            shell.push_env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
            shell.push_env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
            shell.push_env("CARGO_TARGET_DIR", folder.join("build")),
        ];
        let _toolchain = toolchain.map(|name| shell.push_env("RUSTUP_TOOLCHAIN", name));
        Ok(cmd!(shell, "cargo install {package} --version {version} --root {folder} {features...} --quiet")
            .quiet()
            .run()?)
    })
}

/// The toolchain to build trunk with: `None` is the default one.
fn trunk_toolchain(shell: &Shell) -> Result<Option<String>> {
    let enough = |text: &str| rustc_version(text).is_some_and(|version| version >= TRUNK_RUSTC);
    if enough(&cmd!(shell, "rustc --version").quiet().read()?) {
        return Ok(None);
    }
    let list = cmd!(shell, "rustup toolchain list").quiet().ignore_stderr().read().unwrap_or_default();
    for name in list.lines().filter_map(|line| line.split_whitespace().next()) {
        if cmd!(shell, "rustc +{name} --version")
            .quiet()
            .ignore_stderr()
            .read()
            .is_ok_and(|text| enough(&text))
        {
            return Ok(Some(name.to_owned()));
        }
    }
    let (major, minor, patch) = TRUNK_RUSTC;
    bail!(
        "trunk {TRUNK} needs rustc {major}.{minor}.{patch} or later.\nGet it with: rustup toolchain install nightly --profile minimal"
    )
}

/// `rustc 1.95.0 (…)` → (1, 95, 0)
fn rustc_version(text: &str) -> Option<(u32, u32, u32)> {
    let mut parts = text.split_whitespace().nth(1)?.split(['.', '-']).map(str::parse);
    Some((parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?))
}

/// The version of a crate in Cargo.lock.
fn locked_version(package: &str) -> Result<String> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    let entry = format!("name = \"{package}\"\nversion = \"");
    let (_, rest) = lock.split_once(&entry).with_context(|| format!("Cargo.lock does not name {package}"))?;
    Ok(rest.split('"').next().unwrap_or_default().to_owned())
}

/// The folder of the tools: `INTERLEAVE_TOOLS`, else the user's cache.
pub(crate) fn cache() -> Result<PathBuf> {
    if let Some(folder) = std::env::var_os("INTERLEAVE_TOOLS") {
        return Ok(folder.into());
    }
    let base = match (std::env::var_os("XDG_CACHE_HOME"), std::env::var_os("HOME")) {
        (Some(cache), _) => PathBuf::from(cache),
        (None, Some(home)) => PathBuf::from(home).join(".cache"),
        (None, None) => bail!("neither HOME nor INTERLEAVE_TOOLS says where to keep the tools"),
    };
    Ok(base.join("interleave/tools"))
}
