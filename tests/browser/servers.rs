//! The programs that the tests talk to: the site's server and those of WebDriver. All end with the tests.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, bail};
use libtest_mimic::Trial;
use tempfile::TempDir;

use crate::browsers::Browser;
use crate::family;

/// A program that is ended when the value is dropped.
pub(crate) struct Server {
    child: Child,
    /// Where it listens: `http://127.0.0.1:PORT`.
    pub(crate) url: String,
    /// The rest of the address that it has printed: of a site, with the token that lets a page run programs on this computer.
    pub(crate) entrance: String,
    /// Where it and what it starts keep their temporary files: browsers leave some behind when they are killed.
    _temporary: TempDir,
}

impl Server {
    /// Serves a built site as `interleave serve` does.
    pub(crate) fn site(folder: &Path, options: &[&str]) -> Result<Self> {
        let binary = interleave_tests::interleave();
        let mut command = Command::new(&binary);
        command.args(["serve", "--port", "0", "--dir"]).arg(folder).args(options);
        Self::start(command, |line| {
            let (_, rest) = line.split_once("http://")?;
            Some(format!("http://{}", rest.split(' ').next()?))
        })
        .with_context(|| format!("{} does not serve {}", binary.display(), folder.display()))
    }

    /// A WebDriver server.
    pub(crate) fn webdriver(browser: Browser) -> Result<Self> {
        let (program, says) = match browser {
            Browser::Chromium => ("chromedriver", "started successfully on port "),
            Browser::Firefox => ("geckodriver", "Listening on 127.0.0.1:"),
        };
        let start = || {
            let mut command = Command::new(program);
            command.arg("--port=0");
            Self::start(command, |line| {
                let (_, port) = line.split_once(says)?;
                Some(format!("http://127.0.0.1:{}", port.trim_end_matches('.')))
            })
        };
        // It takes a port that is free with IPv4 and then wants the same one with IPv6, where somebody else may have it.
        start()
            .or_else(|_| start())
            .or_else(|_| start())
            .with_context(|| format!("{program} does not start: `cargo xtask test` installs it"))
    }

    /// The process that was started.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Ends it without giving it the time to end anything itself.
    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Starts a program and waits for the line that tells its address.
    fn start(mut command: Command, address: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let temporary = TempDir::with_prefix("interleave-")?;
        let mut child = command.env("TMPDIR", temporary.path()).stdout(Stdio::piped()).spawn()?;
        let mut lines = BufReader::new(child.stdout.take().expect("stdout is piped")).lines();
        for line in lines.by_ref() {
            if let Some(url) = address(&line?) {
                // Keep reading, so that the program never waits for a reader.
                std::thread::spawn(move || lines.for_each(drop));
                let host = url.match_indices('/').nth(2).map_or(url.len(), |(at, _)| at);
                let (url, entrance) = (url[..host].to_owned(), url[host..].to_owned());
                return Ok(Self { child, url, entrance, _temporary: temporary });
            }
        }
        bail!("it ended: {}", child.wait()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A browser whose test failed would disturb the next. What has ended by itself is fine too.
        for pid in family::descendants(self.pid()).unwrap_or_default() {
            let _ = Command::new("kill").args(["-9", &pid.to_string()]).stderr(Stdio::null()).status();
        }
        self.kill();
    }
}

/// What stands for all tests where there is no site to be tested: ignored, and counted so.
pub(crate) fn no_site() -> Trial {
    Trial::test("needs_a_built_site", || {
        Err("INTERLEAVE_SITE names no built site; `cargo xtask test` builds it and runs these tests".into())
    })
    .with_ignored_flag(true)
}

/// A host of lessons that are not of the course; it serves until the tests end.
pub(crate) struct LessonHost {
    /// `http://127.0.0.1:PORT`; another origin than the site's.
    pub(crate) url: String,
}

impl LessonHost {
    /// Serves `files`, as path and content, with the header that lets other sites read them or without.
    pub(crate) fn new(files: &[(&str, &[u8])], open: bool) -> Result<Self> {
        let files: Arc<[(String, Vec<u8>)]> =
            files.iter().map(|(name, content)| ((*name).to_owned(), content.to_vec())).collect();
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let url = format!("http://{}", listener.local_addr()?);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let files = Arc::clone(&files);
                // A browser that hangs up is no concern of ours.
                std::thread::spawn(move || answer(stream, &files, open).ok());
            }
        });
        Ok(Self { url })
    }
}

