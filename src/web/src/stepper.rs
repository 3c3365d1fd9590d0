//! A simulated run as the visitor steps through it, forwards and back.
//!
//! A simulation cannot run backwards, but it is deterministic: an earlier stop is reached by a new one that is given the same
//! lines and picks in the same rounds.

use interleave_protocol::{RunRequest, Step};
use interleave_runtime::sim::{Progress, SimSettings, Simulation};
use interleave_trace::{Event, Kind, State, TextStream, Worker};
use serde::{Deserialize, Serialize};

use crate::wire::Steer;

/// Lines that are recorded of a run: those of a lesson one looks at, not the millions of a long calculation.
const MOST_LINES: u64 = 100_000;

/// Instructions between two looks at the clock.
pub const GO: u64 = 20_000;

/// What leads to every stop of a run, together with its request.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// The seed, which the request may leave open.
    seed: u64,
    /// What came from outside, with the round it came in; of steps the first, from which on each instruction is seen. Among it
    /// stand the stops: `Pause`, or where the visitor was to choose `Resume` if the run was to go on to its end then, `Back` if
    /// to the next line.
    log: Vec<(u64, Steer)>,
}

/// How far the run is to go.
#[derive(Clone, Debug, PartialEq)]
enum Goal {
    /// Not at all.
    Still,
    /// To the end.
    End,
    Instruction,
    /// Until a worker is at another line than it was.
    Line {
        from: Vec<(Worker, Option<(String, u32)>)>,
    },
    /// The same, line after line as far as a round.
    Until {
        round: u64,
        from: Vec<(Worker, Option<(String, u32)>)>,
    },
    /// From the beginning to the latest stop; so much of the log is done.
    Back {
        done: usize,
    },
}

/// What [`Stepper::go`] came to.
#[derive(Debug, PartialEq)]
pub enum Went {
    /// There is more to do.
    On,
    /// The run holds still; with `choose` it waits for a pick.
    Paused {
        /// Who runs next is the visitor's to say.
        choose: bool,
    },
    /// Nothing can run before somebody types a line.
    Input,
    /// The run is over.
    Ended(Progress),
}

/// A simulation with its goal and its history.
pub struct Stepper {
    simulation: Simulation,
    request: RunRequest,
    history: History,
    goal: Goal,
    /// Recorded here, not yet taken.
    events: Vec<Event>,
}

impl Stepper {
    /// A run about to begin. An error says why its schedule cannot be repeated.
    pub fn new(request: RunRequest, seed: u64) -> Result<Stepper, String> {
        Ok(Stepper {
            simulation: simulation(&request, seed)?,
            goal: if request.paused { Goal::Still } else { Goal::End },
            history: History { seed, ..History::default() },
            events: Vec::new(),
            request,
        })
    }

    /// A run that ended, to go [`back`](Stepper::back) to one of its stops.
    pub fn ended(request: RunRequest, history: History) -> Result<Stepper, String> {
        let stepper = Stepper::new(request, history.seed)?;
        Ok(Stepper { history, goal: Goal::Still, ..stepper })
    }

    /// The simulation.
    pub fn simulation(&self) -> &Simulation {
        &self.simulation
    }

    /// What was asked for.
    pub fn request(&self) -> &RunRequest {
        &self.request
    }

    /// What leads to every stop so far.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// It is not to go on.
    pub fn is_still(&self) -> bool {
        self.goal == Goal::Still
    }

    /// It is on its way to an earlier stop. Meanwhile it takes nothing.
    fn is_going_back(&self) -> bool {
        matches!(self.goal, Goal::Back { .. })
    }

    /// Holds still. False while it goes back: it holds still when it is there.
    pub fn pause(&mut self) -> bool {
        if self.is_going_back() {
            return false;
        }
        self.goal = Goal::Still;
        self.stop(Steer::Pause);
        true
    }

    /// Goes on to the end.
    pub fn resume(&mut self) {
        if !self.is_going_back() {
            self.goal = Goal::End;
        }
    }

    /// Goes on a little.
    pub fn step(&mut self, step: Step) {
        if !self.is_going_back() {
            if self.simulation.settings().grain > 1 {
                self.give(Steer::Step(Step::Instruction));
            }
            self.goal = match step {
                Step::Instruction => Goal::Instruction,
                Step::Line => Goal::Line { from: self.positions() },
                Step::Until(round) => Goal::Until { round, from: self.positions() },
            };
        }
    }

