//! A server that lends this computer, and pages that use it, without a browser.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use interleave_protocol::{Summary, flow, unpack};
use interleave_trace::{Event, Kind, TextStream};
use serde_json::{Value, json};
use tempfile::TempDir;
use tungstenite::client::IntoClientRequest as _;
use tungstenite::handshake::client::Request;
use tungstenite::{Message, WebSocket};

/// How long anything may take that has no reason to take long.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// `interleave serve`, ended with the value.
pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) host: String,
    pub(crate) token: String,
    /// Where its runs keep their files, beside `/dev/shm`.
    _folder: TempDir,
}

impl Server {
    pub(crate) fn start(options: &[&str]) -> Server {
        let folder = TempDir::with_prefix("interleave-").unwrap();
        std::fs::write(folder.path().join("index.html"), "page").unwrap();
        let mut command = Command::new(interleave_tests::interleave());
        command.args(["serve", "--port", "0", "--dir"]).arg(folder.path()).args(options);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next().unwrap().unwrap();
        // It never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        let address = line.split_once("http://").unwrap().1.split(' ').next().unwrap();
        let (host, rest) = address.split_once('/').unwrap();
        let token = rest.strip_prefix("?token=").unwrap_or_default().to_owned();
        Server { child, host: host.to_owned(), token, _folder: folder }
    }

    /// The request of a page of this server.
    pub(crate) fn request(&self, origin: &str, token: &str) -> Request {
        let port = self.host.rsplit(':').next().unwrap();
        let mut request = format!("ws://{}/computer", self.host).into_client_request().unwrap();
        let headers = request.headers_mut();
        headers.insert("origin", origin.parse().unwrap());
        headers.insert("cookie", format!("interleave-{port}={token}").parse().unwrap());
        request
    }

    pub(crate) fn page(&self) -> Page {
        let stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let request = self.request(&format!("http://{}", self.host), &self.token);
        let (socket, _) = tungstenite::client(request, stream).unwrap();
        Page { socket, run: 0 }
    }

    /// Processes that it has started, and theirs.
    pub(crate) fn processes(&self) -> Vec<u32> {
        let mut parents = BTreeMap::new();
        for entry in std::fs::read_dir("/proc").unwrap().flatten() {
            let Ok(pid) = entry.file_name().to_string_lossy().parse::<u32>() else { continue };
            let Ok(stat) = std::fs::read_to_string(entry.path().join("stat")) else { continue };
            let parent =
                stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(1)?.parse().ok());
            parents.insert(pid, parent.unwrap_or(0));
        }
        let server = self.child.id();
        let is_ours = |mut pid: u32| {
            while let Some(&parent) = parents.get(&pid) {
                if parent == server {
                    return true;
                }
                pid = parent;
            }
            false
        };
        parents.keys().copied().filter(|&pid| is_ours(pid)).collect()
    }

    /// Folders of its runs.
    pub(crate) fn folders(&self) -> Vec<PathBuf> {
        let name = format!("interleave-{}-", self.child.id());
        let entries = std::fs::read_dir("/dev/shm").into_iter().flatten().flatten();
        entries
            .filter(|entry| entry.file_name().to_string_lossy().starts_with(&name))
            .map(|entry| entry.path())
            .collect()
    }

    pub(crate) fn descriptors(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/fd", self.child.id())).map_or(0, Iterator::count)
    }

    /// It has nothing of any run.
    pub(crate) fn is_empty(&self) -> bool {
        self.processes().is_empty() && self.folders().is_empty()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A process runs, or could.
pub(crate) fn is_alive(pid: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().next()).is_some_and(|state| state != "Z")
}

