//! Builds the site into `dist/`: the page by trunk, the engine twice (with and without atomics), the worker scripts.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::library_sources::{self, Part};
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

/// What the parts take, in seconds of processor time.
struct Work {
    page: f64,
    an_engine: f64,
    linking: f64,
}

/// Where nothing has been compiled.
const FIRST: Work = Work { page: 180.0, an_engine: 240.0, linking: 8.0 };
/// After a change.
const AGAIN: Work = Work { page: 20.0, an_engine: 12.0, linking: 4.0 };

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

/// Nothing is to be done beside.
pub(crate) fn alone() -> (f64, impl FnOnce(&Shell, &Plan) -> Result<()> + Send) {
    (0.0, |_: &Shell, _: &Plan| Ok(()))
}

/// Builds `dist/`, and does what is asked for beside, which takes about so many seconds of processor time.
///
/// # Errors
/// If a part does not build.
pub(crate) fn build(
    shell: &Shell,
    made: Made,
    (beside_expected, beside): (f64, impl FnOnce(&Shell, &Plan) -> Result<()> + Send),
) -> Result<()> {
    let toolchain = Toolchain::find(shell)?;
    let tools = Tools::new()?;
    let compiled = Path::new("target/wasm/wasm32-unknown-unknown").join(made.profile()).exists();
    let work = if compiled { AGAIN } else { FIRST };
    let all = work.page + 2.0 * (work.an_engine + work.linking) + beside_expected;
    let plan = Plan::new(tools.expected(shell)? + all);
    let [plain, free_threaded] = &ENGINES;
    // Compilers spend much of their time in one thread, and the parts have nothing in common; all wait for the tools, which the
    // engines' glue and the page are made with.
    std::thread::scope(|scope| {
        let (plan, toolchain, tools, work) = (&plan, &toolchain, &tools, &work);
        let others = scope.spawn(move || {
            let shell = &own_shell()?;
            compile(shell, plan, work.an_engine, toolchain, plain, made)?;
            beside(shell, plan)
        });
        let free =
            scope.spawn(move || compile(&own_shell()?, plan, work.an_engine, toolchain, free_threaded, made));
        tools.install(shell, plan)?;
        npm_packages(shell)?;
        plan.step("build the page (trunk)", work.page, || page(shell, toolchain, tools, made))?;
        for (thread, engine) in [(others, plain), (free, free_threaded)] {
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            plan.step(&format!("link the {}", engine.name), work.linking, || {
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
    if ["@biomejs", "axe-core"].iter().all(|package| Path::new("www/node_modules").join(package).exists()) {
        return Ok(());
    }
    step("install what the page is checked with", || {
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
    // Quiet as it is asked to be, it lets cargo and npm speak: what they say is told where something is wrong.
    let built =
        cmd!(shell, "{trunk} build {release...} --offline --quiet").quiet().ignore_status().output()?;
    if !built.status.success() {
        eprint!("{}{}", String::from_utf8_lossy(&built.stdout), String::from_utf8_lossy(&built.stderr));
        anyhow::bail!("trunk ended with {}", built.status);
    }
    let dist = root().join("dist");
    without_inline_script(&dist)?;
    if made == Made::Small { minify(shell, &dist) } else { Ok(()) }
}

/// Takes out what only people read: of the page's own scripts, of its HTML and of the styles in it. esbuild makes the editor's
/// bundle, so it is there.
fn minify(shell: &Shell, dist: &Path) -> Result<()> {
    let esbuild = root().join("www/node_modules/.bin/esbuild");
    for script in files(dist)? {
        let name = script.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let own = script.parent() == Some(dist) && name.ends_with(".js") && name != "editor.js";
        if own {
            let small = cmd!(shell, "{esbuild} --minify --target=es2022 {script}").quiet().read()?;
            std::fs::write(&script, small)?;
        }
    }
    const OPEN: &str = "<style>";
    const CLOSE: &str = "</style>";
    let path = dist.join("index.html");
    let page = std::fs::read_to_string(&path)?;
    let mut html = String::new();
    let mut rest = page.as_str();
    // Each where it stands: one is for those without scripts alone.
    while let Some((before, after)) = rest.split_once(OPEN) {
        let (style, after) = after.split_once(CLOSE).context("a style has no end")?;
        let style = cmd!(shell, "{esbuild} --minify --loader=css").quiet().stdin(style).read()?;
        html.extend([before, OPEN, &style, CLOSE]);
        rest = after;
    }
    html.push_str(rest);
    let mut small = String::new();
    let mut rest = html.as_str();
    while let Some((before, after)) = rest.split_once("<!--") {
        small.push_str(before);
        rest = after.split_once("-->").context("a comment has no end")?.1;
    }
    small.push_str(rest);
    let lines: Vec<&str> = small.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    Ok(std::fs::write(path, lines.join("\n"))?)
}

/// Puts what trunk writes to start the page into a file of its own: the page's policy forbids scripts inside of HTML.
fn without_inline_script(dist: &Path) -> Result<()> {
    const OPEN: &str = "<script type=\"module\">";
    const CLOSE: &str = "</script>";
    let path = dist.join("index.html");
    let page = std::fs::read_to_string(&path)?;
    let Some((before, rest)) = page.split_once(OPEN) else { return Ok(()) };
    let (script, after) = rest.split_once(CLOSE).context("trunk's script has no end")?;
    std::fs::write(dist.join("start.js"), script.trim_start())?;
    Ok(std::fs::write(path, format!("{before}<script type=\"module\" src=\"start.js\">{CLOSE}{after}"))?)
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

/// Writes what the engine fetches when a program wants it: modules that not every program imports (names and sources, a NUL after each),
/// and the names of characters.
fn publish_library() -> Result<()> {
    std::fs::copy("src/lang/names/src/names.txt", "dist/engine/names.txt")?;
    let sources = library_sources::sources(Path::new("src/engine"), true);
    for (file, part) in [("library-common.txt", Part::Common), ("library.txt", Part::Rare)] {
        let of_part = sources.iter().filter(|source| source.part() == part);
        let text: String = of_part.map(|source| format!("{}\0{}\0", source.module, source.text)).collect();
        std::fs::write(root().join("dist/engine").join(file), text)?;
    }
    Ok(())
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
