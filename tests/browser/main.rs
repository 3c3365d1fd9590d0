//! The page, tested as a visitor uses it, in Chromium and Firefox.
//!
//! Needs the built site and the release binary of `interleave`; `cargo xtask test` makes both.

mod browsers;
mod computer;
mod embed;
mod family;
mod hostile;
mod idle;
mod layout;
mod page;
mod search;
mod servers;
mod stepping;
mod timeline;
mod visitor;

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use anyhow::{Context, Result, ensure};
use browsers::{Browser, Start};
use libtest_mimic::{Arguments, Failed, Trial};
use page::Page;
use serde_json::json;
use servers::{LessonHost, Server};

/// What the tests of a browser share.
#[derive(Clone)]
struct World {
    browser: Browser,
    /// Sends the isolation headers.
    site: Arc<Server>,
    /// A static host: sends none.
    plain: Arc<Server>,
    /// Has no engine.
    engineless: Arc<Server>,
    /// Without the modules that are not in the engine.
    libraryless: Arc<Server>,
    /// Lessons of others: a host that lets sites read them, and one that does not.
    open: Arc<LessonHost>,
    closed: Arc<LessonHost>,
    runtime: Arc<tokio::runtime::Runtime>,
    /// Held for writing by a test that measures: nothing else runs then.
    quiet: Arc<RwLock<()>>,
}

/// Two browsers at once: most of their time is waiting, for one another's processes too.
const AT_ONCE: usize = 2;

/// Tests that measure times or want all the cores.
const MEASURE: [&str; 8] = [
    "sim::stop_ends_hostile_programs",
    "web::stop_ends_hostile_programs",
    "web_free_threaded::stop_ends_hostile_programs",
    "sixty_four_processes_are_alive_at_once",
    "two_processes_share_the_cores",
    "stop_ends_an_endless_loop",
    "stop_ends_workers_that_wait",
    "trying_schedules_can_be_stopped",
];

/// What a browser cannot do: the test and the reason why it is left out.
const LACKS: [(Browser, &str, &str); 0] = [];

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
/// On the computer that serves the page: it is opened with the server's token.
const NATIVE: Mode = Mode { name: "native", driver: "native", gil: true, query: "" };
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
        libtest_mimic::run(&arguments, vec![servers::no_site()]).exit();
    }
    let engineless = servers::broken_dist("engine")?;
    let libraryless = servers::broken_dist("library")?;
    let world = World {
        browser: Browser::Chromium,
        site: Server::site(&servers::dist(), &[])?.into(),
        plain: Server::site(&servers::dist(), &["--plain"])?.into(),
        engineless: Server::site(engineless.path(), &[])?.into(),
        libraryless: Server::site(libraryless.path(), &[])?.into(),
        open: LessonHost::new(FOREIGN, true)?.into(),
        closed: LessonHost::new(FOREIGN, false)?.into(),
        runtime: tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?.into(),
        quiet: Arc::default(),
    };
    let all = Browser::ALL.map(|browser| trials(&World { browser, ..world.clone() }));
    let arguments = Arguments { test_threads: arguments.test_threads.or(Some(AT_ONCE)), ..arguments };
    let conclusion = libtest_mimic::run(&arguments, all.into_iter().flatten().collect());
    // Leaving by `exit` drops nothing.
    idle::end();
    drop((world, engineless, libraryless));
    conclusion.exit()
}

