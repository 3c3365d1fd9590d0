//! The timeline: one lane per worker, one per resource, built event by event.

use std::collections::HashMap;

use interleave_trace::{Event, Kind, Resource, State, TextStream, Worker};

use crate::output::Chunk;
use crate::thin::Correction;

/// How many places are remembered per worker, the latest ones: a long loop passes millions of lines.
const MAX_PLACES: usize = 200_000;

/// Everything known of a run so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// In order of appearance.
    pub workers: Vec<WorkerLane>,
    /// In order of appearance.
    pub resources: Vec<ResourceLane>,
    /// In order of appearance.
    pub messages: Vec<Message>,
    /// Text in order of time.
    pub chunks: Vec<Chunk>,
    /// The latest time of an event, in nanoseconds since the run began.
    pub end: u64,
    /// Events that contradict others.
    pub problems: Vec<String>,
    /// The run was long: of its beginning some details are left out.
    pub thinned: bool,
    /// Lines of output that were dropped from its beginning.
    pub lines_dropped: usize,
    /// Of all chunks.
    pub(crate) text_bytes: usize,
    /// Line ends in all chunks.
    pub(crate) line_ends: usize,
    /// How many workers have a label.
    pub(crate) labels: HashMap<String, u32>,
    pub(crate) worker_index: HashMap<Worker, usize>,
    pub(crate) resource_index: HashMap<Resource, usize>,
    pub(crate) message_index: HashMap<(Resource, u64), usize>,
    /// Names of source files; [`WorkerLane::places`] has their numbers.
    pub files: Vec<String>,
}

/// What one worker did.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkerLane {
    /// Who.
    pub worker: Worker,
    /// `Thread.name` or `Process.name`.
    pub name: String,
    /// Who started it.
    pub parent: Option<Worker>,
    /// Without gaps, in order.
    pub segments: Vec<Segment>,
    /// Its process ended with this status, and when.
    pub exited: Option<(u64, i32)>,
    /// Where it was: from this time, in this file, on this line.
    pub places: Vec<(u64, u32, u32)>,
    /// Times that its segments, joined since, do not tell.
    pub(crate) correction: Correction,
}

/// A time in one state.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Nanoseconds since the run began.
    pub start: u64,
    /// None while it lasts, and for the states that end a worker.
    pub end: Option<u64>,
    /// What the worker was doing.
    pub state: State,
}

/// A lock, queue, pipe…
#[derive(Clone, Debug, PartialEq)]
pub struct ResourceLane {
    /// Which.
    pub resource: Resource,
    /// `Lock`, `Queue`…
    pub kind: String,
    /// Who held it when, in order of their starts.
    pub holds: Vec<Hold>,
    /// Who waited for it when.
    pub waits: Vec<Wait>,
    /// Places of the holds that last: `holds` may be a million long.
    pub(crate) open: Vec<usize>,
}

impl ResourceLane {
    /// The holds that last, in order of their starts.
    pub fn lasting(&self) -> impl Iterator<Item = &Hold> {
        let mut open = self.open.clone();
        open.sort_unstable();
        open.into_iter().map(|at| &self.holds[at])
    }

    /// Where the hold of a worker that lasts stands.
    fn open_hold(&self, worker: Worker) -> Option<usize> {
        self.open.iter().copied().find(|&at| self.holds[at].worker == worker)
    }

    /// Begins a hold. Batches of workers come one after the other, so it may stand before some that are known.
    fn hold(&mut self, worker: Worker, start: u64) -> usize {
        let at = self.holds.iter().rposition(|hold| hold.start <= start).map_or(0, |before| before + 1);
        for open in self.open.iter_mut().filter(|open| **open >= at) {
            *open += 1;
        }
        self.holds.insert(at, Hold { worker, start, end: None, depth: 1, times: 1 });
        self.open.push(at);
        at
    }

    /// A worker took it and gave it back so often, until `end`; at `start` it may have been held still, and then is so no more.
    fn retake(&mut self, worker: Worker, start: u64, end: u64, times: u32) {
        if self.open_hold(worker).is_some() {
            return;
        }
        let own = self.holds.iter().rev().find(|hold| hold.worker == worker);
        let start = own.and_then(|hold| hold.end).map_or(start, |before| start.max(before)).min(end);
        let at = self.hold(worker, start);
        self.holds[at].end = Some(end);
        self.holds[at].depth = 0;
        self.holds[at].times = times;
        self.open.retain(|open| *open != at);
    }
}

