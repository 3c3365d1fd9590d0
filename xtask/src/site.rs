//! Builds the site into `dist/`: the page by trunk, the engine twice (with and without atomics), the worker scripts.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::library_sources;
use crate::root;
use crate::step::{Plan, fine, step};
use crate::toolchain::Toolchain;
use crate::tools::Tools;

/// How the site is made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Made {
    /// As visitors download it: optimised as a whole, by wasm-opt too.
    Small,
    /// For a look at it on one's own computer: compiled in a fifth of the time, a third larger, almost as fast.
    Quickly,
}

impl Made {
    /// Cargo's profile of the engine.
    fn profile(self) -> &'static str {
        match self {
            Self::Small => "wasm",
            Self::Quickly => "wasm-quick",
        }
    }
}

/// A build of the engine. CPython has the same two, for the same reason.
struct Engine {
    /// Name of its files in `dist/engine`.
    name: &'static str,
    /// `src/web/build.rs` adds what the linker must know.
    rustflags: &'static str,
}

const ENGINES: [Engine; 2] = [
    Engine { name: "engine", rustflags: "" },
    Engine { name: "engine-ft", rustflags: "-Ctarget-feature=+atomics,+bulk-memory" },
];

/// What compiling takes, in seconds of processor time, where nothing has been compiled.
const PAGE: f64 = 120.0;
const AN_ENGINE: f64 = 200.0;

/// Finds or installs everything that building the site takes.
///
/// # Errors
/// If something is missing and cannot be installed.
pub(crate) fn set_up(shell: &Shell) -> Result<()> {
    Toolchain::find(shell)?;
    let tools = Tools::new()?;
    tools.install(shell, &Plan::new(tools.expected(shell)?))?;
    npm_packages(shell)?;
    tools.optimiser(shell).map(drop)
}

/// Builds `dist/`, and does what is asked for beside.
///
/// # Errors
/// If a part does not build.
pub(crate) fn build(
    shell: &Shell,
    made: Made,
    beside: impl FnOnce(&Shell, &Plan) -> Result<()> + Send,
) -> Result<()> {
    let toolchain = Toolchain::find(shell)?;
    let tools = Tools::new()?;
    let compiled = Path::new("target/wasm/wasm32-unknown-unknown").join(made.profile()).exists();
    let work = if compiled { 30.0 } else { PAGE + 2.0 * AN_ENGINE };
    let plan = Plan::new(tools.expected(shell)? + work);
    let [plain, free_threaded] = &ENGINES;
    // Compilers spend much of their time in one thread, and the parts have nothing in common; all wait for the tools, which the
    // engines' glue and the page are made with.
    std::thread::scope(|scope| {
        let (plan, toolchain, tools) = (&plan, &toolchain, &tools);
        let share = work / 4.0;
        let others = scope.spawn(move || {
            let shell = &own_shell()?;
            compile(shell, plan, share, toolchain, plain, made)?;
            beside(shell, plan)
        });
        let free = scope.spawn(move || compile(&own_shell()?, plan, share, toolchain, free_threaded, made));
        tools.install(shell, plan)?;
        npm_packages(shell)?;
        plan.step("build the page (trunk)", share, || page(shell, toolchain, tools, made))?;
        for (thread, engine) in [(others, plain), (free, free_threaded)] {
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            plan.step(&format!("link the {}", engine.name), share / 2.0, || {
                let ready = link(shell, tools, engine, made)?;
                publish(&ready)
            })?;
        }
        Ok::<_, anyhow::Error>(())
    })?;
    publish_library()
}

/// A shell for another thread.
fn own_shell() -> Result<Shell> {
    let shell = Shell::new()?;
    shell.change_dir(root());
    Ok(shell)
}

/// Installs the npm packages that the page is made of, when the lock file is newer than what is there.
fn npm_packages(shell: &Shell) -> Result<()> {
    let (lock, installed) =
        (Path::new("www/package-lock.json"), Path::new("www/node_modules/.package-lock.json"));
    if newer(installed, lock) {
        fine("the page's npm packages are there");
        return Ok(());
    }
    step("install the page's npm packages", || {
        Ok(cmd!(shell, "npm ci --omit=dev --silent --prefix www").quiet().run()?)
    })
}

/// Installs the npm packages that the page is checked with too.
///
/// # Errors
/// If npm cannot.
pub(crate) fn development_packages(shell: &Shell) -> Result<()> {
    npm_packages(shell)?;
    if Path::new("www/node_modules/@biomejs").exists() {
        return Ok(());
    }
    step("install what the JavaScript is checked with", || {
        Ok(cmd!(shell, "npm ci --silent --prefix www").quiet().run()?)
    })
}