    /// Takes input, a pick, the wish to see each instruction.
    pub fn give(&mut self, given: Steer) {
        if !self.is_going_back() {
            self.apply(&given);
            self.history.log.push((self.simulation.rounds(), given));
        }
    }

    /// Sets out for where the run held still before, and forgets what was given since: the lines of input are told. None: there
    /// is nothing to go back to.
    pub fn back(&mut self) -> Option<Vec<String>> {
        let log = &self.history.log;
        let mut stops = (0..log.len()).rev().filter(|at| is_stop(&log[*at].1));
        let mut stop = stops.next()?;
        if self.is_going_back() || log[stop].0 == self.simulation.rounds() {
            stop = stops.next()?;
        }
        self.simulation = simulation(&self.request, self.history.seed).ok()?;
        let mut lines = Vec::new();
        for (_, given) in self.history.log.drain(stop + 1..) {
            if let Steer::Input(line) = given {
                lines.push(line);
            }
        }
        self.events.clear();
        self.goal = Goal::Back { done: 0 };
        Some(lines)
    }

    /// Goes on, for one look at the clock at most.
    pub fn go(&mut self) -> Went {
        if let Goal::Back { done } = self.goal {
            return self.go_back(done);
        }
        if self.is_still() {
            return Went::Paused { choose: false };
        }
        let progress = self.simulation.advance(if self.goal == Goal::End { GO } else { 1 });
        match progress {
            Progress::Running => {}
            Progress::Input => return Went::Input,
            Progress::Choose => {
                self.stop(if self.goal == Goal::End { Steer::Resume } else { Steer::Back });
                return Went::Paused { choose: true };
            }
            end => {
                self.goal = Goal::Still;
                return Went::Ended(end);
            }
        }
        let farther = match self.goal {
            Goal::Until { round, .. } if self.simulation.rounds() < round => Some(round),
            Goal::Until { .. } => None,
            _ if !self.reached() => return Went::On,
            _ => None,
        };
        if let Some(round) = farther {
            if self.reached() {
                self.stop(Steer::Pause);
                self.goal = Goal::Until { round, from: self.positions() };
            }
            return Went::On;
        }
        self.goal = Goal::Still;
        self.stop(Steer::Pause);
        Went::Paused { choose: false }
    }

    fn go_back(&mut self, done: usize) -> Went {
        let Some((round, next)) = self.history.log.get(done).cloned() else {
            return Went::Paused { choose: false };
        };
        if self.simulation.rounds() < round {
            // Questions on the way have been answered, or will be in a later round.
            return match self.simulation.advance_to(round, GO) {
                Progress::Running | Progress::Input | Progress::Choose => Went::On,
                end => Went::Ended(end),
            };
        }
        self.goal = Goal::Back { done: done + 1 };
        if done + 1 < self.history.log.len() {
            self.echo(&next);
            self.apply(&next);
            return Went::On;
        }
        self.goal = match next {
            Steer::Resume => Goal::End,
            Steer::Back => Goal::Line { from: self.positions() },
            _ => Goal::Still,
        };
        Went::Paused { choose: next != Steer::Pause }
    }

    /// The page has shown a line in the output when it was typed, as a terminal does; of a run that goes back it comes again
    /// from here.
    fn echo(&mut self, given: &Steer) {
        let Steer::Input(line) = given else { return };
        let is_reading = |worker: &Worker| {
            let process = self.simulation.processes().find(|process| process.pid() == worker.pid);
            process.is_some_and(|process| process.state(worker.thread) == Some(&State::Reading))
        };
        if let Some(worker) = self.workers().into_iter().find(is_reading) {
            self.events.append(&mut self.simulation.take_events());
            let kind = Kind::Text { stream: TextStream::Stdout, text: format!("{line}\n") };
            self.events.push(Event { time: self.nanoseconds(), worker, kind });
        }
    }

    fn apply(&mut self, given: &Steer) {
        match given {
            Steer::Input(line) => self.simulation.input(line),
            Steer::Pick(worker, instructions) => self.simulation.pick(*worker, *instructions),
            Steer::Step(_) => self.simulation.see_each_instruction(),
            // Stops; the others are not given again.
            Steer::Pause | Steer::Resume | Steer::Back | Steer::Stop => {}
        }
    }

