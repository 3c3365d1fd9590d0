//! A Chromium with the engine's harness in it.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use interleave_tests::conformance::Web;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::family;
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
pub(crate) struct Chromium {
    driver: WebDriver,
    /// Web Workers when nothing runs.
    workers: usize,
    chromedriver: Server,
    _site: Server,
}

impl Chromium {
    /// Opens the harness.
    pub(crate) async fn open(site: &Path, variant: Web) -> Result<Chromium> {
        let options: &[&str] = if variant == Web::NotIsolated { &["--plain"] } else { &[] };
        let (site, chromedriver) = (Server::site(site, options)?, Server::chromedriver()?);
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"] {
            capabilities.add_arg(argument)?;
        }
        let driver = WebDriver::new(&chromedriver.url, capabilities).await?;
        driver.set_script_timeout(PATIENCE * 2).await?;
        driver.goto(format!("{}/index.html", site.url)).await?;
        let ready = "const done = arguments[0];
             const look = () => window.__interleave
                 ? window.__interleave.capabilities.then((found) => done(found.isolated))
                 : setTimeout(look, 10);
             look();";
        let isolated = driver.execute_async(ready, vec![]).await?;
        if isolated.json() != &Value::Bool(variant != Web::NotIsolated) {
            bail!("isolated: {}", isolated.json());
        }
        let mut chromium = Chromium { driver, workers: 0, chromedriver, _site: site };
        // The first run fills the pool with workers of its kind.
        let request = json!({ "driver": "Web", "gil": variant != Web::FreeThreaded, "main": { "file": "main.py", "text": "" } });
        chromium.run::<Value>(&request).await?;
        chromium.workers = chromium.steady_workers().await;
        Ok(chromium)
    }

    /// Runs a program.
    pub(crate) async fn run<T: DeserializeOwned>(&self, request: &Value) -> Result<T> {
        let arguments = vec![request.clone(), PATIENCE.as_secs().into()];
        let report = self.driver.execute_async(RUN, arguments).await.context("the page does not answer")?;
        Ok(serde_json::from_str(report.json().as_str().context("the report is a text")?)?)
    }

    /// Waits until there are as many workers as when nothing had run yet.
    pub(crate) async fn settles(&self) -> Result<()> {
        let started = Instant::now();
        while self.web_workers() != self.workers {
            if started.elapsed() > Duration::from_secs(3) {
                bail!("{} workers after the run, {} before", self.web_workers(), self.workers);
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }

    /// The number of workers when it has not changed for a while.
    async fn steady_workers(&self) -> usize {
        let (mut workers, mut since) = (self.web_workers(), Instant::now());
        while since.elapsed() < Duration::from_millis(500) {
            tokio::time::sleep(Duration::from_millis(20)).await;
            let now = self.web_workers();
            if now != workers {
                (workers, since) = (now, Instant::now());
            }
        }
        workers
    }

    /// How many Web Workers there really are: the operating system's threads of that name.
    fn web_workers(&self) -> usize {
        let browser = family::descendants(self.chromedriver.pid()).unwrap_or_default();
        let names = browser.into_iter().flat_map(family::threads);
        names.filter(|name| name.starts_with("DedicatedWorker")).count()
    }

    /// Ends the browser and its servers.
    pub(crate) async fn close(self) {
        // It may have crashed; chromedriver then ends what is left of it.
        let _ = self.driver.quit().await;
    }
}
