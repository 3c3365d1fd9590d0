//! Runs the conformance suite on the web driver, in headless browsers: one page per variant runs case after case.
//!
//! Needs the built site, named by `INTERLEAVE_SITE`, and the `interleave` command of the same profile; `cargo xtask test` makes
//! both. The page is the engine's own harness (`src/web/tests/harness`): it talks to the supervisor as the real page does.
//! Chromium runs every case and every lesson, Firefox some of each area; `--include-ignored` runs all there too.

#[path = "../browser/browsers.rs"]
mod browsers;
mod course;
#[path = "../browser/family.rs"]
mod family;
mod harness;
mod relay;
#[path = "../browser/servers.rs"]
#[allow(dead_code, reason = "the tests of the page use the rest of it")]
mod servers;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use anyhow::{Context, Result, ensure};
use browsers::Browser;
use harness::Harness;
use interleave_tests::conformance::{Case, Driver, Outcome, Promises, Web, cases, check};
use interleave_tests::seeds::{self, Race, Threads};
use interleave_trace::{Event, Kind, TextStream};
use libtest_mimic::{Arguments, Failed, Trial};
use serde::Deserialize;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// Of how many cases of an area Firefox runs one: enough to meet every mechanism, and to end within minutes.
const ONE_OF: usize = 4;

fn main() -> Result<()> {
    if let Some(program) = relay::asked() {
        return relay::client(&program);
    }
    let arguments = Arguments::from_args();
    if std::env::var_os("INTERLEAVE_SITE").is_none() {
        libtest_mimic::run(&arguments, vec![servers::no_site()]).exit();
    }
    let site = site()?;
    let runtime =
        Arc::new(tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?);
    let mut pages: Vec<Arc<Page>> = Vec::new();
    for browser in Browser::ALL {
        for variant in Web::VARIANTS {
            pages.push(Arc::new(Page {
                browser,
                variant,
                site: site.path().into(),
                runtime: Arc::clone(&runtime),
                harness: Mutex::default(),
            }));
        }
    }
    let mut trials = Vec::new();
    for page in &pages {
        let mut places: HashMap<String, usize> = HashMap::new();
        for case in cases() {
            let place = places.entry(case.area().to_owned()).or_default();
            let left_out = page.browser == Browser::Firefox && !place.is_multiple_of(ONE_OF);
            *place += 1;
            let (page, lacks) = (Arc::clone(page), page.lacks(&case));
            let name = format!("{}::{}", page.name(), case.name);
            let trial = Trial::test(name, move || check(&*page, &case).map_err(Failed::from));
            trials.push(trial.with_ignored_flag(lacks.is_some() || left_out));
        }
        trials.extend(seed_trials(page));
        trials.extend(course::trials(page));
    }
    // One case at a time: their processes would share the machine's few cores.
    let arguments = Arguments { test_threads: Some(1), ..arguments };
    let conclusion = libtest_mimic::run(&arguments, trials);
    for page in &pages {
        page.close();
    }
    drop(site);
    conclusion.exit()
}

/// The seed programs where they are at hand: on real workers, and in one of the variants' browsers in the simulator.
fn seed_trials(page: &Arc<Page>) -> Vec<Trial> {
    let (drivers, threads): (&[(&str, &str)], Threads) = match page.variant {
        Web::Gil => (&[("Web", "seeds"), ("Sim", "seeds in the simulator")], Threads::InTurn),
        Web::FreeThreaded => (&[("Web", "seeds")], Threads::AtOnce),
        Web::NotIsolated => (&[], Threads::InTurn),
    };
    let trial = |&(driver, name): &(&'static str, &str)| {
        let page = Arc::clone(page);
        let trial = Trial::test(format!("{}::{name}", page.name()), move || {
            relay::serve(
                move |program| page.program(driver, &program),
                move |command| seeds::check(command, Race::EndsWell, threads),
            )
            .map_err(|error| Failed::from(format!("{error:?}")))
        });
        trial.with_ignored_flag(!seeds::are_here())
    };
    drivers.iter().map(trial).collect()
}

/// A folder with the harness at its root and the engine beside it.
fn site() -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    let harness = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/web/tests/harness");
    for file in ["index.html", "harness.js"] {
        std::fs::copy(harness.join(file), folder.path().join(file)).with_context(|| file.to_owned())?;
    }
    let (from, to) = (servers::dist().join("engine"), folder.path().join("engine"));
    std::fs::create_dir(&to)?;
    for entry in std::fs::read_dir(&from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        // What lies deeper is for searches.
        if entry.file_type()?.is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(folder)
}