/// Waits for something that is not told.
pub(crate) fn until(what: &str, mut is: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !is() {
        assert!(Instant::now() < end, "{what} did not come about");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A page that has connected.
pub(crate) struct Page {
    pub(crate) socket: WebSocket<TcpStream>,
    run: u32,
}

/// What became of a run.
#[derive(Debug, Default)]
pub(crate) struct Ran {
    pub(crate) events: Vec<Event>,
    pub(crate) status: i32,
    pub(crate) summary: Summary,
    /// By path: its content, if it was sent.
    pub(crate) files: BTreeMap<String, Option<String>>,
    /// Names of the messages, each once in a row.
    pub(crate) heard: Vec<String>,
    /// What has failed, in place of an end.
    pub(crate) failed: String,
}

impl Ran {
    pub(crate) fn text(&self, of: TextStream) -> String {
        let text = |event: &Event| match &event.kind {
            Kind::Text { stream, text } if *stream == of => Some(text.clone()),
            _ => None,
        };
        self.events.iter().filter_map(text).collect()
    }

    pub(crate) fn stdout(&self) -> String {
        self.text(TextStream::Stdout)
    }
}

impl Page {
    /// Starts a program; returns the run's number.
    pub(crate) fn start(&mut self, text: &str) -> u32 {
        self.start_with(text, json!({ "driver": "Native" }), &[])
    }

    pub(crate) fn start_with(&mut self, text: &str, settings: Value, lines: &[&str]) -> u32 {
        self.run += 1;
        let spec = json!({
            "program": { "main": { "file": "main.py", "text": text } },
            "settings": settings,
            "stdin": { "lines": lines, "open": lines.is_empty() },
        });
        self.send(&json!({ "Run": { "run": self.run, "spec": spec } }));
        self.run
    }

    pub(crate) fn send(&mut self, message: &Value) {
        self.socket.send(Message::text(message.to_string())).unwrap();
    }

    /// The next message, its bytes apart.
    pub(crate) fn hear(&mut self) -> (Value, Vec<u8>) {
        loop {
            match self.socket.read().unwrap() {
                Message::Binary(frame) => {
                    let (length, rest) = frame.split_first_chunk::<4>().unwrap();
                    let (head, bytes) = rest.split_at(u32::from_le_bytes(*length) as usize);
                    return (serde_json::from_slice(head).unwrap(), bytes.to_vec());
                }
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// Follows the latest run to its end.
    pub(crate) fn follow(&mut self) -> Ran {
        let mut ran = Ran::default();
        while !self.note(&mut ran) {}
        ran
    }

    /// Follows it until it has written this.
    pub(crate) fn follow_until(&mut self, text: &str) -> Ran {
        let mut ran = Ran::default();
        while !ran.stdout().contains(text) {
            assert!(!self.note(&mut ran), "it has ended: {ran:?}");
        }
        ran
    }

    /// Takes the next message; true if it was the last.
    fn note(&mut self, ran: &mut Ran) -> bool {
        let (message, bytes) = self.hear();
        let (name, body) = message.as_object().unwrap().iter().next().unwrap();
        if ran.heard.last() != Some(name) {
            ran.heard.push(name.clone());
        }
        if body["run"].as_u64().is_some_and(|run| run != u64::from(self.run)) {
            return false;
        }
        match name.as_str() {
            "Events" => {
                let events = unpack(&bytes).unwrap();
                self.send(&json!({ "Seen": { "run": self.run, "weight": flow::weight(&events) } }));
                ran.events.extend(events);
            }
            "Files" => {
                for file in body["files"].as_array().unwrap() {
                    let content = file["content"]["$bytes"].as_array().map(|part| {
                        let [from, to] = [0, 1].map(|at| part[at].as_u64().unwrap() as usize);
                        String::from_utf8_lossy(&bytes[from..to]).into_owned()
                    });
                    ran.files.insert(file["path"].as_str().unwrap().to_owned(), content);
                }
            }
            "Finished" => {
                ran.status = body["status"].as_i64().unwrap() as i32;
                ran.summary = serde_json::from_value(body["summary"].clone()).unwrap();
                return true;
            }
            "Failed" => {
                ran.failed = body["message"].as_str().unwrap().to_owned();
                return true;
            }
            _ => {}
        }
        false
    }

    pub(crate) fn ran(&mut self, text: &str) -> Ran {
        self.start(text);
        self.follow()
    }
}
