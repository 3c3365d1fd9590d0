//! The stored form: JSON lines. The first line is the header, each further one an event. A trace cut off in the middle of a
//! line is still a trace.

use std::fmt;

use crate::{Event, Header, Trace, VERSION};

/// Writes a trace.
pub fn write(trace: &Trace) -> String {
    let mut text = line(&trace.header);
    for event in &trace.events {
        text += &line(event);
    }
    text
}

/// One line of the stored form, for whoever writes a trace as it happens.
pub fn line(part: &impl serde::Serialize) -> String {
    let mut line = serde_json::to_string(part).expect("plain data with string keys has a JSON form");
    line.push('\n');
    line
}

/// Why a text is no trace, or which line of it could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// From 1.
    pub line: usize,
    /// What is wrong, and what helps.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for Problem {}

/// Reads a trace. Lines that are no events are left out and named beside it.
pub fn read(text: &str) -> Result<(Trace, Vec<Problem>), Problem> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let problem = |line, message| Problem { line, message };
    let (_, first) = lines.next().ok_or_else(|| problem(1, "the trace is empty".into()))?;
    let header: Header = serde_json::from_str(first).map_err(|error| {
        problem(1, format!("not the header of a trace ({error}): open a file that was saved as a trace"))
    })?;
    if header.version != VERSION {
        let message = format!(
            "a trace of version {}, this program reads version {VERSION}: run the program again to record it anew",
            header.version
        );
        return Err(problem(1, message));
    }
    let (mut events, mut problems) = (Vec::new(), Vec::new());
    for (index, line) in lines {
        match serde_json::from_str::<Event>(line) {
            Ok(event) => events.push(event),
            Err(error) => problems.push(problem(index + 1, format!("not an event, left out: {error}"))),
        }
    }
    Ok((Trace { header, events }, problems))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn survives_the_way_out_and_in() {
        let trace = samples::every_kind();
        assert_eq!(read(&write(&trace)), Ok((trace, Vec::new())));
    }

    #[test]
    fn keeps_what_can_be_read() {
        let trace = samples::every_kind();
        let text = write(&trace);
        let (read, problems) = read(&text[..text.len() - 10]).unwrap();
        assert_eq!(read.events, trace.events[..trace.events.len() - 1]);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].line, trace.events.len() + 1);
    }

    #[test]
    fn refuses_other_versions_and_other_files() {
        let mut trace = samples::every_kind();
        trace.header.version = VERSION + 1;
        assert!(read(&write(&trace)).unwrap_err().message.contains("record it anew"));
        assert_eq!(read("").unwrap_err().line, 1);
        assert!(read("print(1)\n").is_err());
    }
}