    /// Remembers that the run holds still here. Before its first instruction there is nothing to see: no stop.
    fn stop(&mut self, kind: Steer) {
        let round = self.simulation.rounds();
        match self.history.log.iter_mut().rfind(|(_, entry)| is_stop(entry)) {
            _ if round == 0 => {}
            Some(last) if last.0 == round => {}
            // It was to choose, and is asked the same again.
            Some(last) if last.1 != Steer::Pause && kind != Steer::Pause && last.0 + 1 == round => {
                *last = (round, kind);
            }
            _ => self.history.log.push((round, kind)),
        }
    }

    fn reached(&self) -> bool {
        match &self.goal {
            Goal::Still | Goal::Instruction | Goal::Back { .. } => true,
            Goal::End => false,
            Goal::Line { from } | Goal::Until { from, .. } => {
                self.positions().iter().any(|(other, position)| {
                    position.is_some() && !from.iter().any(|(before, was)| before == other && was == position)
                })
            }
        }
    }

    fn gather(&mut self) {
        self.events.append(&mut self.simulation.take_events());
        // Text is among the events.
        self.simulation.take_output();
    }

    /// Events since last asked.
    pub fn take_events(&mut self) -> Vec<Event> {
        self.gather();
        std::mem::take(&mut self.events)
    }

    /// Kills whoever is left.
    pub fn end(&mut self) {
        self.goal = Goal::Still;
        self.simulation.stop();
    }

    /// The workers that have not ended.
    pub fn workers(&self) -> Vec<Worker> {
        let processes = self.simulation.processes();
        processes
            .flat_map(|process| {
                let alive = (0..process.thread_count()).filter(|thread| !process.has_ended(*thread));
                alive.map(|thread| Worker { pid: process.pid(), thread })
            })
            .collect()
    }

    /// Where they are.
    pub fn positions(&self) -> Vec<(Worker, Option<(String, u32)>)> {
        self.workers().into_iter().map(|worker| (worker, self.simulation.position(worker))).collect()
    }

    /// Virtual nanoseconds since the run began.
    pub fn nanoseconds(&self) -> u64 {
        (self.simulation.now() * 1e9).round() as u64
    }
}

impl History {
    /// The seed of the run.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// How many stops there are.
    pub fn stops(&self) -> u32 {
        self.log.iter().filter(|(_, entry)| is_stop(entry)).count() as u32
    }
}

fn is_stop(entry: &Steer) -> bool {
    matches!(entry, Steer::Pause | Steer::Resume | Steer::Back)
}

fn simulation(request: &RunRequest, seed: u64) -> Result<Simulation, String> {
    let of_run = SimSettings::of(&request.spec, seed)
        .map_err(|error| format!("The schedule cannot be replayed: {error}."))?;
    let settings = SimSettings {
        // Whoever begins with a pause wants to see each instruction.
        grain: if request.paused { 1 } else { of_run.grain },
        lines: if request.lines { MOST_LINES } else { 0 },
        ..of_run
    };
    Ok(Simulation::new(request.spec.program.clone(), settings))
}

#[cfg(test)]
mod tests {
    use interleave_protocol::Scope;
    use interleave_run::{Policy, Program, RunSpec, Settings, Stdin};

    use super::*;
    use crate::variables::variables;