/// A time in which a worker held a resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Hold {
    /// Who.
    pub worker: Worker,
    /// From.
    pub start: u64,
    /// To; none while it lasts.
    pub end: Option<u64>,
    /// How many times over: a recursive lock, several units of a semaphore.
    pub depth: u32,
    /// How often it was taken and given back in this time; 1: it was held from beginning to end.
    pub times: u32,
}

/// A time in which a worker waited for a resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Wait {
    /// Who.
    pub worker: Worker,
    /// From.
    pub start: u64,
    /// To; none while it lasts.
    pub end: Option<u64>,
}

/// A message on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The queue or pipe.
    pub channel: Resource,
    /// Number in the channel.
    pub number: u64,
    /// Size in bytes.
    pub bytes: u64,
    /// Sender and time; none if only its receipt is known.
    pub sent: Option<(Worker, u64)>,
    /// Receiver and time; none while it is under way.
    pub received: Option<(Worker, u64)>,
}

impl Timeline {
    /// A timeline of a whole trace.
    pub fn of(events: &[Event]) -> Timeline {
        let mut timeline = Timeline::default();
        timeline.extend(events);
        timeline
    }

    /// Adds a batch.
    pub fn extend(&mut self, events: &[Event]) {
        for event in events {
            self.push(event);
        }
    }

    /// Adds one event.
    pub fn push(&mut self, event: &Event) {
        let Event { time, worker, kind } = event;
        let (time, worker) = (*time, *worker);
        self.end = self.end.max(time);
        match kind {
            Kind::Started { name, parent } => {
                if let Some(&at) = self.worker_index.get(&worker) {
                    // It was seen before its start: a batch of its parent came late.
                    let lane = &mut self.workers[at];
                    if let Some(twins) = self.labels.get_mut(lane.label()) {
                        *twins -= 1;
                    }
                    lane.name.clone_from(name);
                    lane.parent = *parent;
                    *self.labels.entry(lane.label().to_owned()).or_default() += 1;
                } else {
                    self.add_worker(worker, name.clone(), *parent, time);
                }
            }
            Kind::State(state) => self.set_state(worker, state, time),
            Kind::Created { resource, kind } => {
                let at = self.resource_at(*resource);
                self.resources[at].kind.clone_from(kind);
            }
            Kind::Acquired { resource } => self.acquire(worker, *resource, time),
            Kind::Released { resource } => self.release(worker, *resource, time),
            Kind::Retaken { resource, times, since } => {
                self.worker_at(worker, time);
                let at = self.resource_at(*resource);
                self.resources[at].retake(worker, *since, time, *times);
                self.thinned |= self.resources[at].thin();
            }
            Kind::Sent { channel, message, bytes } => {
                self.worker_at(worker, time);
                self.resource_at(*channel);
                let at = self.message_at(*channel, *message);
                self.messages[at].bytes = *bytes;
                if self.messages[at].sent.replace((worker, time)).is_some() {
                    self.problems.push(format!("message {message} was sent twice"));
                }
            }
            Kind::Received { channel, message } => {
                self.worker_at(worker, time);
                self.resource_at(*channel);
                let at = self.message_at(*channel, *message);
                if self.messages[at].received.replace((worker, time)).is_some() {
                    self.problems.push(format!("message {message} was received twice"));
                }
            }
            Kind::Text { stream, text } => {
                self.worker_at(worker, time);
                self.write(worker, time, *stream, text);
            }
            Kind::Line { file, line } => {
                let file = match self.files.iter().position(|known| known == file) {
                    Some(at) => at,
                    None => {
                        self.files.push(file.clone());
                        self.files.len() - 1
                    }
                };
                let at = self.worker_at(worker, time);
                let places = &mut self.workers[at].places;
                if places.len() >= MAX_PLACES {
                    places.drain(..MAX_PLACES / 2);
                }
                places.push((time, file as u32, *line));
            }
            // For `Races`.
            Kind::Accessed { .. } | Kind::Joined { .. } => {
                self.worker_at(worker, time);
            }
            Kind::Exited { status } => {
                let at = self.worker_at(worker, time);
                self.workers[at].exited = Some((time, *status));
            }
        }
    }

    /// The lane of a worker.
    pub fn lane(&self, worker: Worker) -> Option<&WorkerLane> {
        self.worker_index.get(&worker).map(|&at| &self.workers[at])
    }