fn page(shell: &Shell, toolchain: &Toolchain, tools: &Tools, made: Made) -> Result<()> {
    let environment = toolchain.environment();
    let _guards: Vec<_> = environment.iter().map(|(name, value)| shell.push_env(name, value)).collect();
    // trunk takes wasm-bindgen and wasm-opt from the path when their versions fit, and fetches nothing.
    let mut path = format!("{}:{}", shell.var("PATH").unwrap_or_default(), tools.bin.display());
    let _target = shell.push_env("CARGO_TARGET_DIR", root().join("target/wasm"));
    let mut release = None;
    let mut small = Vec::new();
    if made == Made::Small {
        release = Some("--release");
        let optimiser = tools.optimiser(shell)?.parent().expect("wasm-opt stands in a folder");
        path = format!("{path}:{}", optimiser.display());
        // A panic of the page has nobody to tell (its console shows the trap): no code and no texts for it.
        small.push(shell.push_env("RUSTFLAGS", "-Zunstable-options -Cpanic=immediate-abort"));
        small.push(shell.push_env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"));
    }
    let _path = shell.push_env("PATH", path);
    let trunk = tools.bin.join("trunk");
    // Some set-ups export NO_COLOR=1, which trunk takes for a malformed flag.
    let _colour = shell.push_env("NO_COLOR", "true");
    // trunk is told to stay offline, lest it fetch tools of its own, and hands that on to cargo: crates must be there before,
    // those that `std` is built from too (which cargo fetches because `std` is built here).
    cmd!(shell, "cargo fetch --quiet --target wasm32-unknown-unknown").quiet().run()?;
    Ok(cmd!(shell, "{trunk} build {release...} --offline --quiet").quiet().run()?)
}

/// Where a build of the engine is compiled.
fn target(engine: &Engine) -> PathBuf {
    root().join(if engine.rustflags.is_empty() { "target/wasm" } else { "target/wasm-ft" })
}

/// Compiles a build of the engine.
fn compile(
    shell: &Shell,
    plan: &Plan,
    expected: f64,
    toolchain: &Toolchain,
    engine: &Engine,
    made: Made,
) -> Result<()> {
    plan.step(&format!("compile the {}", engine.name), expected, || {
        let environment = toolchain.environment();
        let mut guards: Vec<_> =
            environment.iter().map(|(name, value)| shell.push_env(name, value)).collect();
        guards.push(shell.push_env("CARGO_TARGET_DIR", target(engine)));
        guards.push(shell.push_env("RUSTFLAGS", engine.rustflags));
        let profile = made.profile();
        Ok(cmd!(
            shell,
            "cargo build --quiet --profile {profile} --target wasm32-unknown-unknown --package interleave-web"
        )
        .quiet()
        .run()?)
    })
}

/// Makes what the browser loads of a compiled build of the engine; the folder with its files.
fn link(shell: &Shell, tools: &Tools, engine: &Engine, made: Made) -> Result<PathBuf> {
    let (target, profile, name) = (target(engine), made.profile(), engine.name);
    let compiled = target.join(format!("wasm32-unknown-unknown/{profile}/interleave_web.wasm"));
    let ready = target.join("bindgen").join(profile);
    let stamp = ready.join("stamp");
    if newer(&stamp, &compiled) {
        return Ok(ready);
    }
    let bindgen = tools.bin.join("wasm-bindgen");
    cmd!(shell, "{bindgen} --target web --no-typescript --out-dir {ready} --out-name {name} {compiled}")
        .quiet()
        .run()?;
    if made == Made::Small {
        let (optimiser, module) = (tools.optimiser(shell)?, ready.join(format!("{name}_bg.wasm")));
        // Functions by how often they are called: that takes less room compressed. The first KiB of memory is the far end of the
        // stack, so no pointer there is the start of anything larger: sums of pointer and constant become offsets.
        cmd!(shell, "{optimiser} -O3 --reorder-functions --low-memory-unused --enable-threads --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals --enable-reference-types --enable-multivalue {module} -o {module}")
            .quiet()
            .run()?;
    }
    std::fs::write(&stamp, "")?;
    Ok(ready)
}

/// Puts a build of the engine beside the page, which is built first: trunk empties `dist`.
fn publish(engine: &Path) -> Result<()> {
    let folder = root().join("dist/engine");
    copy_folder(engine, &folder, |name| name != "stamp")?;
    // The one script of all workers; it expects the engine's files beside it.
    std::fs::copy(root().join("www/worker.js"), folder.join("worker.js"))?;
    Ok(())
}

/// Writes what the engine fetches when a program wants it: modules that few import (names and sources, a NUL after each), and the names
/// of characters.
fn publish_library() -> Result<()> {
    std::fs::copy("src/lang/names/src/names.txt", "dist/engine/names.txt")?;
    let sources = library_sources::sources(Path::new("src/engine/lib"));
    let apart = sources.iter().filter(|source| source.is_apart());
    let text: String = apart.map(|source| format!("{}\0{}\0", source.module, source.text)).collect();
    Ok(std::fs::write("dist/engine/library.txt", text)?)
}

/// All files below a folder.
///
/// # Errors
/// If there is no such folder.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)
        .with_context(|| format!("{} is not there: run `cargo xtask dist`", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}

/// Copies a folder's files, nested ones too, that `wanted` accepts by name.
fn copy_folder(from: &Path, to: &Path, wanted: impl Fn(&str) -> bool) -> Result<()> {
    for path in files(from)? {
        let relative = path.strip_prefix(from)?;
        if !wanted(&relative.display().to_string()) {
            continue;
        }
        let target = to.join(relative);
        std::fs::create_dir_all(target.parent().expect("a file stands in a folder"))?;
        std::fs::copy(&path, &target)?;
    }
    Ok(())
}

/// Whether `product` exists and is not older than `source`.
fn newer(product: &Path, source: &Path) -> bool {
    let time = |path: &Path| std::fs::metadata(path).and_then(|data| data.modified()).ok();
    matches!((time(product), time(source)), (Some(product), Some(source)) if product >= source)
}
