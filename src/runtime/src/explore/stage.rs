//! Where runs take place one after the other. What they have in common is done once: a run that is sampled begins with the interpreter
//! ready, one that is followed at the first choice or, if its first steps are those of the run before, behind these.
//!
//! Marks lie so that a search that goes back from its deepest place does not repeat much: halfway to where the present run
//! branches off, halfway again, and so on. Halfway is where half the work is done: starting a process takes as long as thousands of
//! steps.
//!
//! Most of what an import takes is to make the code ready. That is done once, at the first mark, for what runs import later: they
//! import `traceback` where they fail.

use interleave_engine::rewind::{Rewind, outside};
use interleave_trace::Worker;

use super::job::{Advanced, Ended, Kind, Run, Task};

/// Work that is rather done again than marked, as [`Run::work`] counts it.
const GAP: u64 = 400;

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
    /// By step of the last run, the work before it.
    work: Vec<u64>,
    /// Modules of the library that runs have imported; how many of them are ready.
    modules: Vec<String>,
    ready: usize,
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
        let marked = Marked {
            run,
            depths,
            path: Vec::new(),
            given: Vec::new(),
            pause: None,
            work: Vec::new(),
            modules: Vec::new(),
            ready: 0,
        };
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
                Advanced::Over(ended) => {
                    marked.look_back();
                    return Some(*ended);
                }
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
        if deeper == 0 && self.ready < self.modules.len() {
            let modules = &self.modules[self.ready..];
            self.run.with(|run| run.prepare(modules));
            self.run.mark_again();
            self.ready = self.modules.len();
        }
        self.run.with(|run| run.set(task));
    }

    /// What there is to be learnt from a run that is over.
    fn look_back(&mut self) {
        let work = &mut self.work;
        work.clear();
        self.run.with(|run| outside(|| work.extend_from_slice(run.work())));
        let modules = &mut self.modules;
        self.run.with(|run| {
            outside(|| {
                for name in run.late_modules() {
                    if !modules.contains(name) {
                        modules.push(name.clone());
                    }
                }
            });
        });
    }

    /// Where the next mark is to be.
    fn look_ahead(&mut self) {
        self.pause = match self.depths.last() {
            None => Some(0),
            Some(last) => {
                // There it does what the run before has not done.
                let end = self.given.len().saturating_sub(1);
                let work = self.work.get(*last..=end).unwrap_or_default();
                let (begin, all) = work.first().copied().zip(work.last().copied()).unwrap_or_default();
                let half = begin.midpoint(all);
                let place = work.iter().position(|work| *work >= half).unwrap_or_default();
                (all - begin >= GAP).then_some(last + place.max(1))
            }
        };
    }

    fn mark(&mut self) {
        let path = self.run.with(|run| outside(|| run.path()));
        if self.depths.is_empty() {
            self.run.with(Run::note_late_modules);
        }
        if self.run.mark().is_some() {
            self.depths.push(path.len());
            self.path = path;
            self.look_ahead();
        } else {
            self.pause = None;
        }
    }
}