    const THREADS: &str = "
import threading
total = 0
lock = threading.Lock()
def work(times):
    global total
    for _ in range(times):
        with lock:
            total += 1
threads = [threading.Thread(target=work, args=(2,)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print('total', total)
";

    const PROCESSES: &str = "
from multiprocessing import Process, Queue
def work(queue, number):
    queue.put(number * number)
if __name__ == '__main__':
    queue = Queue()
    workers = [Process(target=work, args=(queue, number)) for number in (2, 3)]
    for worker in workers:
        worker.start()
    print(sorted([queue.get(), queue.get()]))
    for worker in workers:
        worker.join()
";

    const INPUT: &str = "
first = input('first? ')
second = input('second? ')
print(first + second)
";

    const DEADLOCK: &str = "
import threading
a, b = threading.Lock(), threading.Lock()
def work():
    with b:
        with a:
            pass
with a:
    thread = threading.Thread(target=work)
    thread.start()
    for _ in range(50):
        pass
    with b:
        pass
";

    const ERROR: &str = "
import random, time
def draw(most):
    time.sleep(1)
    return random.randrange(most)
numbers = [draw(10) for _ in range(3)]
numbers[3]
";

    /// A visitor at a page: goes on line by line, answers, picks.
    struct Visitor {
        stepper: Stepper,
        /// What the page has of the run.
        events: Vec<Event>,
        went: Went,
    }

    /// What can be seen of a run that holds still.
    #[derive(Debug, PartialEq)]
    struct Seen {
        events: Vec<Event>,
        positions: Vec<(Worker, Option<(String, u32)>)>,
        variables: Vec<Scope>,
        round: u64,
        went: Went,
    }

    fn request(text: &str, policy: Policy) -> RunRequest {
        let settings = Settings { policy, cores: 2, ..Settings::default() };
        let stdin = Stdin { open: true, ..Stdin::default() };
        let spec = RunSpec { settings, stdin, ..RunSpec::new(Program::new("main.py", text)) };
        RunRequest { spec, paused: true, lines: true, ..RunRequest::default() }
    }

    impl Visitor {
        fn new(request: RunRequest) -> Visitor {
            let stepper = Stepper::new(request, 7).expect("it repeats no schedule");
            Visitor { stepper, events: Vec::new(), went: Went::Paused { choose: false } }
        }

        fn settle(&mut self) {
            loop {
                self.went = self.stepper.go();
                self.events.extend(self.stepper.take_events());
                if self.went == Went::Input {
                    let log = self.stepper.history.log.iter();
                    let lines = log.filter(|given| matches!(given.1, Steer::Input(_)));
                    let line = format!("line {}", lines.count());
                    // As the page shows it.
                    let worker = Worker { pid: 1, thread: 0 };
                    let kind = Kind::Text { stream: TextStream::Stdout, text: format!("{line}\n") };
                    self.events.push(Event { time: self.stepper.nanoseconds(), worker, kind });
                    self.stepper.give(Steer::Input(line));
                } else if self.went != Went::On {
                    return;
                }
            }
        }

        fn step(&mut self) {
            if self.went == (Went::Paused { choose: true }) {
                let worker = *self.stepper.simulation.runnable().last().expect("a choice");
                self.stepper.give(Steer::Pick(worker, 4));
            } else {
                self.stepper.step(Step::Line);
            }
            self.settle();
        }

        fn back(&mut self) -> Option<Vec<String>> {
            let forgotten = self.stepper.back()?;
            self.events.clear();
            self.settle();
            Some(forgotten)
        }

        fn look(&self) -> Seen {
            Seen {
                events: self.events.clone(),
                positions: self.stepper.positions(),
                variables: variables(&self.stepper.simulation),
                round: self.stepper.simulation.rounds(),
                went: match &self.went {
                    Went::Paused { choose } => Went::Paused { choose: *choose },
                    Went::Ended(progress) => Went::Ended(progress.clone()),
                    other => panic!("{other:?}"),
                },
            }
        }

        /// Steps to the end, at most so often; what was seen at each stop.
        fn steps(&mut self, most: usize) -> Vec<Seen> {
            let mut seen = Vec::new();
            while seen.len() < most && !matches!(self.went, Went::Ended(_)) {
                self.step();
                seen.push(self.look());
            }
            seen
        }
    }

    #[test]
    fn what_was_seen_before_a_step_is_seen_after_going_back() {
        for (text, policy, ends_well) in [
            (THREADS, Policy::RoundRobin, true),
            (THREADS, Policy::Random, true),
            (THREADS, Policy::Visitor, true),
            (PROCESSES, Policy::RoundRobin, true),
            (INPUT, Policy::RoundRobin, true),
            (DEADLOCK, Policy::RoundRobin, false),
            (ERROR, Policy::RoundRobin, false),
        ] {
            let words = format!("{policy:?}: {text}");
            let mut visitor = Visitor::new(request(text, policy));
            assert_eq!(visitor.back(), None, "{words}");
            let seen = visitor.steps(400);
            let ended_well = visitor.went == Went::Ended(Progress::Finished { status: 0 });
            assert!(matches!(visitor.went, Went::Ended(_)) && ended_well == ends_well, "{words}");
            assert!(seen.len() > 3, "{words}");

            // After the end there is a new worker, which has only the history.
            let history = visitor.stepper.history.clone();
            visitor.stepper = Stepper::ended(request(text, policy), history).expect("it repeats no schedule");
            let stops = visitor.stepper.history.stops();
            assert_eq!(stops as usize, seen.len() - 1, "{words}");
            for expected in seen.iter().rev().skip(1) {
                assert!(visitor.back().is_some());
                assert_eq!(visitor.look(), *expected, "{words}");
            }
            assert_eq!(visitor.back(), None, "{words}");

            // And forwards again, the same way.
            assert_eq!(visitor.steps(400), seen[1..], "{words}");
        }
    }

    #[test]
    fn a_moment_is_reached_line_by_line() {
        for text in [THREADS, PROCESSES, DEADLOCK] {
            let mut visitor = Visitor::new(request(text, Policy::RoundRobin));
            let seen = visitor.steps(20);
            let (last, before) = (&seen[seen.len() - 1], &seen[seen.len() - 2]);
            let mut other = Visitor::new(request(text, Policy::RoundRobin));
            other.stepper.step(Step::Until(last.round));
            other.settle();
            assert_eq!(other.look(), *last, "{text}");
            assert!(other.back().is_some());
            assert_eq!(other.look(), *before, "{text}");
        }
    }

    #[test]
    fn a_run_that_was_paused_on_its_way_is_found_again() {
        // More lines than are recorded: then whole grains are run at once, until somebody steps.
        let mut endless = request("n = 0\nwhile True:\n    n += 1\n", Policy::default());
        (endless.paused, endless.lines) = (false, false);
        let mut visitor = Visitor::new(endless);
        for _ in 0..3 {
            assert_eq!(visitor.stepper.go(), Went::On);
        }
        assert!(visitor.stepper.pause());
        // Twice at one place is one stop.
        assert!(visitor.stepper.pause());
        visitor.events = visitor.stepper.take_events();
        visitor.went = Went::Paused { choose: false };
        let (paused, round) = (visitor.look(), visitor.stepper.simulation.rounds());
        visitor.step();
        assert!(visitor.stepper.simulation.rounds() > round);
        visitor.back();
        assert_eq!(visitor.look(), paused);

        // From a run that goes on it is the latest pause.
        visitor.stepper.resume();
        assert_eq!(visitor.stepper.go(), Went::On);
        visitor.back();
        assert_eq!(visitor.look(), paused);
        assert_eq!((visitor.back(), visitor.stepper.history.stops()), (None, 1));
    }

    #[test]
    fn what_was_given_later_is_told() {
        let mut visitor = Visitor::new(request(INPUT, Policy::default()));
        visitor.steps(3);
        let line = |number: u32| format!("line {number}");
        assert_eq!(visitor.back(), Some(vec![line(1)]));
        assert_eq!(visitor.back(), Some(vec![line(0)]));
        // Meanwhile it takes nothing, and another way back begins anew.
        visitor.step();
        assert!(visitor.stepper.back().is_some());
        visitor.stepper.give(Steer::Input(line(9)));
        visitor.stepper.step(Step::Instruction);
        assert!(!visitor.stepper.pause());
        assert_eq!(visitor.stepper.goal, Goal::Back { done: 0 });
        visitor.events.clear();
        visitor.settle();
        assert_eq!(visitor.stepper.history.log.len(), 1);
    }

    #[test]
    fn a_pick_goes_on_as_far_as_it_did() {
        let mut visitor = Visitor::new(request(THREADS, Policy::Visitor));
        visitor.stepper.resume();
        visitor.settle();
        let first = visitor.look();
        assert_eq!(first.went, Went::Paused { choose: true });
        // Stepping on without a pick only asks again.
        visitor.stepper.step(Step::Line);
        visitor.settle();
        assert_eq!(visitor.stepper.history.stops(), 1);
        visitor.stepper.resume();
        visitor.settle();
        visitor.step();
        assert!(matches!(visitor.stepper.history.log[..], [.., (_, Steer::Pick(..)), (_, Steer::Resume)]));
        assert_eq!(visitor.back(), Some(Vec::new()));
        assert_eq!((visitor.went, visitor.stepper.goal), (Went::Paused { choose: true }, Goal::End));
    }
}
