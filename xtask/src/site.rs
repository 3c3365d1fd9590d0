//! Builds the site into `dist/`: the page by trunk, the engine twice (with and without atomics), the worker scripts.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::library_sources;
use crate::root;
use crate::step::{fine, step};
use crate::toolchain::Toolchain;
use crate::tools::Tools;

/// A build of the engine. CPython has the same two, for the same reason.
struct Engine {
    /// Name of its files in `dist/engine`.
    name: &'static str,
    /// `src/web/build.rs` adds what the linker must know.
    rustflags: &'static str,
}

/// Finds or installs everything that building the site takes.
///
/// # Errors
/// If something is missing and cannot be installed.
pub(crate) fn set_up(shell: &Shell) -> Result<(Toolchain, Tools)> {
    println!("==> set up");
    let toolchain = Toolchain::find(shell)?;
    let tools = Tools::install(shell)?;
    npm_packages(shell)?;
    Ok((toolchain, tools))
}

/// Builds `dist/`.
///
/// # Errors
/// If a part does not build.
pub(crate) fn build(shell: &Shell) -> Result<()> {
    let (toolchain, tools) = set_up(shell)?;
    let plain = Engine { name: "engine", rustflags: "" };
    let free_threaded = Engine { name: "engine-ft", rustflags: "-Ctarget-feature=+atomics,+bulk-memory" };
    // The compiler spends most of the time in one thread for each, and the two have nothing in common.
    std::thread::scope(|scope| {
        let beside = scope.spawn(|| {
            let shell = Shell::new()?;
            shell.change_dir(root());
            compile(&shell, &toolchain, &tools, &free_threaded)
        });
        step("build the page (trunk)", || page(shell, &toolchain, &tools))?;
        step("build the engine (engine)", || {
            compile(shell, &toolchain, &tools, &plain).and_then(|built| publish(&built))
        })?;
        step("build the engine (engine-ft), begun beside the page", || {
            let compiled = beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            compiled.and_then(|built| publish(&built))
        })
    })?;
    publish_library()
}

/// Installs the page's npm packages when the lock file is newer than what is there.
fn npm_packages(shell: &Shell) -> Result<()> {
    let (lock, installed) =
        (Path::new("www/package-lock.json"), Path::new("www/node_modules/.package-lock.json"));
    if newer(installed, lock) {
        fine("the page's npm packages are there");
        return Ok(());
    }
    step("install the page's npm packages", || {
        Ok(cmd!(shell, "npm ci --silent --prefix www").quiet().run()?)
    })
}

fn page(shell: &Shell, toolchain: &Toolchain, tools: &Tools) -> Result<()> {
    let environment = toolchain.environment();
    let _guards: Vec<_> = environment.iter().map(|(name, value)| shell.push_env(name, value)).collect();
    // trunk takes wasm-bindgen and wasm-opt from the path when their versions fit, and fetches nothing.
    let optimiser = tools.wasm_opt.parent().expect("wasm-opt stands in a folder");
    let path = [tools.bin.as_path(), optimiser].map(|folder| folder.display().to_string()).join(":");
    let _path = shell.push_env("PATH", format!("{}:{path}", shell.var("PATH").unwrap_or_default()));
    let _target = shell.push_env("CARGO_TARGET_DIR", root().join("target/wasm"));
    // A panic of the page has nobody to tell (its console shows the trap): no code and no texts for it.
    let _abort = shell.push_env("RUSTFLAGS", "-Zunstable-options -Cpanic=immediate-abort");
    let _small = shell.push_env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
    let trunk = tools.bin.join("trunk");
    // Some set-ups export NO_COLOR=1, which trunk takes for a malformed flag.
    let _colour = shell.push_env("NO_COLOR", "true");
    // trunk is told to stay offline, lest it fetch tools of its own, and hands that on to cargo: crates must be there before,
    // those that `std` is built from too (which cargo fetches because `std` is built here).
    cmd!(shell, "cargo fetch --quiet --target wasm32-unknown-unknown").quiet().run()?;
    Ok(cmd!(shell, "{trunk} build --release --offline --quiet").quiet().run()?)
}

/// Compiles and optimises a build of the engine; the folder with its files.
fn compile(shell: &Shell, toolchain: &Toolchain, tools: &Tools, engine: &Engine) -> Result<PathBuf> {
    let target = root().join(if engine.rustflags.is_empty() { "target/wasm" } else { "target/wasm-ft" });
    let environment = toolchain.environment();
    let mut guards: Vec<_> = environment.iter().map(|(name, value)| shell.push_env(name, value)).collect();
    guards.push(shell.push_env("CARGO_TARGET_DIR", &target));
    guards.push(shell.push_env("RUSTFLAGS", engine.rustflags));
    cmd!(
        shell,
        "cargo build --quiet --profile wasm --target wasm32-unknown-unknown --package interleave-web"
    )
    .quiet()
    .run()?;
    drop(guards);

    let compiled = target.join("wasm32-unknown-unknown/wasm/interleave_web.wasm");
    let ready = target.join("bindgen").join(engine.name);
    let stamp = ready.join("stamp");
    if !newer(&stamp, &compiled) {
        let (bindgen, optimiser, name) = (tools.bin.join("wasm-bindgen"), &tools.wasm_opt, engine.name);
        cmd!(shell, "{bindgen} --target web --no-typescript --out-dir {ready} --out-name {name} {compiled}")
            .quiet()
            .run()?;
        let module = ready.join(format!("{name}_bg.wasm"));
        // Functions by how often they are called: that takes less room compressed. The first KiB of memory is the far end of the
        // stack, so no pointer there is the start of anything larger: sums of pointer and constant become offsets.
        cmd!(shell, "{optimiser} -O3 --reorder-functions --low-memory-unused --enable-threads --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals --enable-reference-types --enable-multivalue {module} -o {module}")
            .quiet()
            .run()?;
        std::fs::write(&stamp, "")?;
    }
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