fn trials(world: &World) -> Vec<Trial> {
    let mut trials = Vec::new();
    for program in &PROGRAMS {
        for mode in [SIM, WEB, WEB_FREE_THREADED, WEB_NOT_ISOLATED] {
            let name = format!("{}::{}", mode.name, program.file.trim_end_matches(".py"));
            trials.push(trial(world, name, async move |world| run_program(world, program, mode).await));
        }
    }
    for mode in [SIM, WEB, WEB_FREE_THREADED] {
        let name = format!("{}::stop_ends_hostile_programs", mode.name);
        trials.push(trial(world, name, async move |world| hostile::stop_ends(world, mode).await));
    }
    trials.push(trial(world, "workers_are_the_browsers_own".into(), workers_are_the_browsers_own));
    trials.push(trial(world, "sixty_four_processes_are_alive_at_once".into(), sixty_four_processes));
    trials.push(trial(world, "two_processes_share_the_cores".into(), two_processes_share_the_cores));
    trials.push(trial(world, "stop_ends_an_endless_loop".into(), stop_ends_an_endless_loop));
    trials.push(trial(world, "stop_ends_workers_that_wait".into(), stop_ends_workers_that_wait));
    trials.push(trial(world, "worker_count_changes_the_run".into(), worker_count_changes_the_run));
    trials.push(trial(world, "plain_host_is_isolated_by_the_service_worker".into(), plain_host));
    trials.push(trial(world, "without_isolation_the_page_says_what_it_lacks".into(), without_isolation));
    trials.push(trial(world, "input_is_asked_for".into(), input_is_asked_for));
    trials.push(trial(world, "steps_are_taken_back".into(), steps_are_taken_back));
    trials.push(trial(world, "a_deadlock_is_gone_back_from".into(), a_deadlock_is_gone_back_from));
    for mode in [SIM, WEB, WEB_FREE_THREADED, WEB_NOT_ISOLATED, NATIVE] {
        trials.push(trial(world, format!("files_of_a_run::{}", mode.name), async move |world| {
            files_of_a_run(world, mode).await
        }));
    }
    for case in &BAD_INPUT {
        trials.push(trial(world, format!("bad_input::{}", case.name), async move |world| {
            bad_input(world, case).await
        }));
    }
    trials.push(trial(world, "lesson_of_several_files".into(), lesson_of_several_files));
    trials.push(trial(world, "results_below_the_code_are_one_press_away".into(), results_below_the_code));
    trials.push(trial(world, "links_are_followed_at_any_time".into(), links_are_followed_at_any_time));
    trials.push(trial(world, "another_lesson_ends_the_run".into(), another_lesson_ends_the_run));
    let replayed = search::schedules_are_tried_and_replayed;
    trials.push(trial(world, "schedules_are_tried_and_replayed".into(), replayed));
    let stopped = search::trying_schedules_can_be_stopped;
    trials.push(trial(world, "trying_schedules_can_be_stopped".into(), stopped));
    let all_cores = search::a_search_takes_all_cores;
    trials.push(trial(world, "a_search_takes_all_cores".into(), all_cores));
    for mode in [SIM, WEB, NATIVE] {
        trials
            .push(trial(world, format!("sweep::{}", mode.name), async move |world| sweep(world, mode).await));
    }
    trials.push(trial(world, "changes_are_kept".into(), visitor::changes_are_kept));
    let outdated = visitor::results_say_what_they_are_of;
    trials.push(trial(world, "results_say_what_they_are_of".into(), outdated));
    let still = layout::nothing_is_cut_and_nothing_jumps;
    trials.push(trial(world, "nothing_is_cut_and_nothing_jumps".into(), still));
    trials.push(trial(world, "settings_are_a_press_away".into(), layout::settings_are_a_press_away));
    trials.push(trial(world, "lists_have_room".into(), layout::lists_have_room));
    trials.push(trial(world, "ends_are_told_apart".into(), timeline::ends_are_told_apart));
    trials.push(trial(world, "it_can_be_dragged".into(), timeline::it_can_be_dragged));
    trials.push(trial(world, "holders_are_told_apart".into(), timeline::holders_are_told_apart));
    trials.push(trial(world, "a_found_schedule_is_stepped".into(), stepping::a_found_schedule_is_stepped));
    trials.push(trial(world, "steps_are_told".into(), stepping::steps_are_told));
    trials.push(trial(world, "a_deadlock_is_seen".into(), visitor::a_deadlock_is_seen));
    let hostile = visitor::what_others_send_does_no_harm;
    trials.push(trial(world, "what_others_send_does_no_harm".into(), hostile));
    // They look at documents, which are the same in all browsers, and take long.
    if world.browser == Browser::Chromium {
        trials.push(trial(world, "everybody_can_read_it".into(), visitor::everybody_can_read_it));
        trials.push(trial(world, "embed::course_tools".into(), embed::course_tools));
    }
    trials.push(trial(world, "embed::an_element".into(), embed::an_element));
    trials.push(trial(world, "embed::told_how_it_ended".into(), embed::told_how_it_ended));
    let forged = embed::forged_messages_are_ignored;
    trials.push(trial(world, "embed::forged_messages_are_ignored".into(), forged));
    trials.push(trial(world, "embed::posters_load_nothing".into(), embed::posters_load_nothing));
    trials.push(trial(world, "embed::ten_on_a_page".into(), embed::ten_on_a_page));
    trials.push(trial(world, "embed::code_blocks_become_live".into(), embed::code_blocks_become_live));
    trials.push(trial(world, "embed::flaws_are_named".into(), embed::flaws_are_named));
    trials.push(trial(world, "embed::plain_frames".into(), embed::plain_frames));
    trials.push(trial(world, "embed::snippets_work".into(), embed::snippets_work));
    trials.push(trial(world, "foreign_lesson".into(), foreign_lesson));
    trials.push(trial(world, "foreign_lesson::refused".into(), foreign_lesson_refused));
    for mode in [SIM, WEB, WEB_FREE_THREADED] {
        trials.push(trial(world, format!("modules_apart::{}", mode.name), async move |world| {
            modules_apart(world, mode).await
        }));
    }
    trials.push(trial(world, "computer::programs".into(), computer::programs));
    trials.push(trial(world, "computer::sixty_four_processes".into(), computer::sixty_four_processes));
    trials.push(trial(world, "computer::stop_and_turns".into(), computer::stop_and_turns));
    trials.push(trial(world, "computer::it_can_be_lost".into(), computer::it_can_be_lost));
    trials.push(trial(world, "computer::who_may".into(), computer::who_may));
    trials.push(trial(world, "missing_engine".into(), missing_engine));
    trials.push(trial(world, "no_webassembly".into(), no_webassembly));
    trials
}

