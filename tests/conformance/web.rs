//! Runs the conformance suite on the web driver, in headless Chromium: one page per variant runs case after case.
//!
//! Needs the built site, named by `INTERLEAVE_SITE`, and the `interleave` command of the same profile; `cargo xtask test` makes
//! both. The page is the engine's own harness (`src/web/tests/harness`): it talks to the supervisor as the real page does.

mod chromium;
#[path = "../browser/family.rs"]
mod family;
#[path = "../browser/servers.rs"]
#[allow(dead_code, reason = "the tests of the page use the rest of it")]
mod servers;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use anyhow::{Context, Result, ensure};
use chromium::Chromium;
use interleave_tests::conformance::{Driver, Outcome, Promises, Web, cases, check};
use interleave_trace::{Event, Kind, TextStream};
use libtest_mimic::{Arguments, Failed, Trial};
use serde::Deserialize;
use serde_json::json;
use tempfile::TempDir;
use tokio::runtime::Runtime;

fn main() -> Result<()> {
    let arguments = Arguments::from_args();
    if std::env::var_os("INTERLEAVE_SITE").is_none() {
        println!(
            "INTERLEAVE_SITE names no built site: left out. `cargo xtask test` builds it and runs these tests."
        );
        return Ok(());
    }
    let site = site()?;
    let runtime =
        Arc::new(tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?);
    let drivers: Vec<Arc<Page>> = Web::VARIANTS
        .map(|variant| {
            Arc::new(Page {
                variant,
                site: site.path().into(),
                runtime: Arc::clone(&runtime),
                browser: Mutex::default(),
            })
        })
        .into();
    let mut trials = Vec::new();
    for driver in &drivers {
        for case in cases() {
            let (driver, lacks) = (Arc::clone(driver), driver.lacks(&case));
            let name = format!("{}::{}", driver.name(), case.name);
            let trial = Trial::test(name, move || check(&*driver, &case).map_err(Failed::from));
            trials.push(trial.with_ignored_flag(lacks.is_some()));
        }
    }
    // One case at a time: their processes would share the machine's few cores.
    let arguments = Arguments { test_threads: Some(1), ..arguments };
    let conclusion = libtest_mimic::run(&arguments, trials);
    for driver in &drivers {
        driver.close();
    }
    drop(site);
    conclusion.exit()
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
        std::fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(folder)
}

/// A variant of the web driver, and its browser as soon as it is needed.
struct Page {
    variant: Web,
    site: PathBuf,
    runtime: Arc<Runtime>,
    browser: Mutex<Option<Chromium>>,
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
        self.variant.name().into()
    }

    fn run(&self, program: &str, stdin: &[String]) -> Outcome {
        let mut browser = self.browser.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let result = self.runtime.block_on(async {
            if browser.is_none() {
                *browser = Some(Chromium::open(&self.site, self.variant).await?);
            }
            let chromium = browser.as_ref().context("it was opened")?;
            self.run_in(chromium, program, stdin).await
        });
        result.unwrap_or_else(|error| {
            // Whatever happened, the next case begins in a new browser.
            if let Some(chromium) = browser.take() {
                self.runtime.block_on(chromium.close());
            }
            Outcome { problems: vec![format!("{error:?}")], ..Outcome::default() }
        })
    }
}

impl Page {
    async fn run_in(&self, chromium: &Chromium, program: &str, stdin: &[String]) -> Result<Outcome> {
        let request = json!({
            "driver": "Web",
            "gil": self.variant != Web::FreeThreaded,
            "main": { "file": "main.py", "text": program },
            "stdin": stdin,
        });
        let report: Report = chromium.run(&request).await?;
        let mut outcome = Outcome {
            promises: Promises { global_order: false, gil: self.variant != Web::FreeThreaded, cores: None },
            ..Outcome::default()
        };
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
        if let Err(error) = chromium.settles().await {
            outcome.problems.push(format!("{error:?}"));
        }
        Ok(outcome)
    }

    fn close(&self) {
        let browser = self.browser.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take();
        if let Some(chromium) = browser {
            self.runtime.block_on(chromium.close());
        }
    }
}
