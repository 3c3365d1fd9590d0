//! Traces for tests.

use crate::{Event, Header, Kind, Resource, State, TextStream, Trace, Worker};

/// One event of every kind and state, a nanosecond apart.
pub(crate) fn every_kind() -> Trace {
    let main = Worker { pid: 1, thread: 0 };
    let thread = Worker { pid: 1, thread: 1 };
    let lock = Resource { pid: 1, id: 1 };
    let queue = Resource { pid: 0, id: 2 };
    let accessed = |write| Kind::Accessed {
        variable: 0,
        name: "seats[\"a\"]".into(),
        write,
        file: "lesson.py".into(),
        line: 3,
    };
    let kinds = vec![
        (main, Kind::Started { name: "MainProcess".into(), parent: None }),
        (main, Kind::State(State::Running)),
        (thread, Kind::Started { name: "Thread-1".into(), parent: Some(main) }),
        (main, Kind::State(State::Ready)),
        (thread, Kind::State(State::Running)),
        (thread, Kind::Created { resource: lock, kind: "Lock".into() }),
        (thread, Kind::Acquired { resource: lock }),
        (thread, Kind::Released { resource: lock }),
        (thread, Kind::Retaken { resource: lock, times: 1_000, since: 5 }),
        (main, Kind::Created { resource: queue, kind: "Queue".into() }),
        (main, Kind::Sent { channel: queue, message: (1 << 30) + 7, bytes: 100 }),
        (thread, Kind::Received { channel: queue, message: (1 << 30) + 7 }),
        (thread, Kind::State(State::Blocked { on: lock })),
        (main, Kind::State(State::Joining { worker: thread })),
        (thread, Kind::State(State::Sleeping)),
        (thread, Kind::State(State::Reading)),
        (thread, Kind::State(State::Starting)),
        (thread, Kind::Text { stream: TextStream::Stdout, text: "a, \"b\"\n".into() }),
        (thread, Kind::Text { stream: TextStream::Stderr, text: "äöü\u{1f40d}\u{0}".into() }),
        (thread, Kind::Line { file: "lesson.py".into(), line: 3 }),
        (thread, accessed(false)),
        (thread, accessed(true)),
        (thread, Kind::State(State::Finished)),
        (thread, Kind::State(State::Raised)),
        (main, Kind::Joined { worker: thread }),
        (main, Kind::State(State::Killed)),
        (main, Kind::Exited { status: -15 }),
    ];
    let events = kinds.into_iter().enumerate();
    let events = events.map(|(time, (worker, kind))| Event { time: time as u64, worker, kind }).collect();
    Trace { header: Header::new("sim", "lesson.py", serde_json::json!({ "cores": 4 })), events }
}