fn trial<F>(world: &World, name: String, test: F) -> Trial
where
    F: AsyncFnOnce(&World) -> Result<()> + Send + 'static,
{
    let measures = MEASURE.contains(&name.as_str());
    let lacks = LACKS.iter().any(|(browser, test, _)| *browser == world.browser && *test == name);
    let (name, world) = (format!("{}::{name}", world.browser.name()), world.clone());
    let trial = Trial::test(name, move || {
        let _alone = measures.then(|| world.quiet.write().unwrap_or_else(PoisonError::into_inner));
        let _among_others = (!measures).then(|| world.quiet.read().unwrap_or_else(PoisonError::into_inner));
        let outcome = world.runtime.handle().block_on(test(&world));
        outcome.map_err(|error| Failed::from(format!("{error:?}")))
    });
    trial.with_ignored_flag(lacks)
}

fn program(file: &str) -> Result<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("programs").join(file);
    std::fs::read_to_string(&path).with_context(|| path.display().to_string())
}

/// Opens the page ready to run `code`.
async fn prepare(world: &World, site: &Server, mode: Mode, code: &str) -> Result<Page> {
    let page = Page::new(world.browser, site).await?;
    let entrance = if mode.driver == "native" { &site.entrance } else { "/" };
    page.open(&format!("{entrance}{}", mode.query)).await?;
    page.set("driver", mode.driver).await?;
    page.set("gil", if mode.gil { "true" } else { "false" }).await?;
    page.set_code(code).await?;
    Ok(page)
}

async fn run_program(world: &World, program_: &Program, mode: Mode) -> Result<()> {
    let page = prepare(world, &world.site, mode, &program(program_.file)?).await?;
    prints(&page, program_).await?;
    page.close().await
}