/// A variant of the web driver in a browser, which is opened as soon as it is needed.
struct Page {
    browser: Browser,
    variant: Web,
    site: PathBuf,
    runtime: Arc<Runtime>,
    harness: Mutex<Option<Harness>>,
}

/// What the harness tells of a run.
#[derive(Deserialize)]
struct Report {
    status: Option<i32>,
    failed: Option<serde_json::Value>,
    events: Vec<Event>,
}

impl Driver for Page {
    fn name(&self) -> String {
        format!("{}-{}", self.browser.name(), self.variant.name())
    }

    fn lacks(&self, case: &Case) -> Option<String> {
        self.variant.lacks(case)
    }

    fn run(&self, program: &str, stdin: &[String]) -> Outcome {
        let main = json!({ "file": "main.py", "text": program });
        let result = self.in_harness(&json!({ "driver": "Web", "main": main, "stdin": stdin }));
        result.unwrap_or_else(|error| Outcome { problems: vec![format!("{error:?}")], ..Outcome::default() })
    }
}

impl Page {
    /// Runs a program that has others beside it.
    fn program(&self, driver: &str, program: &relay::Program) -> Result<relay::Output> {
        // A simulation has cores of its own; CPython tells of the machine's.
        let cores = std::thread::available_parallelism()?.get();
        let request =
            json!({ "driver": driver, "main": program.main, "files": program.files, "cores": cores });
        let outcome = self.in_harness(&request)?;
        ensure!(outcome.problems.is_empty(), "{}", outcome.problems.join("\n"));
        Ok(relay::Output { status: outcome.status, stdout: outcome.stdout, stderr: outcome.stderr })
    }

    /// Runs what is asked for in this variant's browser.
    fn in_harness(&self, request: &Value) -> Result<Outcome> {
        let mut request = request.clone();
        request["gil"] = (self.variant != Web::FreeThreaded).into();
        let mut harness = self.harness.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        self.runtime.block_on(async {
            let mut result = self.attempt(&mut harness, &request).await;
            // Under load Firefox now and then keeps the thread of a worker that was terminated and answers to nothing any more.
            // A worker that we keep is there again in another browser.
            if self.browser == Browser::Firefox && harness.is_none() && result.is_ok() {
                result = self.attempt(&mut harness, &request).await;
            }
            let mut outcome = result?;
            outcome.promises.gil = self.variant != Web::FreeThreaded;
            Ok(outcome)
        })
    }

    /// Runs what is asked for. If the browser does not answer, or has workers left, the next one begins in a new browser.
    async fn attempt(&self, harness: &mut Option<Harness>, request: &Value) -> Result<Outcome> {
        if harness.is_none() {
            *harness = Some(Harness::open(self.browser, &self.site, self.variant).await?);
        }
        let here = harness.as_ref().context("it was opened")?;
        let mut result = outcome(here, request).await;
        let settled = here.settles().await;
        if let (Ok(outcome), Err(error)) = (&mut result, &settled) {
            outcome.problems.push(format!("{error:?}"));
        }
        if (result.is_err() || settled.is_err())
            && let Some(harness) = harness.take()
        {
            harness.end().await;
        }
        result
    }

    fn close(&self) {
        let harness = self.harness.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take();
        if let Some(harness) = harness {
            self.runtime.block_on(harness.end());
        }
    }
}

/// What comes of a run; the error is that of a browser that does not answer.
async fn outcome(harness: &Harness, request: &Value) -> Result<Outcome> {
    let report: Report = harness.run(request).await?;
    let mut outcome =
        Outcome { promises: Promises { global_order: false, gil: true, cores: None }, ..Outcome::default() };
    match report.status {
        Some(status) => outcome.status = status,
        None => outcome.problems.push(format!("did not finish: {}", report.failed.unwrap_or_default())),
    }
    ensure!(!report.events.is_empty(), "the trace is empty");
    for event in &report.events {
        if let Kind::Text { stream, text } = &event.kind {
            match stream {
                TextStream::Stdout => outcome.stdout += text,
                TextStream::Stderr => outcome.stderr += text,
            }
        }
    }
    outcome.events = report.events;
    Ok(outcome)
}
