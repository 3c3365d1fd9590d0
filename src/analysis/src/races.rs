//! Data races, found in traces that record accesses: happens-before by vector clocks (Lamport, "Time, Clocks, and the Ordering of
//! Events in a Distributed System", 1978; Fidge and Mattern, 1988), the last access of each worker to a variable kept, as
//! in Flanagan and Freund, "FastTrack", 2009.
//!
//! Two orders are kept. *Happens-before* has all that synchronises: starting, joining, messages, locks. The *fixed order* has not the
//! mutual exclusion of locks: who comes first there may be otherwise in another run. Two accesses without
//! happens-before are unordered. A worker that reads, and writes after another one has written, has overwritten that update:
//! it is lost, also where a lock is held for the reading and again for the writing; provided that the writing does not stand above the
//! reading. With a fixed order between the two writes
//! the second worker has meant it.

use interleave_trace::{Event, Kind, Resource, Worker};

use crate::names::label;

/// One access of a race.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Access {
    /// Name of the worker.
    pub worker: String,
    /// Writes; else it reads.
    pub write: bool,
    /// File of the program.
    pub file: String,
    /// From 1.
    pub line: u32,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RaceKind {
    /// One worker reads, another one writes, the first one writes: three accesses. It happened.
    LostUpdate,
    /// Nothing orders the two accesses, of which one at least writes. They could have come at the same time, or the other
    /// way round.
    Unordered,
}

/// Accesses of different workers to a variable that get in each other's way.
#[derive(Clone, Debug, PartialEq)]
pub struct Race {
    /// How.
    pub kind: RaceKind,
    /// What the program calls it.
    pub variable: String,
    /// In the order in which they came.
    pub accesses: Vec<Access>,
}

impl Race {
    /// The same lines of the program and the same variable, whoever the workers are and whichever of two comes first.
    pub fn is_like(&self, other: &Race) -> bool {
        let same = |a: &Access, b: &Access| a.line == b.line && a.write == b.write && a.file == b.file;
        self.kind == other.kind
            && self.variable == other.variable
            && are_alike(&self.accesses, &other.accesses, same)
    }

    /// Whether it is for the same variable, and has all lines that the other one has.
    pub fn covers(&self, other: &Race) -> bool {
        let has = |access: &Access| {
            self.accesses.iter().any(|own| own.line == access.line && own.file == access.file)
        };
        self.variable == other.variable && other.accesses.iter().all(has)
    }

    /// In words. Lines of `main`, the program's first file, are named without it.
    pub fn sentence(&self, main: &str) -> String {
        let said = |access: &Access| {
            let verb = if access.write { "writes" } else { "reads" };
            let file = if access.file == main { String::new() } else { format!("{}, ", access.file) };
            format!("{} {verb} it in {file}line {}", access.worker, access.line)
        };
        match (&self.kind, self.accesses.as_slice()) {
            (RaceKind::LostUpdate, [read, other, write]) => format!(
                "{}, {}, then {}: what {} wrote is lost.",
                said(read),
                said(other),
                said(write),
                other.worker
            ),
            (_, accesses) => {
                let said: Vec<String> = accesses.iter().map(said).collect();
                format!("{}: nothing orders the two.", said.join(" and "))
            }
        }
    }
}

/// Looks for races in the events of one run, which come in the order in which they happened.
///
/// Its tables are searched from the beginning: a program has few workers, locks and races, and the browser loads this code.
#[derive(Default)]
pub struct Races {
    threads: Vec<Thread>,
    /// What was released there last.
    released: Vec<(Resource, Clocks)>,
    /// Only one can be in there: not a fixed order.
    exclusive: Vec<Resource>,
    /// Under way.
    messages: Vec<(u64, Clocks)>,
    /// By number.
    variables: Vec<Variable>,
    /// Places in the program, numbered.
    places: Vec<(String, u32)>,
    /// Kind, the variable's name, accesses.
    found: Vec<(RaceKind, String, Vec<Last>)>,
}

/// Whether two races have the same accesses. Of two accesses either may come first.
fn are_alike<T>(own: &[T], others: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    match (own, others) {
        ([a, b], [c, d]) => same(a, c) && same(b, d) || same(a, d) && same(b, c),
        _ => own.len() == others.len() && own.iter().zip(others).all(|(a, b)| same(a, b)),
    }
}

