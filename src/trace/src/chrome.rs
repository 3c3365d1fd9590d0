//! The trace event format of Chrome, which Perfetto opens too. See "Trace Event Format" by Nat Duca and Dan Sinclair.
//!
//! States become slices of their worker's track, held resources become asynchronous slices, messages become arrows, text
//! and lines become instants.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{Event, Kind, Resource, State, Worker};

/// Writes events, in order of time, as one JSON document.
pub fn write(events: &[Event]) -> String {
    let mut writer = Writer::default();
    for event in events {
        writer.event(event);
    }
    let end = events.iter().map(|event| event.time).max().unwrap_or_default();
    for worker in writer.open.keys().copied().collect::<Vec<_>>() {
        writer.close(worker, end);
    }
    json!({ "displayTimeUnit": "ms", "traceEvents": writer.out }).to_string()
}

#[derive(Default)]
struct Writer {
    out: Vec<Value>,
    /// The slice that each worker is in: its beginning, name and category.
    open: BTreeMap<Worker, (u64, String, &'static str)>,
    resources: BTreeMap<Resource, String>,
}

impl Writer {
    fn event(&mut self, event: &Event) {
        let Event { time, worker, kind } = event;
        match kind {
            Kind::Started { name, .. } => {
                let names: &[&str] =
                    if worker.thread == 0 { &["process_name", "thread_name"] } else { &["thread_name"] };
                for field in names {
                    let (pid, tid) = (worker.pid, worker.thread);
                    self.out.push(
                        json!({ "ph": "M", "name": field, "pid": pid, "tid": tid, "args": { "name": name } }),
                    );
                }
                self.open(*worker, *time, "ready".into(), "ready");
            }
            Kind::State(state) => self.state(*worker, *time, state),
            Kind::Created { resource, kind } => {
                self.resources.insert(*resource, format!("{kind} {}/{}", resource.pid, resource.id));
            }
            Kind::Acquired { resource } => self.hold("b", *worker, *time, *resource),
            Kind::Released { resource } => self.hold("e", *worker, *time, *resource),
            Kind::Retaken { resource, times, since } => {
                let args =
                    json!({ "resource": self.name(*resource), "times": times, "since": micros(*since) });
                self.instant(*worker, *time, "taken and given back", args);
            }
            Kind::Sent { channel, message, bytes } => {
                let args = json!({ "channel": self.name(*channel), "bytes": bytes });
                self.flow("s", *worker, *time, *message, args);
            }
            Kind::Received { channel, message } => {
                let args = json!({ "channel": self.name(*channel) });
                self.flow("f", *worker, *time, *message, args);
            }
            Kind::Text { text, .. } => self.instant(*worker, *time, "text", json!({ "text": text })),
            Kind::Line { file, line } => {
                self.instant(*worker, *time, "line", json!({ "file": file, "line": line }));
            }
            Kind::Accessed { name, write, line, .. } => {
                let what = if *write { "write" } else { "read" };
                self.instant(*worker, *time, what, json!({ "variable": name, "line": line }));
            }
            Kind::Joined { worker: other } => {
                self.instant(*worker, *time, "joined", json!({ "pid": other.pid, "thread": other.thread }));
            }
            Kind::Exited { status } => self.instant(*worker, *time, "exited", json!({ "status": status })),
        }
    }

    fn state(&mut self, worker: Worker, time: u64, state: &State) {
        let (name, category) = match state {
            State::Ready => ("ready".into(), "ready"),
            State::Running => ("running".into(), "running"),
            State::Starting => ("starting up".into(), "starting"),
            State::Blocked { on } => (format!("blocked on {}", self.name(*on)), "blocked"),
            State::Joining { worker } => (format!("join {}.{}", worker.pid, worker.thread), "blocked"),
            State::Sleeping => ("sleeping".into(), "sleeping"),
            State::Reading => ("reading".into(), "blocked"),
            State::Finished | State::Raised | State::Killed => return self.close(worker, time),
        };
        self.open(worker, time, name, category);
    }

    fn open(&mut self, worker: Worker, time: u64, name: String, category: &'static str) {
        self.close(worker, time);
        self.open.insert(worker, (time, name, category));
    }

    fn close(&mut self, worker: Worker, time: u64) {
        if let Some((since, name, category)) = self.open.remove(&worker) {
            self.out.push(json!({
                "ph": "X", "name": name, "cat": category, "pid": worker.pid, "tid": worker.thread,
                "ts": micros(since), "dur": micros(time.saturating_sub(since)),
            }));
        }
    }

    fn hold(&mut self, phase: &str, worker: Worker, time: u64, resource: Resource) {
        self.out.push(json!({
            "ph": phase, "name": self.name(resource), "cat": "held", "pid": worker.pid, "tid": worker.thread,
            "id": format!("{}/{}", resource.pid, resource.id), "ts": micros(time),
        }));
    }

    fn flow(&mut self, phase: &str, worker: Worker, time: u64, message: u64, args: Value) {
        let mut event = json!({
            "ph": phase, "name": "message", "cat": "message", "pid": worker.pid, "tid": worker.thread,
            "id": message, "ts": micros(time), "args": args,
        });
        if phase == "f" {
            // The arrow ends at the slice that encloses this moment, not at the next one.
            event["bp"] = json!("e");
        }
        self.out.push(event);
    }

    fn instant(&mut self, worker: Worker, time: u64, name: &str, args: Value) {
        self.out.push(json!({
            "ph": "i", "s": "t", "name": name, "pid": worker.pid, "tid": worker.thread, "ts": micros(time), "args": args,
        }));
    }

    fn name(&self, resource: Resource) -> String {
        self.resources.get(&resource).cloned().unwrap_or_else(|| format!("{}/{}", resource.pid, resource.id))
    }
}

/// The format counts in microseconds.
fn micros(nanos: u64) -> f64 {
    nanos as f64 / 1e3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn is_json_with_named_tracks_slices_and_arrows() {
        let text = write(&samples::every_kind().events);
        let document: Value = serde_json::from_str(&text).unwrap();
        let events = document["traceEvents"].as_array().unwrap();
        let phases = |phase: &str| events.iter().filter(|event| event["ph"] == phase).collect::<Vec<_>>();
        assert_eq!(phases("M").len(), 3);
        assert_eq!(phases("b").len(), phases("e").len());
        assert_eq!(phases("s")[0]["id"], phases("f")[0]["id"]);
        let running = phases("X").into_iter().find(|slice| slice["name"] == "running").unwrap();
        assert_eq!((running["ts"].as_f64(), running["dur"].as_f64()), (Some(0.001), Some(0.002)));
    }
}