    /// The place of a worker's lane among all lanes; also its colour.
    pub fn position(&self, worker: Worker) -> Option<usize> {
        self.worker_index.get(&worker).copied()
    }

    /// The lane of a resource.
    pub fn resource(&self, resource: Resource) -> Option<&ResourceLane> {
        self.resource_index.get(&resource).map(|&at| &self.resources[at])
    }

    /// Resources of the program that somebody held or waited for.
    pub fn used_resources(&self) -> impl Iterator<Item = &ResourceLane> {
        self.resources.iter().filter(|lane| lane.is_shown())
    }

    fn add_worker(&mut self, worker: Worker, name: String, parent: Option<Worker>, time: u64) -> usize {
        self.thin_lanes();
        let at = self.workers.len();
        self.worker_index.insert(worker, at);
        *self.labels.entry(crate::names::label(&name, parent).to_owned()).or_default() += 1;
        let segments = vec![Segment { start: time, end: None, state: State::Ready }];
        self.workers.push(WorkerLane {
            worker,
            name,
            parent,
            segments,
            exited: None,
            places: Vec::new(),
            correction: [0; 4],
        });
        at
    }

    fn worker_at(&mut self, worker: Worker, time: u64) -> usize {
        match self.worker_index.get(&worker) {
            Some(&at) => at,
            None => {
                let name = match worker.thread {
                    0 => format!("process {}", worker.pid),
                    thread => format!("thread {thread} of process {}", worker.pid),
                };
                self.add_worker(worker, name, None, time)
            }
        }
    }

    fn resource_at(&mut self, resource: Resource) -> usize {
        let next = self.resources.len();
        let at = *self.resource_index.entry(resource).or_insert(next);
        if at == next {
            let (holds, waits) = (Vec::new(), Vec::new());
            self.resources.push(ResourceLane {
                resource,
                kind: "resource".into(),
                holds,
                waits,
                open: Vec::new(),
            });
        }
        at
    }

    fn message_at(&mut self, channel: Resource, number: u64) -> usize {
        self.thin_messages();
        let next = self.messages.len();
        let at = *self.message_index.entry((channel, number)).or_insert(next);
        if at == next {
            self.messages.push(Message { channel, number, bytes: 0, sent: None, received: None });
        }
        at
    }

    fn set_state(&mut self, worker: Worker, state: &State, time: u64) {
        let at = self.worker_at(worker, time);
        let lane = &mut self.workers[at];
        let Some(last) = lane.segments.last_mut() else { return };
        // A clock that ran back: the state begins where the last one began.
        let time = time.max(last.start);
        if last.state == *state {
            return;
        }
        if last.state.is_last() {
            self.problems.push(format!("{} went on after its end", lane.name));
        }
        last.end = Some(time);
        let before = last.state.clone();
        let met_its_end =
            *state == State::Killed && matches!(before, State::Blocked { .. } | State::Joining { .. });
        if last.start == time && !met_its_end {
            // States without duration only clutter the lane; but a deadlock is noticed at once.
            lane.segments.pop();
        }
        match lane.segments.last_mut() {
            Some(previous) if previous.state == *state => previous.end = None,
            _ => lane.segments.push(Segment { start: time, end: None, state: state.clone() }),
        }
        self.thinned |= lane.thin();
        if let State::Blocked { on } = before {
            let at = self.resource_at(on);
            if let Some(wait) = self.resources[at].waits.iter_mut().rev().find(|wait| wait.worker == worker) {
                wait.end.get_or_insert(time);
            }
        }
        if let State::Blocked { on } = state {
            let at = self.resource_at(*on);
            self.resources[at].waits.push(Wait { worker, start: time, end: None });
            self.thinned |= self.resources[at].thin();
        }
    }

    fn acquire(&mut self, worker: Worker, resource: Resource, time: u64) {
        self.worker_at(worker, time);
        let at = self.resource_at(resource);
        let lane = &mut self.resources[at];
        match lane.open_hold(worker) {
            Some(own) => lane.holds[own].depth += 1,
            None => drop(lane.hold(worker, time)),
        }
    }

