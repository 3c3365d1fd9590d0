//! Tools that are built or fetched once per machine: trunk, wasm-bindgen, wasm-opt, geckodriver, cargo-fuzz, the page's npm packages.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::step::{self, Plan};
use crate::versions::{BINARYEN, CARGO_FUZZ, GECKODRIVER, TRUNK};
use crate::{root, system};

/// A program of crates.io.
struct Program {
    package: &'static str,
    name: &'static str,
    version: String,
    /// More for `cargo install`.
    options: &'static [&'static str],
    /// How well it is optimised: a tool that waits for others need not be, and compiles twice as fast.
    level: &'static str,
    /// Seconds of processor time that compiling it takes.
    expected: f64,
}

fn bindgen() -> Result<Program> {
    Ok(Program {
        package: "wasm-bindgen-cli",
        name: "wasm-bindgen",
        version: locked_version("wasm-bindgen")?,
        options: &[],
        level: "1",
        expected: 150.0,
    })
}

fn trunk() -> Program {
    // Without its features it is no less of a bundler: they let it fetch tools and ask for later versions of itself.
    // A later version of a dependency does not fit its others, so it is built with those that its own lock file names.
    let options = &["--locked", "--no-default-features"];
    Program { package: "trunk", name: "trunk", version: TRUNK.into(), options, level: "0", expected: 200.0 }
}

/// Where the tools stand.
pub(crate) struct Tools {
    /// Folder of trunk and wasm-bindgen.
    pub(crate) bin: PathBuf,
    /// The wasm-opt program.
    wasm_opt: PathBuf,
}

impl Tools {
    /// Where they are, or will be when they are installed.
    ///
    /// # Errors
    /// If nothing says where that is.
    pub(crate) fn new() -> Result<Self> {
        let folder = cache()?;
        let wasm_opt = folder.join(format!("binaryen-{BINARYEN}/node_modules/.bin/wasm-opt"));
        Ok(Self { bin: folder.join("bin"), wasm_opt })
    }

    /// About how long it will take to compile what is missing, in seconds of processor time.
    ///
    /// # Errors
    /// If Cargo.lock cannot be read.
    pub(crate) fn expected(&self, shell: &Shell) -> Result<f64> {
        let missing = [bindgen()?, trunk()].into_iter().filter(|program| !program.is_there(shell, &self.bin));
        Ok(missing.map(|program| program.expected).sum())
    }

    /// Installs trunk and wasm-bindgen where they are missing.
    ///
    /// # Errors
    /// If a tool cannot be built or fetched.
    pub(crate) fn install(&self, shell: &Shell, plan: &Plan) -> Result<()> {
        bindgen()?.install(shell, plan)?;
        trunk().install(shell, plan)?;
        if !system::has(shell, "npm") {
            system::install(shell, "the page's editor is bundled with npm", &["nodejs", "npm"])?;
        }
        Ok(())
    }

    /// The optimiser, fetched where it is missing. A version of the system's would make other, perhaps larger files.
    ///
    /// # Errors
    /// If it cannot be fetched.
    pub(crate) fn optimiser(&self, shell: &Shell) -> Result<&Path> {
        if !self.wasm_opt.exists() {
            step::step(&format!("fetch wasm-opt (binaryen {BINARYEN})"), || {
                let prefix = cache()?.join(format!("binaryen-{BINARYEN}"));
                Ok(cmd!(shell, "npm install --silent --no-save --prefix {prefix} binaryen@{BINARYEN}")
                    .quiet()
                    .run()?)
            })?;
        }
        Ok(&self.wasm_opt)
    }
}

/// Installs the WebDriver server of Firefox; returns its folder.
///
/// # Errors
/// If it cannot be built.
pub(crate) fn geckodriver(shell: &Shell) -> Result<PathBuf> {
    let (package, version) = ("geckodriver", GECKODRIVER.to_owned());
    Program { package, name: package, version, options: &[], level: "1", expected: 120.0 }
        .install_alone(shell)
}

/// Installs cargo-fuzz; returns its folder.
///
/// # Errors
/// If it cannot be built.
pub(crate) fn cargo_fuzz(shell: &Shell) -> Result<PathBuf> {
    let (package, version) = ("cargo-fuzz", CARGO_FUZZ.to_owned());
    Program { package, name: package, version, options: &[], level: "0", expected: 60.0 }.install_alone(shell)
}

impl Program {
    fn is_there(&self, shell: &Shell, bin: &Path) -> bool {
        let path = bin.join(self.name);
        let says = cmd!(shell, "{path} --version").quiet().ignore_stderr().read().unwrap_or_default();
        says.split_whitespace().nth(1) == Some(&self.version)
    }

    /// Installs it outside of any plan; returns its folder.
    fn install_alone(&self, shell: &Shell) -> Result<PathBuf> {
        self.install(shell, &Plan::new(self.expected))?;
        Ok(cache()?.join("bin"))
    }

    /// Installs it unless that version is there already: a ready-made one where `cargo binstall` is there and finds it, else compiled.
    fn install(&self, shell: &Shell, plan: &Plan) -> Result<()> {
        let Self { package, name, version, options, level, expected } = self;
        let folder = cache()?;
        if self.is_there(shell, &folder.join("bin")) {
            step::fine(&format!("{name} {version} is there"));
            return Ok(());
        }
        if cmd!(shell, "cargo binstall -V").quiet().ignore_stdout().ignore_stderr().run().is_ok() {
            let what = format!("{package}@{version}");
            let fetch = cmd!(
                shell,
                "cargo binstall --no-confirm --log-level error --disable-strategies compile --root {folder} {what}"
            );
            let fetched =
                plan.step(&format!("fetch {name} {version}"), *expected, || Ok(fetch.quiet().run()?));
            match fetched {
                Ok(()) => return Ok(()),
                Err(error) => println!("    cargo binstall cannot, so it is compiled: {error:#}"),
            }
        }
        plan.step(&format!("compile {name} {version} (once per machine)"), *expected, || {
            let _environment = [
                shell.push_env("CARGO_PROFILE_RELEASE_LTO", "off"),
                shell.push_env("CARGO_PROFILE_RELEASE_DEBUG", "false"),
                shell.push_env("CARGO_PROFILE_RELEASE_OPT_LEVEL", level),
                shell.push_env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "64"),
                shell.push_env("CARGO_TARGET_DIR", folder.join("build")),
            ];
            let options = *options;
            Ok(cmd!(
                shell,
                "cargo install {package} --version {version} --root {folder} {options...} --force --quiet"
            )
            .quiet()
            .run()?)
        })
    }
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
