//! The page, tested as a visitor uses it, in Chromium.
//!
//! Needs the built site and the release binary of `interleave`; `cargo xtask test` makes both.

mod family;
mod page;
mod servers;

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use libtest_mimic::{Arguments, Failed, Trial};
use page::Page;
use serde_json::json;
use servers::Server;

/// The servers that all tests share.
struct World {
    /// Sends the isolation headers.
    site: Server,
    /// A static host: sends none.
    plain: Server,
    /// Has no engine.
    engineless: Server,
    chromedriver: Server,
    runtime: tokio::runtime::Runtime,
}

/// How a program is run in the page.
#[derive(Clone, Copy)]
struct Mode {
    name: &'static str,
    driver: &'static str,
    gil: bool,
    /// Query that the page is opened with.
    query: &'static str,
}

const SIM: Mode = Mode { name: "sim", driver: "sim", gil: true, query: "" };
const WEB: Mode = Mode { name: "web", driver: "web", gil: true, query: "" };
const WEB_FREE_THREADED: Mode = Mode { name: "web_free_threaded", driver: "web", gil: false, query: "" };
const WEB_NOT_ISOLATED: Mode =
    Mode { name: "web_not_isolated", driver: "web", gil: true, query: "?isolation=off" };

/// A program of `tests/programs` and what it prints.
struct Program {
    file: &'static str,
    output: Expected,
}

