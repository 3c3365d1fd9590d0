//! The page as a visitor uses it: names for its parts, waits instead of sleeps.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::browsers::{Browser, Start, Window};
use crate::idle;
use crate::servers::Server;

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// Width and height that a window has for the page, unless a test wants another.
pub(crate) const SIZE: (u32, u32) = (1280, 900);

/// A browser window with the page in it.
pub(crate) struct Page {
    window: Window,
    /// Others may have it afterwards: it was started like any other.
    plain: Option<Browser>,
    site: String,
}

impl Page {
    /// Takes a browser; nothing is loaded yet.
    pub(crate) async fn new(browser: Browser, site: &Server) -> Result<Self> {
        Ok(Self { window: idle::take(browser).await?, plain: Some(browser), site: site.url.clone() })
    }

    /// Takes a browser for another site than the one under test.
    pub(crate) async fn elsewhere(browser: Browser, url: &str) -> Result<Self> {
        Ok(Self { window: idle::take(browser).await?, plain: Some(browser), site: url.to_owned() })
    }

    /// Starts a browser in another way; nothing is loaded yet.
    pub(crate) async fn with(browser: Browser, start: Start, site: &Server) -> Result<Self> {
        Ok(Self { window: Window::open(browser, start).await?, plain: None, site: site.url.clone() })
    }

    /// Opens an address of the site, `/` for its start, and waits for the page to be usable.
    pub(crate) async fn open(&self, address: &str) -> Result<()> {
        self.window.driver.goto(format!("{}{address}", self.site)).await?;
        self.until("the page is there", || async { self.exists("run").await }).await
    }

    /// Opens an address without waiting for more than its HTML.
    pub(crate) async fn open_raw(&self, address: &str) -> Result<()> {
        Ok(self.window.driver.goto(format!("{}{address}", self.site)).await?)
    }

    /// Gives the page this width and height.
    pub(crate) async fn size(&self, width: u32, height: u32) -> Result<()> {
        let driver = &self.window.driver;
        driver.set_window_rect(0, 0, width, height).await?;
        // What the window has around the page.
        let inner =
            self.script("return [outerWidth - innerWidth, outerHeight - innerHeight]", vec![]).await?;
        let around = |at: usize| inner[at].as_u64().unwrap_or_default() as u32;
        driver.set_window_rect(0, 0, width + around(0), height + around(1)).await?;
        self.until(&format!("the page is {width} wide"), || async {
            Ok(self.script("return innerWidth", vec![]).await? == json!(width))
        })
        .await
    }