/// Whether what is read at a place may be what is written at the other one: it stands there or further down. Further up it is
/// another round of a loop, which begins by writing.
fn leads_to(read: &(String, u32), write: &(String, u32)) -> bool {
    read.0 != write.0 || read.1 <= write.1
}

/// Whether a resource of this kind only keeps others out.
fn is_exclusive(kind: &str) -> bool {
    matches!(kind, "Lock" | "RLock" | "Condition") || kind.ends_with(".get_lock()")
}

struct Thread {
    worker: Worker,
    name: String,
    clocks: Clocks,
}

/// What a worker knows of the others: how far each had come.
#[derive(Clone, Default)]
struct Clocks {
    happens_before: Clock,
    fixed: Clock,
}

#[derive(Clone, Default)]
struct Clock(Vec<u64>);

impl Clock {
    fn of(&self, thread: usize) -> u64 {
        self.0.get(thread).copied().unwrap_or_default()
    }

    fn join(&mut self, other: &Clock) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            *own = (*own).max(*other);
        }
    }

    fn tick(&mut self, thread: usize) {
        if self.0.len() <= thread {
            self.0.resize(thread + 1, 0);
        }
        self.0[thread] += 1;
    }
}

impl Clocks {
    fn join(&mut self, other: &Clocks) {
        self.happens_before.join(&other.happens_before);
        self.fixed.join(&other.fixed);
    }
}

/// When and where a worker was last at a variable.
#[derive(Clone, Copy)]
struct Last {
    thread: usize,
    write: bool,
    /// Its own clock then.
    moment: u64,
    place: usize,
    /// How many writes the variable had seen.
    version: u64,
}

#[derive(Default)]
struct Variable {
    /// Of each worker the last read and the last write.
    last: Vec<Last>,
    writes: u64,
    contested: bool,
}

impl Races {
    /// Takes in one more event.
    pub fn push(&mut self, event: &Event) {
        let thread = self.thread(event.worker);
        match &event.kind {
            Kind::Started { name, parent } => {
                self.threads[thread].name = label(name, *parent).to_owned();
                if let Some(parent) = parent {
                    let parent = self.thread(*parent);
                    let clocks = self.give(parent);
                    self.threads[thread].clocks.join(&clocks);
                }
            }
            Kind::Created { resource, kind } if is_exclusive(kind) => {
                self.exclusive.push(*resource);
            }
            Kind::Released { resource } => {
                let clocks = self.give(thread);
                match self.released.iter_mut().find(|released| released.0 == *resource) {
                    Some(released) => released.1.join(&clocks),
                    None => self.released.push((*resource, clocks)),
                }
            }
            Kind::Acquired { resource } => {
                if let Some((_, clocks)) = self.released.iter().find(|released| released.0 == *resource) {
                    let own = &mut self.threads[thread].clocks;
                    own.happens_before.join(&clocks.happens_before);
                    if !self.exclusive.contains(resource) {
                        own.fixed.join(&clocks.fixed);
                    }
                }
            }
            Kind::Sent { message, .. } => {
                let clocks = self.give(thread);
                self.messages.push((*message, clocks));
            }
            Kind::Received { message, .. } => {
                if let Some(at) = self.messages.iter().position(|sent| sent.0 == *message) {
                    self.threads[thread].clocks.join(&self.messages[at].1);
                    self.messages.swap_remove(at);
                }
            }
            Kind::Joined { worker } => {
                let other = self.thread(*worker);
                let clocks = self.give(other);
                self.threads[thread].clocks.join(&clocks);
            }
            Kind::Accessed { variable, name, write, file, line } => {
                let place = self.place(file, *line);
                self.access(thread, *variable, name, *write, place);
            }
            Kind::State(_)
            | Kind::Created { .. }
            | Kind::Text { .. }
            | Kind::Line { .. }
            | Kind::Retaken { .. }
            | Kind::Exited { .. } => {}
        }
    }

    /// Whether workers use this variable, one of them to write, in an order that another run may have otherwise: there is a race
    /// for it, or a lock has decided.
    pub fn is_contested(&self, variable: u64) -> bool {
        self.variables.get(variable as usize).is_some_and(|variable| variable.contested)
    }

    /// The races so far, in the order in which they were found.
    pub fn into_found(self) -> Vec<Race> {
        let access = |last: &Last| {
            let (file, line) = self.places[last.place].clone();
            Access { worker: self.threads[last.thread].name.clone(), write: last.write, file, line }
        };
        let race = |(kind, variable, accesses): &(RaceKind, String, Vec<Last>)| Race {
            kind: *kind,
            variable: variable.clone(),
            accesses: accesses.iter().map(access).collect(),
        };
        self.found.iter().map(race).collect()
    }