enum Expected {
    /// To the letter.
    Exact(&'static str),
    /// These letters in any order, line breaks included.
    Letters(&'static str),
}

const PROGRAMS: [Program; 6] = [
    Program {
        file: "printers.py",
        output: Expected::Letters("xxxxxxxxxxxxyyyyyyyyyyyy\nxxxxxxxxxxxxyyyyyyyyyyyy\n"),
    },
    Program { file: "lost_update.py", output: Expected::Exact("guarded 40000\nbare at most exact: True\n") },
    Program {
        file: "countdown.py",
        output: Expected::Exact(
            "workers [0, 1]\ndifferent processes True\noverlapped True\nexit codes [0, 0]\n",
        ),
    },
    Program {
        file: "creator_consumer.py",
        output: Expected::Exact(
            "took 0\ntook 1\ntook 2\ntook 3\ntook 4\nsum of squares 30\nexit codes 0 0\n",
        ),
    },
    Program {
        file: "pipe.py",
        output: Expected::Exact(
            "2\n'abab'\n[3, 4, 3, 4]\n(5.5, 5.5)\n2417851639229258349412352\nanswered 5\nexit code 0\n",
        ),
    },
    Program { file: "shared_array.py", output: Expected::Exact("[600, 1200, 1800] 600.5\n") },
];

fn main() -> Result<()> {
    let arguments = Arguments::from_args();
    if std::env::var_os("INTERLEAVE_SITE").is_none() {
        println!(
            "INTERLEAVE_SITE names no built site: left out. `cargo xtask test` builds it and runs these tests."
        );
        return Ok(());
    }
    let engineless = servers::broken_dist("engine")?;
    let world = Arc::new(World {
        site: Server::site(&servers::dist(), &[])?,
        plain: Server::site(&servers::dist(), &["--plain"])?,
        engineless: Server::site(&engineless, &[])?,
        chromedriver: Server::chromedriver()?,
        runtime: tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?,
    });
    // One browser at a time: the tests count workers and measure.
    let arguments = Arguments { test_threads: Some(1), ..arguments };
    let conclusion = libtest_mimic::run(&arguments, trials(&world));
    std::fs::remove_dir_all(engineless)?;
    drop(world);
    conclusion.exit()
}

fn trials(world: &Arc<World>) -> Vec<Trial> {
    let mut trials = Vec::new();
    for program in &PROGRAMS {
        for mode in [SIM, WEB, WEB_FREE_THREADED, WEB_NOT_ISOLATED] {
            let name = format!("{}::{}", mode.name, program.file.trim_end_matches(".py"));
            trials.push(trial(world, name, async move |world| run_program(world, program, mode).await));
        }
    }
    trials.push(trial(world, "workers_are_the_browsers_own".into(), workers_are_the_browsers_own));
    trials.push(trial(world, "stop_ends_an_endless_loop".into(), stop_ends_an_endless_loop));
    trials.push(trial(world, "worker_count_changes_the_run".into(), worker_count_changes_the_run));
    trials.push(trial(world, "plain_host_is_isolated_by_the_service_worker".into(), plain_host));
    trials.push(trial(world, "without_isolation_the_page_says_what_it_lacks".into(), without_isolation));
    trials.push(trial(world, "input_is_asked_for".into(), input_is_asked_for));
    for case in &BAD_INPUT {
        trials.push(trial(world, format!("bad_input::{}", case.name), async move |world| {
            bad_input(world, case).await
        }));
    }
    trials.push(trial(world, "missing_engine".into(), missing_engine));
    trials.push(trial(world, "no_webassembly".into(), no_webassembly));
    trials
}

fn trial<F>(world: &Arc<World>, name: String, test: F) -> Trial
where
    F: AsyncFnOnce(&World) -> Result<()> + Send + 'static,
{
    let world = Arc::clone(world);
    Trial::test(name, move || {
        let handle = world.runtime.handle().clone();
        let outcome = handle.block_on(test(&world));
        // A browser whose test failed would disturb the next.
        world.chromedriver.end_children();
        outcome.map_err(|error| Failed::from(format!("{error:?}")))
    })
}

fn program(file: &str) -> Result<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("programs").join(file);
    std::fs::read_to_string(&path).with_context(|| path.display().to_string())
}

/// Opens the page ready to run `code`.
async fn prepare(world: &World, site: &Server, mode: Mode, code: &str) -> Result<Page> {
    let page = Page::new(&world.chromedriver, site).await?;
    page.open(&format!("/{}", mode.query)).await?;
    page.set("driver", mode.driver).await?;
    page.set("gil", if mode.gil { "true" } else { "false" }).await?;
    page.set_code(code).await?;
    Ok(page)
}

async fn run_program(world: &World, program_: &Program, mode: Mode) -> Result<()> {
    let page = prepare(world, &world.site, mode, &program(program_.file)?).await?;
    let state = page.run().await?;
    let output = page.text("output").await?;
    ensure!(state == "finished", "state {state}: {output:?} {:?}", page.text("message").await?);
    match program_.output {
        Expected::Exact(text) => ensure!(output == text, "printed {output:?}"),
        Expected::Letters(text) => ensure!(sorted(&output) == sorted(text), "printed {output:?}"),
    }
    page.close().await
}

fn sorted(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters
}

/// A program that keeps `workers` of its own alive beside the main one, until it is given a line.
fn gathering(kind: &str, workers: usize) -> String {
    format!(
        "from {kind} import Barrier, Event, {class} as Worker
def work(all_here, end):
    all_here.wait()
    end.wait()
if __name__ == '__main__':
    all_here, end = Barrier({workers} + 1), Event()
    team = [Worker(target=work, args=(all_here, end)) for _ in range({workers})]
    for worker in team: worker.start()
    all_here.wait()
    print('all here')
    input()
    end.set()
    for worker in team: worker.join()
",
        class = if kind == "threading" { "Thread" } else { "Process" }
    )
}

/// Processes are Web Workers, threads too when the GIL is off; a simulation is one.
async fn workers_are_the_browsers_own(world: &World) -> Result<()> {
    const WORKERS: usize = 9;
    for (mode, kind, said) in [
        (WEB, "multiprocessing", 1 + WORKERS),
        (WEB, "threading", 1),
        (WEB_FREE_THREADED, "multiprocessing", 1 + WORKERS),
        (WEB_FREE_THREADED, "threading", 1 + WORKERS),
        (WEB_NOT_ISOLATED, "multiprocessing", 1 + WORKERS),
        (SIM, "multiprocessing", 1),
    ] {
        let page = prepare(world, &world.site, mode, &gathering(kind, WORKERS)).await?;
        page.click("run").await?;
        page.until("all workers are here", || async { Ok(page.text("output").await?.contains("all here")) })
            .await?;
        let (told, real) = (page.text("worker-count").await?.parse::<usize>()?, page.web_workers()?);
        ensure!(told == said, "{} {kind}: the page says {told} workers instead of {said}", mode.name);
        // Beside those there are the supervisor and a few warm ones.
        ensure!(
            (said + 1..said + WORKERS).contains(&real),
            "{} {kind}: {real} Web Workers are there, the page says {told}",
            mode.name
        );
        page.set("input", "go").await?;
        page.click("input-send").await?;
        page.until("the run ends", || async { Ok(page.state().await? == "finished") }).await?;
        page.until("the workers are gone", || async { Ok(page.web_workers()? < WORKERS) }).await?;
        page.close().await?;
    }
    Ok(())
}

async fn stop_ends_an_endless_loop(world: &World) -> Result<()> {
    for mode in [WEB, SIM, WEB_FREE_THREADED] {
        let page =
            prepare(world, &world.site, mode, "print('on', flush=True)\nwhile True:\n    pass\n").await?;
        page.click("run").await?;
        page.until("the program is at work", || async { Ok(page.text("output").await?.contains("on")) })
            .await?;
        let took = page
            .script(
                "const done = arguments[arguments.length - 1], status = document.querySelector('[data-testid=status]');
                 return new Promise(resolve => {
                     const start = performance.now();
                     const wait = () => status.dataset.state === 'stopped' ? resolve(performance.now() - start) : setTimeout(wait, 1);
                     document.querySelector('[data-testid=stop]').click();
                     wait();
                 });",
                vec![],
            )
            .await?;
        let took = took.as_f64().context("no time")?;
        ensure!(took < 200.0, "{}: stopping took {took:.0} ms", mode.name);
        // The page is alive: the next program runs.
        page.set_code("print('alive')").await?;
        ensure!(page.run().await? == "finished", "{}: the next run ended {}", mode.name, page.state().await?);
        ensure!(page.text("output").await? == "alive\n");
        page.close().await?;
    }
    Ok(())
}

async fn worker_count_changes_the_run(world: &World) -> Result<()> {
    let page = Page::new(&world.chromedriver, &world.site).await?;
    page.open("/#/lesson/cpu-bound").await?;
    page.set("driver", "web").await?;
    let mut counts = Vec::new();
    for workers in ["2", "5"] {
        page.set("param-WORKERS", workers).await?;
        ensure!(page.run().await? == "finished", "{}", page.text("output").await?);
        let lanes =
            page.script("return document.querySelector('[data-testid=timeline]').dataset.workers", vec![]);
        let lanes = lanes.await?;
        counts.push(lanes.as_str().with_context(|| format!("lanes {lanes:?}"))?.parse::<usize>()?);
        ensure!(page.text("output").await?.contains(&format!("{workers} processes")));
    }
    ensure!(counts == [3, 6], "lanes of the timeline {counts:?}");
    page.close().await
}

async fn plain_host(world: &World) -> Result<()> {
    let page = Page::new(&world.chromedriver, &world.plain).await?;
    page.open("/").await?;
    page.until("the service worker isolates the page", || async {
        Ok(page.script("return crossOriginIsolated", vec![]).await? == json!(true))
    })
    .await?;
    page.until("the page is there again", || async { page.exists("run").await }).await?;
    page.set("driver", "web").await?;
    page.set("gil", "false").await?;
    page.set_code(&program("lost_update.py")?).await?;
    ensure!(page.run().await? == "finished", "{}", page.text("output").await?);
    ensure!(page.text("output").await?.starts_with("guarded 40000\n"));
    page.close().await
}

async fn without_isolation(world: &World) -> Result<()> {
    let page = prepare(world, &world.plain, WEB_NOT_ISOLATED, "print('runs')").await?;
    ensure!(page.script("return crossOriginIsolated", vec![]).await? == json!(false), "the page is isolated");
    ensure!(page.run().await? == "finished");
    ensure!(page.text("output").await? == "runs\n");
    let disabled = page.script("return document.querySelector('[data-testid=gil]').disabled", vec![]).await?;
    ensure!(disabled == json!(true), "the GIL switch is not greyed out");
    ensure!(
        page.text("gil-reason").await?.contains("isolat"),
        "no reason: {:?}",
        page.text("gil-reason").await?
    );
    page.close().await
}

async fn input_is_asked_for(world: &World) -> Result<()> {
    for mode in [SIM, WEB] {
        let page = prepare(world, &world.site, mode, "name = input('who? ')\nprint('hello', name)").await?;
        page.click("run").await?;
        page.until("the box for input is there", || async { page.exists("input").await }).await?;
        page.set("input", "Ada").await?;
        page.click("input-send").await?;
        page.until("the run ends", || async { Ok(page.state().await? == "finished") }).await?;
        ensure!(page.text("output").await?.ends_with("hello Ada\n"), "{:?}", page.text("output").await?);
        page.close().await?;
    }
    Ok(())
}

/// Input that cannot work, and what the page must say.
struct BadInput {
    name: &'static str,
    code: &'static str,
    says: &'static [&'static str],
}

