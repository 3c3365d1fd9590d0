//! The browsers that the tests drive: how each is started, and how its Web Workers are counted.
//!
//! Starting one takes longer than most tests: a test that ends well leaves its browser, empty again, to the next one.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::json;
use thirtyfour::prelude::*;

use crate::family;
use crate::servers::Server;

/// A browser that has a WebDriver server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Browser {
    /// Debian's `chromium` and `chromium-driver`.
    Chromium,
    /// Debian's `firefox-esr`; its server is the crate `geckodriver`.
    Firefox,
}

/// What else a browser is started with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Start {
    /// As a browser that has no WebAssembly.
    pub(crate) without_wasm: bool,
}

impl Browser {
    pub(crate) const ALL: [Browser; 2] = [Browser::Chromium, Browser::Firefox];

    /// For the names of tests.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Browser::Chromium => "chromium",
            Browser::Firefox => "firefox",
        }
    }

    fn capabilities(self, start: Start) -> Result<Capabilities> {
        let mut capabilities = Capabilities::new();
        capabilities.set("browserName", if self == Browser::Chromium { "chrome" } else { "firefox" })?;
        match self {
            Browser::Chromium => {
                let arguments = [
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--window-size=1280,900",
                ];
                capabilities.set("goog:chromeOptions", json!({ "args": arguments }))?;
            }
            Browser::Firefox => {
                let arguments = ["-headless", "--width=1280", "--height=900"];
                let settings = json!({ "javascript.options.wasm": !start.without_wasm });
                capabilities.set("moz:firefoxOptions", json!({ "args": arguments, "prefs": settings }))?;
            }
        }
        Ok(capabilities)
    }
}

/// A browser that runs. Dropping it ends the browser and its WebDriver server.
pub(crate) struct Window {
    pub(crate) driver: WebDriver,
    browser: Browser,
    start: Start,
    server: Server,
}

/// Browsers that no test has at the moment.
static IDLE: Mutex<Vec<Window>> = Mutex::new(Vec::new());

fn idle() -> MutexGuard<'static, Vec<Window>> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a site may have kept.
const FORGET: &str = "localStorage.clear();
sessionStorage.clear();
for (const registration of await navigator.serviceWorker?.getRegistrations() ?? []) await registration.unregister();
for (const key of await self.caches?.keys() ?? []) await caches.delete(key);";

/// How long workers of a page that is gone may take to end.
const WORKERS_END: Duration = Duration::from_secs(3);

impl Window {
    /// A browser with an empty profile; nothing is loaded yet.
    pub(crate) async fn open(browser: Browser, start: Start) -> Result<Window> {
        if let Some(window) = Window::idle(browser, start) {
            return Ok(window);
        }
        let server = Server::webdriver(browser)?;
        let driver = WebDriver::new(&server.url, browser.capabilities(start)?).await?;
        if browser == Browser::Chromium && start.without_wasm {
            // It has no setting for that.
            let script = json!({ "source": "delete window.WebAssembly" });
            driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", script).await?;
        }
        Ok(Window { driver, browser, start, server })
    }

    /// One that no test has.
    fn idle(browser: Browser, start: Start) -> Option<Window> {
        let mut idle = idle();
        let place = idle.iter().position(|window| window.browser == browser && window.start == start)?;
        Some(idle.swap_remove(place))
    }

    /// How many Web Workers there really are: the operating system's threads of that name.
    pub(crate) fn web_workers(&self) -> usize {
        let processes = family::descendants(self.server.pid()).unwrap_or_default();
        let name = match self.browser {
            Browser::Chromium => "DedicatedWorker",
            Browser::Firefox => "DOM Worker",
        };
        // Firefox's own work has such threads too, in its main process; pages live in others.
        let pages = processes.into_iter().filter(|pid| {
            self.browser == Browser::Chromium
                || family::arguments(*pid).iter().any(|word| word.contains("-contentproc"))
        });
        pages.flat_map(family::threads).filter(|thread| thread.starts_with(name)).count()
    }

    /// Leaves it to the next test as it was in the beginning; closes it if a page's workers stay, or something in it does not work.
    pub(crate) async fn close(self) -> Result<()> {
        if self.start == Start::default() && self.empty().await? {
            idle().push(self);
            return Ok(());
        }
        Ok(self.driver.clone().quit().await?)
    }

    /// Whether nothing is left of what was open.
    async fn empty(&self) -> Result<bool> {
        self.driver.execute(format!("return (async () => {{ {FORGET} }})()"), Vec::new()).await?;
        let old = self.driver.window().await?;
        let new = self.driver.new_tab().await?;
        // A page of the history could be kept, workers and all; one whose tab is closed is not.
        self.driver.switch_to_window(old).await?;
        self.driver.close_window().await?;
        self.driver.switch_to_window(new).await?;
        let start = Instant::now();
        while self.web_workers() > 0 {
            if start.elapsed() > WORKERS_END {
                return Ok(false);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(true)
    }

    /// Ends the browsers that no test has.
    pub(crate) fn end_idle() {
        idle().clear();
    }
}
