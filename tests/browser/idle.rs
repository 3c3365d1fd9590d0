//! Browsers between two tests: starting one takes longer than most tests, so a test that ends well leaves its browser, empty again,
//! to the next one.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::browsers::{Browser, Start, Window};

static IDLE: Mutex<Vec<(Browser, Window)>> = Mutex::new(Vec::new());

/// What a site may have kept.
const FORGET: &str = "return (async () => {
    localStorage.clear();
    sessionStorage.clear();
    for (const registration of await navigator.serviceWorker?.getRegistrations() ?? []) await registration.unregister();
    for (const key of await self.caches?.keys() ?? []) await caches.delete(key);
})()";

/// How long workers of a page that is gone may take to end.
const WORKERS_END: Duration = Duration::from_secs(3);

fn idle() -> MutexGuard<'static, Vec<(Browser, Window)>> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A browser with nothing in it.
pub(crate) async fn take(browser: Browser) -> Result<Window> {
    match take_idle(browser) {
        Some(window) => Ok(window),
        None => Window::open(browser, Start::default()).await,
    }
}

fn take_idle(browser: Browser) -> Option<Window> {
    let mut idle = idle();
    let place = idle.iter().position(|(other, _)| *other == browser)?;
    Some(idle.swap_remove(place).1)
}

/// Leaves one to the next test, as it was in the beginning. It is ended if a page's workers stay.
pub(crate) async fn leave(browser: Browser, window: Window) -> Result<()> {
    if empty(&window).await? {
        idle().push((browser, window));
        return Ok(());
    }
    window.end().await
}

/// Whether nothing is left of what was open.
async fn empty(window: &Window) -> Result<bool> {
    window.driver.execute(FORGET, Vec::new()).await?;
    let old = window.driver.window().await?;
    let new = window.driver.new_tab().await?;
    // A page of the history could be kept, workers and all; one whose tab is closed is not.
    window.driver.switch_to_window(old).await?;
    window.driver.close_window().await?;
    window.driver.switch_to_window(new).await?;
    let start = Instant::now();
    while window.web_workers() > 0 {
        if start.elapsed() > WORKERS_END {
            return Ok(false);
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(true)
}

/// Ends the browsers that no test has.
pub(crate) fn end() {
    idle().clear();
}
