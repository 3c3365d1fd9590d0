//! A browser with the engine's harness in it.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use interleave_tests::conformance::Web;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::browsers::{Browser, Start, Window};
use crate::servers::Server;

/// A run that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(30);

/// Runs a program in the page; what hangs is stopped, and said so.
const RUN: &str = "
    const [request, seconds, done] = arguments;
    const run = window.__interleave.start(request);
    const over = setTimeout(() => window.__interleave.stop(), seconds * 1e3);
    run.done.then((result) => {
        clearTimeout(over);
        const failed = performance.now() - run.began >= seconds * 1e3 ? `it hangs; so far: ${run.text}` : result.failed;
        const report = { status: failed === undefined ? result.status : undefined, failed, events: run.events };
        window.__interleave.runs.clear();
        document.querySelector('#output').textContent = '';
        done(JSON.stringify(report, (_, value) => (typeof value === 'bigint' ? Number(value) : value)));
    });";

/// A browser of its own, with its servers.
pub(crate) struct Harness {
    window: Window,
    /// Web Workers when nothing runs.
    workers: usize,
    _site: Server,
}

impl Harness {
    /// Opens the harness.
    pub(crate) async fn open(browser: Browser, site: &Path, variant: Web) -> Result<Harness> {
        let options: &[&str] = if variant == Web::NotIsolated { &["--plain"] } else { &[] };
        let site = Server::site(site, options)?;
        let window = Window::open(browser, Start::default()).await?;
        window.driver.set_script_timeout(PATIENCE * 2).await?;
        window.driver.goto(format!("{}/index.html", site.url)).await?;
        let ready = "const done = arguments[0];
             const look = () => window.__interleave
                 ? window.__interleave.capabilities.then((found) => done(found.isolated))
                 : setTimeout(look, 10);
             look();";
        let isolated = window.driver.execute_async(ready, vec![]).await?;
        if isolated.json() != &Value::Bool(variant != Web::NotIsolated) {
            bail!("isolated: {}", isolated.json());
        }
        let mut harness = Harness { window, workers: 0, _site: site };
        // The first run fills the pool with workers of its kind.
        let request = json!({ "driver": "Web", "gil": variant != Web::FreeThreaded, "main": { "file": "main.py", "text": "" } });
        harness.run::<Value>(&request).await?;
        harness.workers = harness.steady_workers().await;
        Ok(harness)
    }

    /// Runs a program.
    pub(crate) async fn run<T: DeserializeOwned>(&self, request: &Value) -> Result<T> {
        let arguments = vec![request.clone(), PATIENCE.as_secs().into()];
        let report =
            self.window.driver.execute_async(RUN, arguments).await.context("the page does not answer")?;
        Ok(serde_json::from_str(report.json().as_str().context("the report is a text")?)?)
    }

    /// Waits until there are as many workers as when nothing had run yet.
    pub(crate) async fn settles(&self) -> Result<()> {
        let started = Instant::now();
        while self.window.web_workers() != self.workers {
            if started.elapsed() > Duration::from_secs(3) {
                bail!("{} workers after the run, {} before", self.window.web_workers(), self.workers);
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }

    /// The number of workers when it has not changed for a while.
    async fn steady_workers(&self) -> usize {
        let (mut workers, mut since) = (self.window.web_workers(), Instant::now());
        while since.elapsed() < Duration::from_millis(500) {
            tokio::time::sleep(Duration::from_millis(20)).await;
            let now = self.window.web_workers();
            if now != workers {
                (workers, since) = (now, Instant::now());
            }
        }
        workers
    }

    /// Ends the browser and its servers.
    pub(crate) async fn end(self) {
        // It may have crashed; what is left of it is ended with its server.
        let _ = self.window.end().await;
    }
}