    fn release(&mut self, worker: Worker, resource: Resource, time: u64) {
        self.worker_at(worker, time);
        let at = self.resource_at(resource);
        let lane = &mut self.resources[at];
        // A lock may be released by another worker than the one that acquired it. A release that nobody's hold
        // answers is usual too: a semaphore that starts at zero.
        let Some(index) = lane.open_hold(worker).or_else(|| lane.open.iter().copied().min()) else { return };
        let hold = &mut lane.holds[index];
        hold.depth -= 1;
        if hold.depth == 0 {
            hold.end = Some(time.max(hold.start));
            lane.open.retain(|open| *open != index);
            self.thinned |= lane.thin();
        }
    }

    fn write(&mut self, worker: Worker, time: u64, stream: TextStream, text: &str) {
        if text.is_empty() {
            return;
        }
        self.text_bytes += text.len();
        self.line_ends += text.matches('\n').count();
        let after = self.chunks.iter().rposition(|chunk| chunk.time <= time).map_or(0, |at| at + 1);
        self.chunks.insert(after, Chunk { time, worker, stream, text: text.into() });
        self.thin_text();
    }
}

/// Properties of states.
pub(crate) trait StateExt {
    /// Nothing follows it.
    fn is_last(&self) -> bool;
}

impl StateExt for State {
    fn is_last(&self) -> bool {
        matches!(self, State::Finished | State::Raised | State::Killed)
    }
}

impl WorkerLane {
    /// What it was doing at a time; none before its start.
    pub fn segment_at(&self, time: u64) -> Option<&Segment> {
        let after = self.segments.partition_point(|segment| segment.start <= time);
        after.checked_sub(1).map(|at| &self.segments[at])
    }

    /// File number and line at a time.
    pub fn place_at(&self, time: u64) -> Option<(u32, u32)> {
        let after = self.places.partition_point(|place| place.0 <= time);
        after.checked_sub(1).map(|at| (self.places[at].1, self.places[at].2))
    }

    /// Whether it has ended.
    pub fn has_ended(&self) -> bool {
        self.segments.last().is_some_and(|segment| segment.state.is_last())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) const MAIN: Worker = Worker { pid: 1, thread: 0 };
    pub(crate) const ONE: Worker = Worker { pid: 1, thread: 1 };
    pub(crate) const TWO: Worker = Worker { pid: 1, thread: 2 };
    pub(crate) const A: Resource = Resource { pid: 1, id: 1 };
    pub(crate) const B: Resource = Resource { pid: 1, id: 2 };

    pub(crate) fn event(time: u64, worker: Worker, kind: Kind) -> Event {
        Event { time, worker, kind }
    }

    pub(crate) fn state(time: u64, worker: Worker, state: State) -> Event {
        event(time, worker, Kind::State(state))
    }

    pub(crate) fn started(time: u64, worker: Worker, name: &str) -> Event {
        let parent = (worker != MAIN).then_some(MAIN);
        event(time, worker, Kind::Started { name: name.into(), parent })
    }

    pub(crate) fn acquired(time: u64, worker: Worker, resource: Resource) -> Event {
        event(time, worker, Kind::Acquired { resource })
    }

    pub(crate) fn released(time: u64, worker: Worker, resource: Resource) -> Event {
        event(time, worker, Kind::Released { resource })
    }

    pub(crate) fn created(time: u64, resource: Resource, kind: &str) -> Event {
        event(time, MAIN, Kind::Created { resource, kind: kind.into() })
    }

    /// Two threads, two locks, taken in opposite order.
    pub(crate) fn deadlock() -> Vec<Event> {
        vec![
            started(0, MAIN, "MainProcess"),
            state(0, MAIN, State::Running),
            created(1, A, "Lock"),
            created(2, B, "Lock"),
            started(10, ONE, "Thread-1 (f)"),
            started(20, TWO, "Thread-2 (g)"),
            state(21, MAIN, State::Joining { worker: ONE }),
            state(22, ONE, State::Running),
            acquired(30, ONE, A),
            state(31, ONE, State::Ready),
            state(31, TWO, State::Running),
            acquired(40, TWO, B),
            state(45, TWO, State::Blocked { on: A }),
            state(45, ONE, State::Running),
            state(50, ONE, State::Blocked { on: B }),
        ]
    }

    #[test]
    fn segments_follow_the_states() {
        let timeline = Timeline::of(&deadlock());
        assert_eq!(timeline.problems, Vec::<String>::new());
        let one: Vec<_> =
            timeline.lane(ONE).unwrap().segments.iter().map(|s| (s.start, s.end, &s.state)).collect();
        assert_eq!(
            one,
            [
                (10, Some(22), &State::Ready),
                (22, Some(31), &State::Running),
                (31, Some(45), &State::Ready),
                (45, Some(50), &State::Running),
                (50, None, &State::Blocked { on: B }),
            ]
        );
        assert_eq!(timeline.lane(ONE).unwrap().segment_at(30).unwrap().state, State::Running);
        assert_eq!(timeline.lane(ONE).unwrap().segment_at(5), None);
        assert_eq!(timeline.end, 50);
    }