    /// Evaluates JavaScript.
    pub(crate) async fn script(&self, body: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.window.driver.execute(body, arguments).await?.json().clone())
    }

    /// Evaluates JavaScript that calls its last argument with the result.
    pub(crate) async fn script_async(&self, body: &str, arguments: Vec<Value>) -> Result<Value> {
        self.window.driver.set_script_timeout(PATIENCE * 3).await?;
        Ok(self.window.driver.execute_async(body, arguments).await?.json().clone())
    }

    /// Presses the element that JavaScript returns, as a visitor does.
    pub(crate) async fn press(&self, element: &str) -> Result<()> {
        Ok(self.window.driver.execute(element, vec![]).await?.element()?.click().await?)
    }

    /// Goes into the frame that JavaScript returns: what is asked for then is of the page in it.
    pub(crate) async fn enter(&self, frame: &str) -> Result<()> {
        Ok(self.window.driver.execute(frame, vec![]).await?.element()?.enter_frame().await?)
    }

    /// Goes back to the page around all frames.
    pub(crate) async fn leave(&self) -> Result<()> {
        Ok(self.window.driver.enter_default_frame().await?)
    }

    /// Whether a part exists.
    pub(crate) async fn exists(&self, part: &str) -> Result<bool> {
        Ok(self.window.driver.find_all(By::Css(selector(part))).await?.iter().len() > 0)
    }

    /// A part's text, as the document has it.
    pub(crate) async fn text(&self, part: &str) -> Result<String> {
        let value = self
            .script(
                &format!("return document.querySelector('{}')?.textContent ?? ''", selector(part)),
                vec![],
            )
            .await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until a part's text has these words, and returns it. What the page shows follows its state a moment later.
    pub(crate) async fn says(&self, part: &str, words: &str) -> Result<String> {
        let what = format!("{part} says {words:?}");
        self.until(&what, || async { Ok(self.text(part).await?.contains(words)) }).await?;
        self.text(part).await
    }

    /// Waits until the lesson with this title is there: opening a link takes the page a moment.
    pub(crate) async fn shows(&self, title: &str) -> Result<()> {
        self.until(&format!("the lesson {title:?} is there"), || async {
            let shown = self.script("return document.querySelector('h1')?.textContent ?? ''", vec![]).await?;
            Ok(shown == json!(title))
        })
        .await
    }

    /// Waits for a part: it may be there only in a moment, as the box for input is when a program asks for some.
    async fn awaits(&self, part: &str) -> Result<()> {
        self.until(&format!("{part} is there"), || async { self.exists(part).await }).await
    }

    /// Presses a part.
    pub(crate) async fn click(&self, part: &str) -> Result<()> {
        self.awaits(part).await?;
        Ok(self.window.driver.find(By::Css(selector(part))).await?.click().await?)
    }

    /// Puts a value into a control as typing would.
    pub(crate) async fn set(&self, part: &str, value: &str) -> Result<()> {
        self.awaits(part).await?;
        self.script(
            "const control = document.querySelector(arguments[0]), kind = control.constructor.prototype;
             if (control.type === 'checkbox') { if (control.checked !== (arguments[1] === 'true')) control.click(); return; }
             Object.getOwnPropertyDescriptor(kind, 'value').set.call(control, arguments[1]);
             control.dispatchEvent(new Event('input', {bubbles: true}));
             control.dispatchEvent(new Event('change', {bubbles: true}));",
            vec![json!(selector(part)), json!(value)],
        )
        .await?;
        Ok(())
    }

    /// Replaces the program in the editor.
    pub(crate) async fn set_code(&self, code: &str) -> Result<()> {
        self.until("the editor is there", || async {
            Ok(self.script("return !!(window.interleave && window.interleave.setCode)", vec![]).await?
                == json!(true))
        })
        .await?;
        self.script("window.interleave.setCode(arguments[0])", vec![json!(code)]).await?;
        Ok(())
    }

    /// The run's state: `idle`, `loading`, `running`, `finished`, `failed` or `stopped`.
    pub(crate) async fn state(&self) -> Result<String> {
        let value = self
            .script("return document.querySelector('[data-testid=status]')?.dataset.state ?? ''", vec![])
            .await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Presses Run and waits until the run is over; returns how it ended.
    pub(crate) async fn run(&self) -> Result<String> {
        self.awaits("run").await?;
        // How an earlier run ended must not be taken for the end of this one.
        self.script("document.querySelector('[data-testid=status]').dataset.state = 'idle'", vec![]).await?;
        self.click("run").await?;
        self.until("the run starts", || async { Ok(self.state().await? != "idle") }).await?;
        self.until("the run ends", || async {
            Ok(!matches!(self.state().await?.as_str(), "loading" | "running"))
        })
        .await?;
        self.state().await
    }

    /// Presses Try schedules and waits until all were tried.
    pub(crate) async fn explore(&self) -> Result<()> {
        self.click("explore").await?;
        self.until("all schedules were tried", || async { Ok(self.state().await? == "finished") }).await
    }

    /// How many Web Workers the browser really has.
    pub(crate) fn web_workers(&self) -> usize {
        self.window.web_workers()
    }

    /// Waits until something holds.
    pub(crate) async fn until<F: Future<Output = Result<bool>>>(
        &self,
        what: &str,
        holds: impl Fn() -> F,
    ) -> Result<()> {
        let start = Instant::now();
        while !holds().await? {
            if start.elapsed() > PATIENCE {
                bail!(
                    "waited {PATIENCE:?} in vain until {what}; state {:?}, message {:?}, output {:?}",
                    self.state().await?,
                    self.text("message").await?,
                    self.text("output").await?
                );
            }
            // The longer it takes, the rarer the question: asking takes a share of the cores the run works on.
            tokio::time::sleep((start.elapsed() / 10).max(Duration::from_millis(10))).await;
        }
        Ok(())
    }

    /// Leaves the browser to other tests.
    pub(crate) async fn close(self) -> Result<()> {
        match self.plain {
            Some(browser) => idle::leave(browser, self.window).await,
            None => self.window.end().await,
        }
    }
}

/// Parts are found by `data-testid`.
fn selector(part: &str) -> String {
    format!("[data-testid={part}]")
}