/// Stands before a site and counts what is asked of it, until the tests end. Another origin each time, of which no browser knows anything.
pub(crate) struct Counted {
    /// `http://127.0.0.1:PORT`
    pub(crate) url: String,
    asked: Arc<Mutex<Vec<(String, u16)>>>,
}

impl Counted {
    pub(crate) fn new(site: &Server) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let url = format!("http://{}", listener.local_addr()?);
        let asked = Arc::<Mutex<Vec<_>>>::default();
        let (counts, behind) = (Arc::clone(&asked), site.url.replace("http://", ""));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (counts, behind) = (Arc::clone(&counts), behind.clone());
                std::thread::spawn(move || hand_on(stream, &behind, &counts).ok());
            }
        });
        Ok(Self { url, asked })
    }

    /// The paths that were asked for and answered so far, each with its status, in the order of the answers.
    pub(crate) fn asked(&self) -> Vec<(String, u16)> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Hands on one request and its answer.
fn hand_on(mut stream: TcpStream, behind: &str, counts: &Mutex<Vec<(String, u16)>>) -> std::io::Result<()> {
    let mut request = BufReader::new(stream.try_clone()?);
    let mut head = String::new();
    while request.read_line(&mut head)? > 2 {}
    if head.is_empty() {
        // A connection that the browser made in case it needs one.
        return Ok(());
    }
    let path = head.split(' ').nth(1).unwrap_or_default().split('?').next().unwrap_or_default().to_owned();
    let kept = |line: &&str| !line.to_ascii_lowercase().starts_with("connection:") && !line.is_empty();
    let lines: Vec<&str> = head.lines().filter(kept).collect();
    let mut site = TcpStream::connect(behind)?;
    write!(site, "{}\r\nconnection: close\r\n\r\n", lines.join("\r\n"))?;
    let mut answer = Vec::new();
    site.read_to_end(&mut answer)?;
    let status = answer.get(9..12).and_then(|status| std::str::from_utf8(status).ok());
    let status = status.and_then(|status| status.parse().ok()).unwrap_or_default();
    counts.lock().unwrap_or_else(PoisonError::into_inner).push((path, status));
    stream.write_all(&answer)
}

fn answer(mut stream: TcpStream, files: &[(String, Vec<u8>)], open: bool) -> std::io::Result<()> {
    let mut request = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    request.read_line(&mut line)?;
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    while request.read_line(&mut line)? > 2 {}
    let found = files.iter().find(|(name, _)| *name == path);
    let status = if found.is_some() { "200 OK" } else { "404 Not Found" };
    let kind = match path.rsplit('.').next().unwrap_or_default() {
        "css" => "content-type: text/css\r\n",
        "js" => "content-type: text/javascript\r\n",
        "html" => "content-type: text/html; charset=utf-8\r\n",
        _ => "",
    };
    let allow = if open { "access-control-allow-origin: *\r\n" } else { "" };
    let content = found.map_or(b"".as_slice(), |(_, content)| content.as_slice());
    write!(
        stream,
        "HTTP/1.1 {status}\r\n{allow}{kind}content-length: {}\r\nconnection: close\r\n\r\n",
        content.len()
    )?;
    stream.write_all(content)
}

/// The built site.
pub(crate) fn dist() -> PathBuf {
    std::env::var_os("INTERLEAVE_SITE").expect("main looked for it").into()
}

/// A copy of the built site without the files whose name contains `missing`.
pub(crate) fn broken_dist(missing: &str) -> Result<TempDir> {
    let target = TempDir::with_prefix("interleave-")?;
    copy(&dist(), target.path(), missing)?;
    Ok(target)
}

fn copy(from: &Path, to: &Path, missing: &str) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target, missing)?;
        } else if !entry.file_name().to_string_lossy().contains(missing) {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
