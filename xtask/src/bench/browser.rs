//! Pythons in headless Chromium, driven by `benches/engine/browser/run.mjs`.

use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::step::{fine, step};
use crate::{root, system, tools};

/// npm packages: the peers, and what drives the browser.
const PACKAGES: [(&str, &str); 3] =
    [("pyodide", "314.0.7"), ("brython", "3.14.3"), ("playwright-core", "1.65.1")];

/// A browser with a page for each system.
pub(crate) struct Browser {
    /// Names of the peers, with versions.
    pub(crate) peers: [String; 2],
    child: Child,
    requests: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Browser {
    /// Fetches the peers once per machine and opens Chromium.
    ///
    /// # Errors
    /// If something is missing and cannot be installed.
    pub(crate) fn open(shell: &Shell, engine: &Path) -> Result<Self> {
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
        let [pyodide, brython, _] = PACKAGES.map(|(_, version)| version);
        let peers = [format!("Pyodide {pyodide}"), format!("Brython {brython}")];
        Ok(Self { peers, child, requests, answers })
    }

    /// Runs a kernel in a system's page: what it printed.
    ///
    /// # Errors
    /// If it fails, or takes longer than `run.mjs` waits.
    pub(crate) fn run(&mut self, system: &str, kernel: &Path) -> Result<String> {
        writeln!(self.requests, "{system} {}", kernel.display())?;
        let answer = self.answers.next().context("the browser's driver has ended")??;
        match answer.split_once(' ') {
            Some(("printed", text)) => Ok(text.to_owned()),
            _ => bail!("{answer}"),
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It closes the browser itself when it is asked for nothing more.
        let _ = self.requests.write_all(b"end\n");
        let _ = self.child.wait();
    }
}