    fn thread(&mut self, worker: Worker) -> usize {
        let known = self.threads.iter().position(|thread| thread.worker == worker);
        known.unwrap_or_else(|| {
            let number = self.threads.len();
            let mut clocks = Clocks::default();
            clocks.happens_before.tick(number);
            clocks.fixed.tick(number);
            self.threads.push(Thread { worker, name: String::new(), clocks });
            number
        })
    }

    /// What others learn from a worker now. What it does from now on they do not know.
    fn give(&mut self, thread: usize) -> Clocks {
        let clocks = &mut self.threads[thread].clocks;
        let given = clocks.clone();
        clocks.happens_before.tick(thread);
        clocks.fixed.tick(thread);
        given
    }

    fn place(&mut self, file: &str, line: u32) -> usize {
        let known = self.places.iter().position(|place| place.1 == line && place.0 == file);
        known.unwrap_or_else(|| {
            self.places.push((file.to_owned(), line));
            self.places.len() - 1
        })
    }

    fn access(&mut self, thread: usize, variable: u64, name: &str, write: bool, place: usize) {
        let clocks = &self.threads[thread].clocks;
        let number = variable as usize;
        if self.variables.len() <= number {
            self.variables.resize_with(number + 1, Variable::default);
        }
        let state = &mut self.variables[number];
        let now = Last {
            thread,
            write,
            moment: clocks.happens_before.of(thread),
            place,
            version: state.writes + u64::from(write),
        };
        let (mut races, mut contested) = (Vec::new(), false);
        for other in &state.last {
            if other.thread == thread || !write && !other.write {
                continue;
            }
            if clocks.happens_before.of(other.thread) < other.moment {
                races.push((RaceKind::Unordered, vec![*other, now]));
            }
            if clocks.fixed.of(other.thread) < other.moment {
                contested = true;
            }
        }
        // A read that has seen a write of its own worker came after it.
        let own = state
            .last
            .iter()
            .filter(|last| last.thread == thread)
            .max_by_key(|last| (last.version, !last.write));
        let places = &self.places;
        let leads_here = |read: &&Last| !read.write && leads_to(&places[read.place], &places[place]);
        if write && let Some(read) = own.filter(leads_here) {
            let since = state.last.iter().filter(|last| {
                let fixed = clocks.fixed.of(last.thread) >= last.moment;
                last.write && last.thread != thread && last.version > read.version && !fixed
            });
            if let Some(update) = since.max_by_key(|last| last.version) {
                races.push((RaceKind::LostUpdate, vec![*read, *update, now]));
            }
        }
        match state.last.iter_mut().find(|last| last.thread == thread && last.write == write) {
            Some(last) => *last = now,
            None => state.last.push(now),
        }
        state.writes += u64::from(write);
        state.contested |= contested;
        for (kind, accesses) in races {
            let same = |a: &Last, b: &Last| a.place == b.place && a.write == b.write;
            let known = self.found.iter().any(|(other, variable, others)| {
                *other == kind && variable == name && are_alike(others, &accesses, same)
            });
            if !known {
                self.found.push((kind, name.to_owned(), accesses));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use interleave_trace::State;

    use super::*;

    const MAIN: Worker = Worker { pid: 1, thread: 0 };
    const ONE: Worker = Worker { pid: 1, thread: 1 };
    const TWO: Worker = Worker { pid: 1, thread: 2 };
    const LOCK: Resource = Resource { pid: 1, id: 1 };
    const SIGNAL: Resource = Resource { pid: 1, id: 2 };

    /// Who does what, in order.
    type Done = Vec<(Worker, Kind)>;

    fn accessed(write: bool, line: u32) -> Kind {
        Kind::Accessed { variable: 0, name: "n".into(), write, file: "main.py".into(), line }
    }

    fn read(line: u32) -> Kind {
        accessed(false, line)
    }

    fn write(line: u32) -> Kind {
        accessed(true, line)
    }

    /// Two threads of the program, which then do this; what is found, in words.
    fn found(events: Done) -> Vec<String> {
        let started = |name: &str, parent| Kind::Started { name: name.into(), parent };
        let begin = vec![
            (MAIN, started("MainProcess", None)),
            (MAIN, Kind::Created { resource: LOCK, kind: "Lock".into() }),
            (MAIN, write(1)),
            (ONE, started("Thread-1 (add)", Some(MAIN))),
            (TWO, started("Thread-2 (add)", Some(MAIN))),
        ];
        let mut races = Races::default();
        for (time, (worker, kind)) in begin.into_iter().chain(events).enumerate() {
            races.push(&Event { time: time as u64, worker, kind });
        }
        races.into_found().iter().map(|race| race.sentence("main.py")).collect()
    }

    #[test]
    fn orders() {
        let (take, give) = (Kind::Acquired { resource: LOCK }, Kind::Released { resource: LOCK });
        let (hear, signal) = (Kind::Acquired { resource: SIGNAL }, Kind::Released { resource: SIGNAL });
        let (sent, received) = (
            Kind::Sent { channel: SIGNAL, message: 7, bytes: 1 },
            Kind::Received { channel: SIGNAL, message: 7 },
        );
        let ended = Kind::State(State::Finished);
        let joined = Kind::Joined { worker: ONE };
        let lost = "Thread-1 reads it in line 2, Thread-2 writes it in line 4, then Thread-1 writes it in line 3: \
                    what Thread-2 wrote is lost.";
        let cases: Vec<(&str, Done, Vec<&str>)> = vec![
            ("what was before the start", vec![(ONE, read(2)), (TWO, read(2))], vec![]),
            (
                "nothing",
                vec![(ONE, write(2)), (TWO, read(3))],
                vec!["Thread-1 writes it in line 2 and Thread-2 reads it in line 3: nothing orders the two."],
            ),
            (
                "once is enough",
                vec![(ONE, write(2)), (TWO, read(3)), (ONE, write(2)), (TWO, read(3))],
                vec!["Thread-1 writes it in line 2 and Thread-2 reads it in line 3: nothing orders the two."],
            ),
            (
                "a lock",
                vec![
                    (ONE, take.clone()),
                    (ONE, write(2)),
                    (ONE, give.clone()),
                    (TWO, take.clone()),
                    (TWO, read(3)),
                ],
                vec![],
            ),
            ("a message", vec![(ONE, write(2)), (ONE, sent), (TWO, received), (TWO, write(3))], vec![]),
            ("joining", vec![(ONE, write(2)), (ONE, ended), (MAIN, joined), (MAIN, write(3))], vec![]),
            (
                "a lock for the reading and again for the writing",
                vec![
                    (ONE, take.clone()),
                    (ONE, read(2)),
                    (ONE, give.clone()),
                    (TWO, take.clone()),
                    (TWO, read(4)),
                    (TWO, write(4)),
                    (TWO, give.clone()),
                    (ONE, take.clone()),
                    (ONE, write(3)),
                    (ONE, give.clone()),
                ],
                vec![lost],
            ),
            (
                "rounds that begin by writing",
                vec![
                    (ONE, take.clone()),
                    (ONE, write(2)),
                    (ONE, read(3)),
                    (ONE, give.clone()),
                    (TWO, take.clone()),
                    (TWO, write(2)),
                    (TWO, read(3)),
                    (TWO, give.clone()),
                    (ONE, take.clone()),
                    (ONE, write(2)),
                ],
                vec![],
            ),
            (
                "who is told of the write means to overwrite it",
                vec![
                    (ONE, read(2)),
                    (ONE, signal.clone()),
                    (TWO, hear.clone()),
                    (TWO, write(4)),
                    (TWO, signal),
                    (ONE, hear),
                    (ONE, write(3)),
                ],
                vec![],
            ),
        ];
        for (name, events, expected) in cases {
            assert_eq!(found(events), expected, "{name}");
        }
    }

    #[test]
    fn other_files_are_named() {
        let access = |worker: &str, file: &str| Access {
            worker: worker.into(),
            write: true,
            file: file.into(),
            line: 3,
        };
        let accesses = vec![access("a", "main.py"), access("b", "bank.py")];
        let race = Race { kind: RaceKind::Unordered, variable: "n".into(), accesses };
        assert_eq!(
            race.sentence("main.py"),
            "a writes it in line 3 and b writes it in bank.py, line 3: nothing orders the two."
        );
        let mut turned = race.clone();
        turned.accesses.reverse();
        assert!(race.is_like(&turned) && race.covers(&turned));
    }
}