const BAD_INPUT: [BadInput; 4] = [
    BadInput {
        name: "syntax_error",
        code: "x = 1\nprint((1, 2)\n",
        says: &["line 2", "SyntaxError: '(' was never closed"],
    },
    BadInput {
        name: "name_error",
        code: "value = 1\nprint(valeu)\n",
        says: &["line 2", "NameError: name 'valeu' is not defined. Did you mean: 'value'?"],
    },
    BadInput {
        name: "unknown_module",
        code: "import numpy\n",
        says: &["line 1", "ModuleNotFoundError: No module named 'numpy'"],
    },
    BadInput {
        name: "exception_in_a_process",
        code: "from multiprocessing import Process\n\ndef work():\n    1 / 0\n\nif __name__ == '__main__':\n    p = Process(target=work)\n    p.start()\n    p.join()\n    print('exit code', p.exitcode)\n",
        says: &["Process Process-1:", "line 4", "ZeroDivisionError: division by zero", "exit code 1"],
    },
];

async fn bad_input(world: &World, case: &BadInput) -> Result<()> {
    for mode in [SIM, WEB] {
        let page = prepare(world, &world.site, mode, case.code).await?;
        page.run().await?;
        let output = page.text("output").await?;
        for words in case.says {
            ensure!(output.contains(words), "{}: {words:?} is not in {output:?}", mode.name);
        }
        page.close().await?;
    }
    let page = Page::new(&world.chromedriver, &world.site).await?;
    page.open("/#/lesson/no-such-lesson").await?;
    ensure!(page.text("message").await?.contains("no-such-lesson"), "{:?}", page.text("message").await?);
    page.open("/#/lesson/cpu-bound?WORKERS=-3").await?;
    let message = page.text("message").await?;
    ensure!(message.contains("WORKERS") && message.contains("-3"), "{message:?}");
    page.close().await
}

async fn missing_engine(world: &World) -> Result<()> {
    let page = prepare(world, &world.engineless, WEB, "print(1)").await?;
    page.run().await?;
    ensure!(page.state().await? == "failed", "state {}", page.state().await?);
    let message = page.text("message").await?;
    ensure!(message.contains("engine"), "{message:?}");
    page.close().await
}

async fn no_webassembly(world: &World) -> Result<()> {
    let page = Page::new(&world.chromedriver, &world.site).await?;
    page.before_load("delete window.WebAssembly").await?;
    page.open_raw("/").await?;
    page.until("a message", || async {
        Ok(page
            .script("return document.body.innerText", vec![])
            .await?
            .as_str()
            .unwrap_or_default()
            .contains("WebAssembly"))
    })
    .await?;
    page.close().await
}
