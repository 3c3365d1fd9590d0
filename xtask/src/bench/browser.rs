//! Pythons in headless Chromium, driven by `benches/engine/browser/run.mjs`.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::rc::Rc;

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use super::contestant::Contestant;
use crate::step::{fine, step};
use crate::{root, site, system, tools};

/// npm packages: the peers, and what drives the browser.
const PACKAGES: [(&str, &str); 3] =
    [("pyodide", "314.0.7"), ("brython", "3.14.3"), ("playwright-core", "1.65.1")];

/// Our two builds on the web driver, as the site has them.
///
/// # Errors
/// If the site does not build, or there is no browser.
pub(crate) fn ours(shell: &Shell) -> Result<(Browsers, [Contestant; 2])> {
    let browsers = Browsers(Rc::new(RefCell::new(Browser::open(shell, &site(shell)?.join("engine"))?)));
    let contestants = [
        browsers.contestant("gil", "Interleave, browser", "the site's `engine`, in Chromium", false),
        browsers.contestant(
            "free",
            "Interleave, browser, no GIL",
            "the site's `engine-ft`, in Chromium",
            false,
        ),
    ];
    Ok((browsers, contestants))
}

/// The built site. As for the tests in browsers: one that is built already can be named.
fn site(shell: &Shell) -> Result<PathBuf> {
    if let Some(site) = std::env::var_os("INTERLEAVE_SITE") {
        return Ok(site.into());
    }
    site::build(shell, site::Made::Small, site::alone())?;
    Ok(root().join("dist"))
}

/// What all contestants in browsers share.
pub(crate) struct Browsers(Rc<RefCell<Browser>>);

impl Browsers {
    /// The peers that run one thread only.
    pub(crate) fn peers(&self) -> [Contestant; 2] {
        let [pyodide, brython, _] = PACKAGES.map(|(_, version)| version);
        let (pyodide, brython) = (format!("Pyodide {pyodide}"), format!("Brython {brython}"));
        [
            self.contestant("pyodide", &pyodide, "npm's package, in a worker in Chromium", true),
            self.contestant("brython", &brython, "npm's package, in a page in Chromium", true),
        ]
    }

    fn contestant(&self, system: &'static str, name: &str, how: &str, may_fail: bool) -> Contestant {
        let browser = Rc::clone(&self.0);
        let mut contestant =
            Contestant::new(name, how, move |program| browser.borrow_mut().run(system, program));
        contestant.may_fail = may_fail;
        contestant
    }
}

/// A browser with a page for each system.
struct Browser {
    child: Child,
    requests: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Browser {
    /// Fetches the peers once per machine and opens Chromium.
    ///
    /// # Errors
    /// If something is missing and cannot be installed.
    fn open(shell: &Shell, engine: &Path) -> Result<Self> {
        if !system::has(shell, "chromium") {
            system::install(shell, "the browser's Pythons run in Chromium", &["chromium"])?;
        }
        let packages: Vec<String> =
            PACKAGES.iter().map(|(name, version)| format!("{name}@{version}")).collect();
        let folder = tools::cache()?.join(packages.join("-"));
        if folder.exists() {
            fine("the npm packages of Pyodide and Brython are there");
        } else {
            step("fetch Pyodide and Brython from npm", || {
                // Under another name until it is whole.
                let part = folder.with_extension("part");
                cmd!(shell, "npm install --silent --no-save --prefix {part} {packages...}").quiet().run()?;
                Ok(std::fs::rename(&part, &folder)?)
            })?;
        }
        let mut child = Command::new("node")
            .arg(root().join("benches/engine/browser/run.mjs"))
            .args([engine, &folder.join("node_modules")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("node does not start")?;
        let requests = child.stdin.take().context("stdin is piped")?;
        let answers = BufReader::new(child.stdout.take().context("stdout is piped")?).lines();
        Ok(Self { child, requests, answers })
    }

    /// Runs a program in a system's page: what it printed.
    ///
    /// # Errors
    /// If it fails, or takes longer than `run.mjs` waits.
    fn run(&mut self, system: &str, program: &Path) -> Result<String> {
        writeln!(self.requests, "{system} {}", program.display())?;
        let answer = self.line()?;
        let Some(("printed", lines)) = answer.split_once(' ') else { bail!("{answer}") };
        let lines = lines.parse().with_context(|| answer.clone())?;
        let lines: Vec<String> = (0..lines).map(|_| self.line()).collect::<Result<_>>()?;
        Ok(lines.join("\n"))
    }

    fn line(&mut self) -> Result<String> {
        Ok(self.answers.next().context("the browser's driver has ended")??)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It closes the browser itself when it is asked for nothing more.
        let _ = self.requests.write_all(b"end\n");
        let _ = self.child.wait();
    }
}
