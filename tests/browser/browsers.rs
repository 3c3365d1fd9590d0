//! The browsers that the tests drive: how each is started, and how its Web Workers are counted.

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
#[derive(Clone, Copy, Debug, Default)]
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
    server: Server,
}

impl Window {
    /// Starts a browser with an empty profile; nothing is loaded yet.
    pub(crate) async fn open(browser: Browser, start: Start) -> Result<Window> {
        let server = Server::webdriver(browser)?;
        let driver = WebDriver::new(&server.url, browser.capabilities(start)?).await?;
        if browser == Browser::Chromium && start.without_wasm {
            // It has no setting for that.
            let script = json!({ "source": "delete window.WebAssembly" });
            driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", script).await?;
        }
        Ok(Window { driver, browser, server })
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

    /// Ends the browser in good order.
    pub(crate) async fn end(self) -> Result<()> {
        Ok(self.driver.clone().quit().await?)
    }
}
