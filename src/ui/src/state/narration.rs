//! What a step did, in words, for those who hear the page.

use interleave_analysis::Timeline;
use interleave_trace::{Event, Kind, State, Worker};

use crate::format;

/// More than so many sentences nobody listens to.
const MOST: usize = 6;
/// Letters of a printed text.
const MOST_TEXT: usize = 60;

/// What these events tell, a sentence each, in their order: of a worker's lines only the last one.
pub fn narrate(timeline: &Timeline, events: &[Event]) -> String {
    let mut told: Vec<(Worker, bool, String)> = Vec::new();
    for event in events {
        let Some(does) = does(timeline, event) else { continue };
        let line = matches!(event.kind, Kind::Line { .. });
        if line {
            told.retain(|(worker, line, _)| !line || *worker != event.worker);
        }
        told.push((event.worker, line, format!("{} {does}", timeline.worker_name(event.worker))));
    }
    let left_out = told.len().saturating_sub(MOST);
    let mut sentences: Vec<String> = told.into_iter().take(MOST).map(|(.., sentence)| sentence).collect();
    if left_out > 0 {
        sentences.push(format!("and {left_out} more"));
    }
    sentences.join("; ")
}

/// What a worker does; none for what is not the program's, or is told by something else.
fn does(timeline: &Timeline, event: &Event) -> Option<String> {
    let shown = |resource| {
        let lane = timeline.resource(resource).filter(|lane| !lane.kind.starts_with('_'));
        lane.map(|_| timeline.resource_name(resource))
    };
    Some(match &event.kind {
        Kind::Started { parent, .. } => match parent {
            Some(parent) => format!("is started by {}", timeline.worker_name(*parent)),
            None => "begins".to_owned(),
        },
        Kind::State(State::Ready | State::Running | State::Starting) => return None,
        Kind::State(State::Blocked { on }) => format!("waits for {}", shown(*on)?),
        Kind::State(state @ (State::Finished | State::Killed)) => format!("is {}", timeline.describe(state)),
        Kind::State(State::Raised) => "is ended by an exception".to_owned(),
        Kind::State(State::Sleeping) => "sleeps".to_owned(),
        Kind::State(state) => timeline.describe(state),
        Kind::Acquired { resource } => format!("takes {}", shown(*resource)?),
        Kind::Released { resource } => format!("gives {} back", shown(*resource)?),
        Kind::Retaken { resource, times, .. } => format!("takes {} {times} times", shown(*resource)?),
        Kind::Sent { channel, .. } => format!("puts a message into {}", shown(*channel)?),
        Kind::Received { channel, .. } => format!("takes a message out of {}", shown(*channel)?),
        Kind::Text { text, .. } if text.trim().is_empty() => return None,
        Kind::Text { text, .. } => format!("prints “{}”", format::fit(text.trim(), MOST_TEXT)),
        Kind::Line { line, .. } => format!("runs line {line}"),
        Kind::Created { .. } | Kind::Accessed { .. } | Kind::Joined { .. } | Kind::Exited { .. } => {
            return None;
        }
    })
}

#[cfg(test)]
mod tests {
    use interleave_trace::{Resource, TextStream};

    use super::*;

    #[test]
    fn what_a_step_did() {
        let main = Worker { pid: 1, thread: 0 };
        let one = Worker { pid: 1, thread: 1 };
        let (lock, part) = (Resource { pid: 1, id: 1 }, Resource { pid: 1, id: 2 });
        let event = |worker, kind| Event { time: 1, worker, kind };
        let line = |worker, line| event(worker, Kind::Line { file: "main.py".into(), line });
        let state = |worker, state| event(worker, Kind::State(state));
        let before = [
            event(main, Kind::Started { name: "MainThread".into(), parent: None }),
            event(main, Kind::Created { resource: lock, kind: "Lock".into() }),
            event(main, Kind::Created { resource: part, kind: "_Lock".into() }),
        ];
        let started = event(one, Kind::Started { name: "Thread-1 (f)".into(), parent: Some(main) });
        let text = |text: &str| event(one, Kind::Text { stream: TextStream::Stdout, text: text.into() });
        for (events, words) in [
            (vec![], ""),
            (vec![state(main, State::Ready), line(main, 4), line(main, 5)], "main runs line 5"),
            (vec![started.clone(), line(main, 9)], "Thread-1 is started by main; main runs line 9"),
            (
                vec![
                    started.clone(),
                    event(main, Kind::Acquired { resource: lock }),
                    event(main, Kind::Acquired { resource: part }),
                    state(one, State::Blocked { on: lock }),
                    state(main, State::Joining { worker: one }),
                ],
                "Thread-1 is started by main; main takes Lock; Thread-1 waits for Lock; main waits for Thread-1 to end",
            ),
            (
                vec![started.clone(), text("7\n"), text("\n")],
                "Thread-1 is started by main; Thread-1 prints “7”",
            ),
            (vec![state(main, State::Raised)], "main is ended by an exception"),
            (vec![state(main, State::Finished)], "main is finished"),
        ] {
            let mut timeline = Timeline::of(&before);
            timeline.extend(&events);
            assert_eq!(narrate(&timeline, &events), words);
        }
        let many: Vec<Event> = (0..9).map(|_| text("x")).collect();
        assert!(narrate(&Timeline::of(&many), &many).ends_with("; and 3 more"));
    }
}
