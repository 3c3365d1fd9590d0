//! Where runs take place one after the other. What they have in common is done once: a run that is sampled begins with the interpreter
//! ready, one that is followed at the first choice or, if its first steps are those of the run before, behind these.
//!
//! Marks lie so that a search that goes back from its deepest place does not repeat much: halfway to where the present run
//! branches off, halfway again, and so on.

use interleave_engine::rewind::{Rewind, outside};
use interleave_trace::Worker;

use super::job::{Advanced, Ended, Kind, Run, Task};

/// Steps that are rather done again than marked.
const GAP: usize = 12;

/// A place for runs of one kind.
pub(super) struct Stage {
    kind: Kind,
    place: Place,
}

enum Place {
    Plain(Box<Run>),
    Rewind(Box<Marked>),
}

struct Marked {
    run: Rewind<Run>,
    /// By mark, the steps before it.
    depths: Vec<usize>,
    /// Whose they are, up to the last mark.
    path: Vec<Worker>,
    /// Of the run at hand: whose steps are given, and after how many of them a mark is to be made.
    given: Vec<Worker>,
    pause: Option<usize>,
}

impl Stage {
    /// None: such runs cannot be set back.
    pub(super) fn new(kind: Kind, make: impl FnOnce() -> Run) -> Option<Stage> {
        // SAFETY: a run is made of copies of the program and its settings, and nothing but its result leaves it, as a copy.
        // The library's code is not counted, and whatever else the engine keeps for the OS process it makes outside.
        let mut run = unsafe { Rewind::new(make) }?;
        // A sample has its policy from the beginning.
        let depths: Vec<usize> =
            if kind.followed { Vec::new() } else { run.mark().map(|_| 0).into_iter().collect() };
        let marked = Marked { run, depths, path: Vec::new(), given: Vec::new(), pause: None };
        Some(Stage { kind, place: Place::Rewind(Box::new(marked)) })
    }

    pub(super) fn plain(kind: Kind, run: Run) -> Stage {
        Stage { kind, place: Place::Plain(Box::new(run)) }
    }

    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    /// It can be used for one run only.
    pub(super) fn is_plain(&self) -> bool {
        match &self.place {
            Place::Plain(_) => true,
            Place::Rewind(marked) => marked.depths.is_empty(),
        }
    }

    /// How many steps of such a run need not be done again.
    pub(super) fn shared_steps(&self, task: &Task) -> usize {
        match &self.place {
            Place::Plain(_) => 0,
            Place::Rewind(marked) => {
                given(task).iter().zip(&marked.path).take_while(|(given, own)| given == own).count()
            }
        }
    }

    /// For the run that is next. It is as new, or has come to the end of another one.
    pub(super) fn begin(&mut self, task: &Task) {
        let Place::Rewind(marked) = &mut self.place else { return };
        marked.given.clear();
        marked.given.extend_from_slice(given(task));
        marked.go_back(task);
        if self.kind.followed {
            marked.look_ahead();
        }
    }

    /// Executes about so many instructions; how the run ended, if it has.
    pub(super) fn advance(&mut self, instructions: u64) -> Option<Ended> {
        let marked = match &mut self.place {
            Place::Plain(run) => {
                return match run.advance(instructions, None) {
                    Advanced::Over(ended) => Some(*ended),
                    Advanced::Running | Advanced::Paused => None,
                };
            }
            Place::Rewind(marked) => marked,
        };
        loop {
            let pause = marked.pause;
            let advanced = marked.run.with(|run| match run.advance(instructions, pause) {
                Advanced::Over(ended) => Advanced::Over(outside(|| Box::new(Ended::clone(&ended)))),
                advanced => advanced,
            });
            match advanced {
                Advanced::Running => return None,
                Advanced::Over(ended) => return Some(*ended),
                Advanced::Paused => marked.mark(),
            }
        }
    }
}

/// The steps that a run is to begin with.
fn given(task: &Task) -> &[Worker] {
    match task {
        Task::Follow(prefix) | Task::Few(prefix, _) => &prefix.workers,
        Task::Sample(_) | Task::Aim(_) => &[],
    }
}

impl Marked {
    /// To the last mark that the run at hand passes.
    fn go_back(&mut self, task: &Task) {
        let passes = |depth: usize| self.given.len() > depth && self.given[..depth] == self.path[..depth];
        if self.depths.is_empty() {
            return;
        }
        // Up to the first mark there is no choice.
        let deeper = self.depths.iter().skip(1).take_while(|depth| passes(**depth)).count();
        self.depths.truncate(deeper + 1);
        self.path.truncate(self.depths[deeper]);
        self.run.back_to(deeper);
        self.run.with(|run| run.set(task));
    }

    /// Where the next mark is to be.
    fn look_ahead(&mut self) {
        self.pause = match self.depths.last() {
            None => Some(0),
            Some(last) => {
                // There it does what the run before has not done.
                let left = self.given.len().saturating_sub(last + 1);
                (left >= GAP).then(|| last + left.div_ceil(2))
            }
        };
    }

    fn mark(&mut self) {
        let path = self.run.with(|run| outside(|| run.path()));
        if self.run.mark().is_some() {
            self.depths.push(path.len());
            self.path = path;
            self.look_ahead();
        } else {
            self.pause = None;
        }
    }
}
