//! Comma-separated values (RFC 4180), one line per event, for spreadsheets and data frames.

use crate::{Event, Kind, Resource, State, TextStream, Worker};

/// The columns. `subject` is the resource, worker, stream, file or name that the event is about.
pub const COLUMNS: &str = "time_ns,pid,thread,event,subject,detail";

/// Writes events with a line of column names.
pub fn write(events: &[Event]) -> String {
    let mut text = format!("{COLUMNS}\r\n");
    for event in events {
        let (name, subject, detail) = cells(&event.kind);
        let Event { time, worker: Worker { pid, thread }, .. } = event;
        text += &format!("{time},{pid},{thread},{name},{},{}\r\n", quoted(&subject), quoted(&detail));
    }
    text
}

fn cells(kind: &Kind) -> (&'static str, String, String) {
    let none = String::new;
    match kind {
        Kind::Started { name, parent } => ("started", name.clone(), parent.map(worker).unwrap_or_default()),
        Kind::State(state) => match state {
            State::Ready => ("ready", none(), none()),
            State::Running => ("running", none(), none()),
            State::Starting => ("starting", none(), none()),
            State::Blocked { on } => ("blocked", resource(*on), none()),
            State::Joining { worker: other } => ("joining", worker(*other), none()),
            State::Sleeping => ("sleeping", none(), none()),
            State::Reading => ("reading", none(), none()),
            State::Finished => ("finished", none(), none()),
            State::Raised => ("raised", none(), none()),
            State::Killed => ("killed", none(), none()),
        },
        Kind::Created { resource: created, kind } => ("created", resource(*created), kind.clone()),
        Kind::Acquired { resource: taken } => ("acquired", resource(*taken), none()),
        Kind::Released { resource: given } => ("released", resource(*given), none()),
        Kind::Retaken { resource: taken, times, since } => {
            ("retaken", resource(*taken), format!("{times} times since {since}"))
        }
        Kind::Sent { channel, message, bytes } => {
            ("sent", resource(*channel), format!("message {message} of {bytes} bytes"))
        }
        Kind::Received { channel, message } => ("received", resource(*channel), format!("message {message}")),
        Kind::Text { stream: TextStream::Stdout, text } => ("text", "stdout".into(), text.clone()),
        Kind::Text { stream: TextStream::Stderr, text } => ("text", "stderr".into(), text.clone()),
        Kind::Line { file, line } => ("line", file.clone(), line.to_string()),
        Kind::Accessed { name, write, file, line, .. } => {
            (if *write { "write" } else { "read" }, name.clone(), format!("{file}, line {line}"))
        }
        Kind::Joined { worker: other } => ("joined", worker(*other), none()),
        Kind::Exited { status } => ("exited", none(), status.to_string()),
    }
}

fn resource(resource: Resource) -> String {
    format!("{}/{}", resource.pid, resource.id)
}

fn worker(worker: Worker) -> String {
    format!("{}.{}", worker.pid, worker.thread)
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn has_a_line_for_each_event_and_quotes_what_must_be() {
        let events = samples::every_kind().events;
        let text = write(&events);
        assert!(
            text.starts_with("time_ns,pid,thread,event,subject,detail\r\n0,1,0,started,MainProcess,\r\n")
        );
        assert!(text.contains(",text,stdout,\"a, \"\"b\"\"\n\"\r\n"), "{text}");
        assert_eq!(text.matches("\r\n").count(), events.len() + 1);
    }
}