/// Runs what the page has: it prints what this program does.
async fn prints(page: &Page, program: &Program) -> Result<()> {
    let state = page.run().await?;
    let output = page.text("output").await?;
    ensure!(state == "finished", "state {state}: {output:?} {:?}", page.text("message").await?);
    match program.output {
        Expected::Exact(text) => ensure!(output == text, "printed {output:?}"),
        Expected::Letters(text) => ensure!(sorted(&output) == sorted(text), "printed {output:?}"),
    }
    Ok(())
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

/// Web Workers beside those at work, at most: the supervisor and five warm ones of each build.
const SPARE: usize = 11;

/// Processes are Web Workers, threads too when the GIL is off; a simulation is one.
async fn workers_are_the_browsers_own(world: &World) -> Result<()> {
    const WORKERS: usize = SPARE + 1;
    for (mode, kind, said) in [
        (WEB, "multiprocessing", 1 + WORKERS),
        (WEB, "threading", 1),
        (WEB_FREE_THREADED, "multiprocessing", 1 + WORKERS),
        (WEB_FREE_THREADED, "threading", 1 + WORKERS),
        (WEB_NOT_ISOLATED, "multiprocessing", 1 + WORKERS),
        (SIM, "multiprocessing", 1),
    ] {
        gather(world, mode, kind, WORKERS, said).await?;
    }
    Ok(())
}

async fn sixty_four_processes(world: &World) -> Result<()> {
    gather(world, WEB, "multiprocessing", 64, 1 + 64).await
}

/// Runs [`gathering`] and compares the workers that the page says it has with those of the browser.
async fn gather(world: &World, mode: Mode, kind: &str, workers: usize, said: usize) -> Result<()> {
    let page = prepare(world, &world.site, mode, &gathering(kind, workers)).await?;
    page.click("run").await?;
    page.says("output", "all here").await?;
    let (told, real) = (page.text("worker-count").await?.parse::<usize>()?, page.web_workers());
    ensure!(told == said, "{} {kind}: the page says {told} workers instead of {said}", mode.name);
    ensure!(
        (said + 1..=said + SPARE).contains(&real),
        "{} {kind}: {real} Web Workers are there, the page says {told}",
        mode.name
    );
    page.set("input", "go").await?;
    page.click("input-send").await?;
    page.until("the run ends", || async { Ok(page.state().await? == "finished") }).await?;
    page.until("the workers are gone", || async { Ok(page.web_workers() <= SPARE) }).await?;
    page.close().await
}

/// Two processes on two cores take little more than half the time. What else the machine does makes single rounds slower: the
/// best one counts, and is far from the 1.0 of processes that take turns.
async fn two_processes_share_the_cores(world: &World) -> Result<()> {
    let page = prepare(world, &world.site, WEB, &program("overlap.py")?).await?;
    ensure!(page.run().await? == "finished", "{}", page.text("output").await?);
    let output = page.text("output").await?;
    println!("{output}");
    let best = output.lines().find_map(|line| line.strip_prefix("best ")?.parse::<f64>().ok());
    ensure!(best.context("no figure")? < 0.75, "{output}");
    page.close().await
}

async fn stop_ends_an_endless_loop(world: &World) -> Result<()> {
    for mode in [WEB, SIM, WEB_FREE_THREADED] {
        let page =
            prepare(world, &world.site, mode, "print('on', flush=True)\nwhile True:\n    pass\n").await?;
        page.click("run").await?;
        page.says("output", "on").await?;
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

/// Threads that wait for a lock wait in `Atomics.wait` each: browsers would give their workers two seconds to come back from it.
async fn stop_ends_workers_that_wait(world: &World) -> Result<()> {
    let code = "import threading, time
lock = threading.Lock()
lock.acquire()
for _ in range(16):
    threading.Thread(target=lock.acquire).start()
print('on', flush=True)
time.sleep(1000)
";
    let page = prepare(world, &world.site, WEB_FREE_THREADED, code).await?;
    page.click("run").await?;
    page.until("the threads wait", || async {
        Ok(page.text("output").await?.contains("on") && page.web_workers() > SPARE)
    })
    .await?;
    page.click("stop").await?;
    let start = std::time::Instant::now();
    page.until("the workers are gone", || async { Ok(page.web_workers() <= SPARE) }).await?;
    let took = start.elapsed();
    println!("workers were gone {} ms after Stop", took.as_millis());
    ensure!(took.as_secs_f64() < 1.5, "it took {took:?}");
    page.close().await
}

async fn worker_count_changes_the_run(world: &World) -> Result<()> {
    let page = Page::new(world.browser, &world.site).await?;
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

/// Another file of a lesson is edited in its tab, runs as it was edited, and is in the address.
async fn lesson_of_several_files(world: &World) -> Result<()> {
    const EDITED: &str = "print('another program')\n";
    let second = "document.querySelectorAll('[data-testid=tab-file]')[1]";
    let page = Page::new(world.browser, &world.site).await?;
    page.open("/#/lesson/exec").await?;
    // Before that, what is there may still be the skeleton.
    let ready =
        || async { Ok(page.script("return !!window.interleave?.setCode", vec![]).await? == json!(true)) };
    page.until("the editor is there", ready).await?;
    page.script(&format!("{second}.click()"), vec![]).await?;
    page.until("its tab is chosen", || async {
        Ok(page.script(&format!("return {second}.ariaSelected"), vec![]).await? == json!("true"))
    })
    .await?;
    page.set_code(EDITED).await?;
    ensure!(page.run().await? == "finished", "{}", page.text("message").await?);
    let output = page.text("output").await?;
    ensure!(output == "caller: I begin\nanother program\n", "printed {output:?}");
    // That the address brings it back is the reducer's to show.
    page.until("the address has it", || async {
        let hash = page.script("return location.hash", vec![]).await?;
        Ok(hash.as_str().is_some_and(|hash| hash.contains("?file.called.py=")))
    })
    .await?;
    page.close().await
}

/// Where the results stand below the code (on a phone), the run bar leads to them; elsewhere they are in view, and it does not
/// offer to.
async fn results_below_the_code(world: &World) -> Result<()> {
    let offered =
        "return getComputedStyle(document.querySelector('[data-testid=to-results]')).display !== 'none'";
    let in_view = "return document.querySelector('.results').getBoundingClientRect().top < innerHeight / 2";
    for (address, width, below) in [
        ("/#/01-threads/first-thread", 600, true),
        ("/?embed=1#/01-threads/first-thread", 1280, false),
        ("/#/01-threads/first-thread?embed=1", 1280, false),
        ("/#/01-threads/first-thread", 1280, false),
    ] {
        let page = Page::new(world.browser, &world.site).await?;
        page.size(width, page::SIZE.1).await?;
        page.open(address).await?;
        ensure!(page.script(offered, vec![]).await? == json!(false), "{address}: there are no results yet");
        ensure!(page.run().await? == "finished");
        ensure!(page.script(offered, vec![]).await? == json!(below), "{address}");
        ensure!(page.script(in_view, vec![]).await? == json!(!below), "{address}");
        if below {
            page.click("to-results").await?;
            page.until("the results are in view", || async {
                Ok(page.script(in_view, vec![]).await? == json!(true))
            })
            .await?;
        }
        page.size(page::SIZE.0, page::SIZE.1).await?;
        page.close().await?;
    }
    Ok(())
}

async fn plain_host(world: &World) -> Result<()> {
    let page = Page::new(world.browser, &world.plain).await?;
    page.open("/#/02-sharing/lost-update").await?;
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
    page.says("gil-reason", "isolat").await?;
    page.close().await
}

async fn input_is_asked_for(world: &World) -> Result<()> {
    for mode in [SIM, WEB, NATIVE] {
        let page = prepare(world, &world.site, mode, "name = input('who? ')\nprint('hello', name)").await?;
        page.click("run").await?;
        page.set("input", "Ada").await?;
        page.click("input-send").await?;
        page.until("the run ends", || async { Ok(page.state().await? == "finished") }).await?;
        ensure!(page.text("output").await?.ends_with("hello Ada\n"), "{:?}", page.text("output").await?);
        page.close().await?;
    }
    Ok(())
}

/// The title of the worker's mark beside the code.
const MARK: &str =
    "return [...document.querySelectorAll('.worker-mark')].map(mark => mark.title).filter(Boolean).join()";

async fn stands_at(page: &Page, place: &str) -> Result<()> {
    page.until(&format!("the run stands at {place}"), || async {
        Ok(page.script(MARK, vec![]).await? == json!(place) && page.state().await? == "paused")
    })
    .await
}

/// Back leads to where the run was before a step: variables, output and answers with it; also after the end.
async fn steps_are_taken_back(world: &World) -> Result<()> {
    const PROGRAM: &str = "total = 1\ntotal += 4\nword = input('word? ')\nprint(word * total)\n";
    let page = prepare(world, &world.site, SIM, PROGRAM).await?;
    page.click("tab-variables").await?;
    page.says("variables", "Press Step").await?;
    page.says("back-reason", "Nothing to go back to").await?;
    for line in 1..=3 {
        page.click("step").await?;
        stands_at(&page, &format!("main, line {line}")).await?;
    }
    page.says("variables", "total5was 1").await?;

    page.click("back").await?;
    stands_at(&page, "main, line 2").await?;
    page.says("variables", "total1was 5").await?;
    page.click("step").await?;
    stands_at(&page, "main, line 3").await?;

    // An answer is taken back, and asked for again.
    page.click("step").await?;
    page.set("input", "a").await?;
    page.click("input-send").await?;
    stands_at(&page, "main, line 4").await?;
    page.says("variables", "word'a'new").await?;
    page.click("tab-merged").await?;
    page.says("output", "word? a\n").await?;
    page.click("back").await?;
    stands_at(&page, "main, line 3").await?;
    page.says("message", "has not yet read “a”").await?;
    ensure!(page.text("output").await?.is_empty(), "{:?}", page.text("output").await?);
    page.click("step").await?;
    page.set("input", "bc").await?;
    page.click("input-send").await?;
    stands_at(&page, "main, line 4").await?;

    page.click("run").await?;
    page.until("the run ends", || async { Ok(page.state().await? == "finished") }).await?;
    page.says("output", "word? bc\nbcbcbcbcbc\n").await?;
    page.click("back").await?;
    stands_at(&page, "main, line 4").await?;
    ensure!(page.text("output").await? == "word? bc\n", "{:?}", page.text("output").await?);
    for line in (1..=3).rev() {
        page.click("back").await?;
        stands_at(&page, &format!("main, line {line}")).await?;
    }
    page.says("back-reason", "Nothing to go back to").await?;
    page.click("stop").await?;
    page.until("the run is stopped", || async { Ok(page.state().await? == "stopped") }).await?;
    page.set("driver", "web").await?;
    page.says("back-reason", "Only the simulator").await?;
    page.close().await
}

/// Stepped back from a deadlock, the run is as it was before.
async fn a_deadlock_is_gone_back_from(world: &World) -> Result<()> {
    const PROGRAM: &str = "import threading
a = threading.Lock()
def work():
    with a:
        pass
with a:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
";
    let page = prepare(world, &world.site, SIM, PROGRAM).await?;
    page.click("tab-variables").await?;
    for line in [1, 2, 3, 6, 7, 8] {
        page.click("step").await?;
        stands_at(&page, &format!("main, line {line}")).await?;
    }
    page.click("run").await?;
    page.says("stuck", "waits for").await?;
    page.click("back").await?;
    stands_at(&page, "main, line 8").await?;
    page.says("variables", "Lock (held by main)").await?;
    ensure!(!page.exists("stuck").await?);
    page.click("run").await?;
    page.says("stuck", "waits for").await?;
    page.close().await
}

/// A picture of one pixel, a text written by another process, and what is neither.
const WRITES_FILES: &str = "import base64, os
from multiprocessing import Process
def work():
    os.makedirs('out')
    with open('out/result.csv', 'w') as file:
        file.write('n,square\\n2,4\\n')
if __name__ == '__main__':
    print(open(__file__).readline().strip())
    helper = Process(target=work)
    helper.start()
    helper.join()
    with open('dot.png', 'wb') as file:
        file.write(base64.b64decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='))
    with open('/tmp/raw.bin', 'wb') as file:
        file.write(bytes(range(256)))
    print('written', flush=True)
    if input('more? ') == 'loop':
        while True: pass
";

/// Files are shown when the run has ended, by itself or stopped: pictures, texts, the rest by name.
async fn files_of_a_run(world: &World, mode: Mode) -> Result<()> {
    for answer in ["end", "loop"] {
        let page = prepare(world, &world.site, mode, WRITES_FILES).await?;
        page.click("run").await?;
        page.set("input", answer).await?;
        page.click("input-send").await?;
        if answer == "loop" {
            page.click("stop").await?;
        }
        let end = if answer == "loop" { "stopped" } else { "finished" };
        page.until("the run ends", || async { Ok(page.state().await? == end) }).await?;
        page.says("tab-files", "Files (3)").await?;
        page.click("tab-files").await?;
        page.until("the picture is shown", || async {
            Ok(page.script("return document.querySelector('.files img')?.naturalWidth", vec![]).await?
                == json!(1))
        })
        .await?;
        let text = page.text("files").await?;
        for words in ["dot.png", "out/result.csv", "n,square\n2,4\n", "/tmp/raw.bin", "256 B", "not a text"] {
            ensure!(text.contains(words), "{answer}: {words:?} is not in {text:?}");
        }
        ensure!(!text.contains(".py"), "{answer}: the program itself is listed: {text:?}");
        // What a download brings.
        let saved = page
            .script(
                "return new Promise(resolve => {
                     HTMLAnchorElement.prototype.click = function () {
                         fetch(this.href).then(answer => answer.text()).then(text => resolve([this.download, text]));
                     };
                     document.querySelector('[aria-label=\"Download out/result.csv\"]').click();
                 });",
                vec![],
            )
            .await?;
        ensure!(saved == json!(["result.csv", "n,square\n2,4\n"]), "{answer}: {saved}");
        page.close().await?;
    }
    Ok(())
}

/// What the hosts of foreign lessons have.
const FOREIGN: &[(&str, &[u8])] = &[
    (
        "/count.py",
        b"# ---\n# title: Counting elsewhere\n# ---\n# %% [markdown]\n# Theirs. <b>bold</b>\n# %%\nN = 3  #@param {type:\"integer\"}\nprint('n is', N)\n",
    ),
    ("/book.ipynb", br#"{"cells": [{"cell_type": "code", "source": ["print('from a notebook')"]}]}"#),
    (
        "/hostile.py",
        concat!(
            "# ---\n# title: Hostile\n# ---\n# %% [markdown]\n",
            "# ![seen](http://127.0.0.1:9/pixel.png) ![seen](//127.0.0.1:9/pixel.png) <script>window.harmed = true</script>\n#\n",
            "# >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>> deep\n",
            "# %%\nprint('harmless')\n",
        )
        .as_bytes(),
    ),
    ("/page.py", b"<!doctype html><title>no lesson</title>"),
    ("/large.py", &[b'#'; 300_000]),
    ("/latin.py", b"print('\xe9')"),
];

/// A lesson of others is fetched, named as such, run when asked to, and stays in links.
async fn foreign_lesson(world: &World) -> Result<()> {
    let page = Page::new(world.browser, &world.site).await?;
    let (src, host) = (format!("{}/count.py", world.open.url), world.open.url.replace("http://", ""));
    for address in [format!("/?src={src}&N=5&driver=web"), format!("/?embed=1#/?src={src}&N=5&driver=web")] {
        page.open(&address).await?;
        page.shows("Counting elsewhere").await?;
        page.says("origin", &format!("From {host}, not part of Interleave.")).await?;
        let prose = page.script("return document.querySelectorAll('.introduction b').length", vec![]).await?;
        ensure!(prose == json!(0), "the lesson's HTML is taken for HTML");
        ensure!(page.state().await? == "idle", "it runs by itself: {}", page.state().await?);
        ensure!(page.run().await? == "finished");
        ensure!(page.text("output").await? == "n is 5\n", "{:?}", page.text("output").await?);
        page.until("the page has written its address", || async {
            let hash = page.script("return location.hash", vec![]).await?;
            Ok(hash.as_str().unwrap_or_default().contains(&src))
        })
        .await?;
    }
    // The address that the page writes brings it back.
    page.open(&format!("/#/?src={src}&N=5")).await?;
    page.set("param-N", "7").await?;
    let hash = format!("#/?src={src}&N=7");
    page.until("the address follows", || async {
        Ok(page.script("return location.hash", vec![]).await? == json!(hash))
    })
    .await?;
    page.script(
        "navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }",
        vec![],
    )
    .await?;
    page.click("share").await?;
    page.until("it is copied", || async {
        let copied = page.script("return window.copied ?? ''", vec![]).await?;
        Ok(copied.as_str().unwrap_or_default().contains(&format!("/{hash}")))
    })
    .await?;
    // From a lesson of the course to it, and back.
    page.open(&format!("/#/?src={}/book.ipynb", world.open.url)).await?;
    page.shows("Book").await?;
    ensure!(page.run().await? == "finished");
    ensure!(page.text("output").await? == "from a notebook\n");
    page.script("location.hash = '#/01-threads/first-thread'", vec![]).await?;
    page.until("the course's lesson is there", || async { Ok(!page.exists("origin").await?) }).await?;
    // One of the same site needs no host.
    page.open("/?src=lessons/01-threads/first-thread.py").await?;
    page.says("origin", "From 127.0.0.1").await?;
    page.close().await
}

/// A link counts whenever it is followed: also just when the page writes an earlier change to its address.
async fn links_are_followed_at_any_time(world: &World) -> Result<()> {
    let page = Page::new(world.browser, &world.site).await?;
    for wait in (200..=260).step_by(10) {
        page.open("/#/02-sharing/lost-update").await?;
        page.shows("Lost updates").await?;
        page.set("param-WORKERS", "3").await?;
        let follow = "setTimeout(() => { location.hash = '#/01-threads/first-thread' }, arguments[0])";
        page.script(follow, vec![json!(wait)]).await?;
        page.shows("Starting a thread").await?;
    }
    page.close().await
}

/// Who opens another lesson does not leave workers behind, nor sees their output there.
async fn another_lesson_ends_the_run(world: &World) -> Result<()> {
    let code = format!(
        "import time
from multiprocessing import Process
if __name__ == '__main__':
    for _ in range({SPARE}): Process(target=time.sleep, args=(1000,)).start()
    while True:
        print('on', flush=True)
        time.sleep(0.01)
"
    );
    for mode in [WEB, SIM] {
        let page = prepare(world, &world.site, mode, &code).await?;
        page.click("run").await?;
        page.says("output", "on\n").await?;
        page.until("all workers are there", || async {
            Ok(mode.driver == "sim" || page.web_workers() > SPARE)
        })
        .await?;
        page.script("location.hash = '#/02-sharing/lost-update'", vec![]).await?;
        page.shows("Lost updates").await?;
        page.until("the workers are gone", || async { Ok(page.web_workers() <= SPARE) }).await?;
        let (state, output) = (page.state().await?, page.text("output").await?);
        ensure!(state == "idle" && !output.contains("on\n"), "{}: {state}, {output:?}", mode.name);
        ensure!(page.run().await? == "finished", "{}: {}", mode.name, page.text("output").await?);
        page.close().await?;
    }
    Ok(())
}

/// A program is run with each value of a parameter; one of them is taken over; a sweep can be stopped.
async fn sweep(world: &World, mode: Mode) -> Result<()> {
    const CODE: &str = "import time\nN = 2  #@param {type:\"slider\", min:1, max:3}\nLOCK = True  #@param {type:\"boolean\"}\nprint('N', N, LOCK)\ntime.sleep(0.1 * N)\n";
    let page = prepare(world, &world.site, mode, CODE).await?;
    page.click("sweep").await?;
    page.until("the sweep ends", || async { Ok(page.state().await? == "finished") }).await?;
    let runs = if mode.driver == "sim" { 3 } else { 6 };
    page.says("status", &format!("Sweep, {runs} runs")).await?;
    let rows = rows(&page).await?;
    ensure!(
        rows.len() == 3 && rows.iter().zip(["1", "2", "3"]).all(|(row, value)| row[0] == value),
        "{rows:?}"
    );
    let (first, last) = (rows[0][3].parse::<f64>()?, rows[2][3].parse::<f64>()?);
    // Three times as long, and what a run costs beside it: on a busy machine much.
    ensure!(first == 1.0 && (0.25..0.95).contains(&last), "{rows:?}");
    // The last run's output was another value's.
    page.says("output", "N 3 True").await?;
    page.script("document.querySelector('[data-testid=swept] button').click()", vec![]).await?;
    page.says("output", "N 1 True").await?;
    page.until("the run ends", || async { Ok(page.state().await? == "finished") }).await?;
    let value = page.script("return document.querySelector('[data-testid=param-N]').value", vec![]).await?;
    ensure!(value == json!("1"), "the control has {value}");

    page.set_code(&format!("{CODE}while True:\n    pass\n")).await?;
    page.click("sweep-start").await?;
    page.says("output", "N 1 True").await?;
    page.click("stop").await?;
    page.until("the sweep is stopped", || async { Ok(page.state().await? == "stopped") }).await?;
    page.says("status", &format!("Sweep, 0 of {runs} runs")).await?;
    page.close().await
}

/// The rows of the chart: value, bar, time, speed-up, how many ran at once.
async fn rows(page: &Page) -> Result<Vec<Vec<String>>> {
    let cells = page
        .script(
            "return [...document.querySelectorAll('[data-testid=swept]')].map(row => [...row.children].map(cell => cell.textContent))",
            vec![],
        )
        .await?;
    Ok(serde_json::from_value(cells)?)
}

/// What cannot be had is said with its place, and what to do.
async fn foreign_lesson_refused(world: &World) -> Result<()> {
    let page = Page::new(world.browser, &world.site).await?;
    let (open, closed) = (&world.open.url, &world.closed.url);
    for (src, words) in [
        (format!("{open}/nothing.py"), vec!["answers 404 Not Found", "Check the address"]),
        (format!("{closed}/count.py"), vec!["does not answer, or does not let other sites read it (CORS)"]),
        ("http://127.0.0.1:9/count.py".into(), vec!["127.0.0.1:9 does not answer"]),
        (format!("{open}/page.py"), vec!["is not a lesson: it is a web page", "Raw"]),
        (format!("{open}/large.py"), vec!["is larger than 256 kB"]),
        (format!("{open}/latin.py"), vec!["is not UTF-8", "Save the file as UTF-8"]),
        ("ftp://example.org/count.py".into(), vec!["begins with ftp:", "only http: and https:"]),
        ("javascript:alert(1)".into(), vec!["begins with javascript:"]),
        ("http://".into(), vec!["is not an address"]),
        ("lessons/nothing.py".into(), vec!["404"]),
    ] {
        page.open(&format!("/?src={src}")).await?;
        let message = page.says("message", src.as_str()).await?;
        for words in words {
            ensure!(message.contains(words), "{src}: {words:?} is not in {message:?}");
        }
    }
    page.close().await
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
    let page = Page::new(world.browser, &world.site).await?;
    page.open("/#/lesson/no-such-lesson").await?;
    page.says("message", "no-such-lesson").await?;
    page.open("/#/lesson/cpu-bound?WORKERS=-3").await?;
    // The page is there already; what it shows follows the address a moment later.
    page.until("the message names the parameter", || async {
        let message = page.text("message").await?;
        Ok(message.contains("WORKERS") && message.contains("-3"))
    })
    .await?;
    page.close().await
}

/// Modules that few programs import come from the site, in processes and threads too; a site that has lost them is named.
async fn modules_apart(world: &World, mode: Mode) -> Result<()> {
    const CODE: &str = "import threading
from multiprocessing import Process
def work():
    from fractions import Fraction
    print(Fraction(1, 3) + Fraction(1, 6), flush=True)
if __name__ == '__main__':
    for kind in (threading.Thread, Process):
        worker = kind(target=work)
        worker.start()
        worker.join()
    import textwrap
    print(textwrap.shorten('modules that few programs import', 20))
    from decimal import Decimal, localcontext
    with localcontext() as context:
        context.prec = 30
        print(Decimal(1) / 7, f'{Decimal(\"2.675\"):.2f}')
    from xml.etree.ElementTree import fromstring, tostring
    tree = fromstring('<a><b c=\"1\">x</b></a>')
    print(tree.find('b').text, tostring(tree))
    print('\\N{GREEK SMALL LETTER ALPHA}')
";
    let page = prepare(world, &world.site, mode, CODE).await?;
    ensure!(page.run().await? == "finished", "{}", page.text("output").await?);
    let output = page.text("output").await?;
    ensure!(
        output
            == "1/2\n1/2\nmodules that [...]\n0.142857142857142857142857142857 2.68\nx b'<a><b c=\"1\">x</b></a>'\nα\n",
        "{output}"
    );
    page.close().await?;
    let page = prepare(world, &world.libraryless, mode, "import queue\nprint('there')\nimport csv\n").await?;
    page.run().await?;
    let output = page.text("output").await?;
    for words in
        ["there", "ImportError: the library's module 'csv' could not be fetched", "library.txt answers 404"]
    {
        ensure!(output.contains(words), "{words:?} is not in {output:?}");
    }
    page.close().await
}

async fn missing_engine(world: &World) -> Result<()> {
    let page = prepare(world, &world.engineless, WEB, "print(1)").await?;
    page.run().await?;
    ensure!(page.state().await? == "failed", "state {}", page.state().await?);
    page.says("message", "engine").await?;
    page.close().await
}

async fn no_webassembly(world: &World) -> Result<()> {
    let page = Page::with(world.browser, Start { without_wasm: true }, &world.site).await?;
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