    #[test]
    fn batches_give_the_same_as_the_whole() {
        let events = deadlock();
        for size in 1..events.len() {
            let mut timeline = Timeline::default();
            events.chunks(size).for_each(|batch| timeline.extend(batch));
            assert_eq!(timeline, Timeline::of(&events), "{size}");
        }
    }

    #[test]
    fn resource_lanes() {
        let mut events = deadlock();
        events.truncate(13);
        events.extend([
            acquired(46, ONE, A),
            released(47, ONE, A),
            released(60, ONE, A),
            acquired(60, TWO, A),
            state(60, TWO, State::Running),
        ]);
        let timeline = Timeline::of(&events);
        let lane = timeline.resource(A).unwrap();
        let holds: Vec<_> = lane.holds.iter().map(|hold| (hold.worker, hold.start, hold.end)).collect();
        assert_eq!(holds, [(ONE, 30, Some(60)), (TWO, 60, None)]);
        assert_eq!(lane.waits, [Wait { worker: TWO, start: 45, end: Some(60) }]);
        assert_eq!(timeline.used_resources().count(), 2);
    }

    #[test]
    fn what_is_taken_again_and_again_is_one_hold() {
        let retaken = |time, since, times| event(time, ONE, Kind::Retaken { resource: A, times, since });
        for (name, events, expected) in [
            ("alone", vec![retaken(9, 2, 700)], vec![(2, Some(9), 700)]),
            // The clock was read before.
            (
                "after a hold",
                vec![acquired(3, ONE, A), released(5, ONE, A), retaken(9, 2, 7)],
                vec![(3, Some(5), 1), (5, Some(9), 7)],
            ),
            (
                "within a hold",
                vec![acquired(3, ONE, A), retaken(9, 2, 7), released(12, ONE, A)],
                vec![(3, Some(12), 1)],
            ),
            (
                "and then held",
                vec![retaken(9, 2, 7), acquired(9, ONE, A)],
                vec![(2, Some(9), 7), (9, None, 1)],
            ),
        ] {
            let timeline = Timeline::of(&events);
            let holds = &timeline.resource(A).unwrap().holds;
            let holds: Vec<_> = holds.iter().map(|hold| (hold.start, hold.end, hold.times)).collect();
            assert_eq!(holds, expected, "{name}");
        }
        let timeline = Timeline::of(&[retaken(9, 2, 700), state(20, ONE, State::Running)]);
        assert_eq!(
            timeline.at(5).holding,
            [crate::Holding { resource: A, worker: ONE, since: 2, times: 700 }]
        );
    }

    #[test]
    fn messages_meet_whatever_comes_first() {
        let sent = event(5, ONE, Kind::Sent { channel: A, message: 0, bytes: 9 });
        let received = event(8, TWO, Kind::Received { channel: A, message: 0 });
        let expected =
            Message { channel: A, number: 0, bytes: 9, sent: Some((ONE, 5)), received: Some((TWO, 8)) };
        for events in [[sent.clone(), received.clone()], [received.clone(), sent.clone()]] {
            assert_eq!(Timeline::of(&events).messages, std::slice::from_ref(&expected));
        }
    }

    #[test]
    fn flawed_traces_give_a_picture_and_problems() {
        let timeline = Timeline::of(&[
            // No start, no creation, a clock that runs back, a release without a hold, life after the end.
            state(50, ONE, State::Blocked { on: A }),
            state(40, ONE, State::Running),
            released(60, TWO, B),
            event(61, TWO, Kind::Received { channel: B, message: 3 }),
            event(62, TWO, Kind::Received { channel: B, message: 3 }),
            state(70, ONE, State::Finished),
            state(80, ONE, State::Running),
        ]);
        assert_eq!(timeline.workers.len(), 2);
        assert_eq!(timeline.workers[0].name, "thread 1 of process 1");
        assert!(timeline.workers[0].segments.windows(2).all(|pair| pair[0].end == Some(pair[1].start)));
        assert_eq!(timeline.problems.len(), 2, "{:?}", timeline.problems);
    }
}
