//! One run of a search: what is to be done, doing it, what came of it.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

use interleave_analysis::{Race, Races};
use interleave_engine::request::Stream;
use interleave_run::Program;
use interleave_trace::Worker;

use super::plan::{Contended, Plan};
use super::prove::Prefix;
use super::prove::aim::Stops;
use super::prove::follow::{Course, Follower};
use super::report::End;
use super::scout::Scout;
use super::stage::Stage;
use crate::sim::stepping::Asked;
use crate::sim::{Limit, Progress, Schedule, SimSettings, Simulation, Timing};

/// Accesses that are recorded of a watched run.
const MAX_ACCESSES: u64 = 50_000;

/// What all runs of a search have in common.
pub(super) struct Common {
    pub(super) program: Program,
    pub(super) settings: SimSettings,
    /// That no run is at now.
    stages: Mutex<Vec<Stage>>,
    /// Runs cannot be set back here.
    plain: AtomicBool,
}

impl Common {
    pub(super) fn new(program: Program, settings: SimSettings) -> Common {
        Common { program, settings, stages: Mutex::default(), plain: AtomicBool::new(false) }
    }

    /// For a run of this kind, which may begin where an earlier one stood: best where it shares most of its steps with it.
    fn stage(&self, kind: Kind, task: &Task) -> Stage {
        let mut stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        // A search does not go back to another kind of runs, and they take much memory.
        stages.retain(|stage| stage.kind() == kind);
        let best = (0..stages.len()).max_by_key(|at| stages[*at].shared_steps(task));
        let known = best.map(|at| stages.swap_remove(at));
        drop(stages);
        if let Some(mut stage) = known {
            stage.begin(task);
            return stage;
        }
        let make = || Run::new(self, kind, task);
        if !self.plain.load(Relaxed) {
            if let Some(mut stage) = Stage::new(kind, make) {
                stage.begin(task);
                return stage;
            }
            self.plain.store(true, Relaxed);
        }
        Stage::plain(kind, make())
    }

    #[cfg(test)]
    pub(super) fn begin_anew(&self) {
        self.plain.store(true, Relaxed);
    }

    #[cfg(test)]
    pub(super) fn rewinds(&self) -> bool {
        !self.plain.load(Relaxed)
    }

    fn take_back(&self, stage: Stage) {
        if !stage.is_plain() {
            self.stages.lock().unwrap_or_else(PoisonError::into_inner).push(stage);
        }
    }
}

/// What runs need to have in common to begin where another one stood.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    /// Races are looked for.
    pub(super) watched: bool,
    /// It goes step by step.
    pub(super) followed: bool,
}

/// A run, or a few, to be done anywhere.
pub struct Job {
    pub(super) number: u64,
    pub(super) task: Task,
    /// Races are looked for.
    pub(super) watched: bool,
    /// The run is its first, and others follow.
    pub(super) scout: Option<Scout>,
    pub(super) shared: Arc<Common>,
}

/// What a run is for.
#[derive(Clone)]
pub(super) enum Task {
    /// To see what happens.
    Sample(Plan),
    /// A step of the proof.
    Follow(Prefix),
    /// To see whether a mistake comes to light.
    Aim(Stops),
    /// One with few preemptions: so many in the steps that are given.
    Few(Prefix, u32),
}

/// What a followed run's result is to be learned from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Proof,
    /// So many steps were given, with so many preemptions.
    Few(usize, u32),
    Other,
}

/// What came of a job.
pub struct Done {
    pub(super) results: Vec<RunResult>,
    pub(super) scout: Option<Scout>,
}

/// What came of a run.
#[derive(Clone)]
pub(super) struct RunResult {
    pub(super) number: u64,
    pub(super) end: End,
    pub(super) stdout: String,
    pub(super) stderr: String,
    pub(super) schedule: Schedule,
    pub(super) preemptions: u64,
    pub(super) contended: u64,
    /// Of a run that was followed.
    pub(super) course: Option<Arc<Course>>,
    pub(super) purpose: Purpose,
    /// Of a run that was watched.
    pub(super) races: Option<Vec<Race>>,
    /// It came to its limit where a worker may be kept from running for ever: that says nothing of the program.
    pub(super) starved: bool,
}

impl Job {
    /// Does it.
    pub fn run(self) -> Done {
        let mut trial = self.begin();
        loop {
            if let Some(done) = trial.advance(u64::MAX) {
                return done;
            }
        }
    }

    /// Begins it.
    pub fn begin(self) -> Trial {
        let Job { number, task, watched, scout, shared } = self;
        let kind = Kind { watched, followed: !matches!(task, Task::Sample(_)) };
        let purpose = match &task {
            Task::Follow(_) => Purpose::Proof,
            Task::Few(prefix, preemptions) => Purpose::Few(prefix.workers.len(), *preemptions),
            Task::Sample(_) | Task::Aim(_) => Purpose::Other,
        };
        let stage = Some(shared.stage(kind, &task));
        Trial { number, kind, purpose, stage, scout, shared }
    }
}

/// A job under way.
pub struct Trial {
    number: u64,
    kind: Kind,
    purpose: Purpose,
    /// None when it is done.
    stage: Option<Stage>,
    scout: Option<Scout>,
    shared: Arc<Common>,
}

impl Trial {
    /// Executes about so many instructions; what came of the job when it is done.
    pub fn advance(&mut self, instructions: u64) -> Option<Done> {
        let ended = self.stage.as_mut()?.advance(instructions)?;
        let result = self.result(ended);
        let Some(scout) = &mut self.scout else {
            self.leave();
            return Some(Done { results: vec![result], scout: None });
        };
        scout.add(result);
        match scout.next().map(Task::Follow) {
            Some(task) => {
                let stage = self.stage.as_mut().filter(|stage| !stage.is_plain());
                match stage {
                    Some(stage) => stage.begin(&task),
                    None => self.stage = Some(self.shared.stage(self.kind, &task)),
                }
                None
            }
            None => {
                self.leave();
                Some(Done { results: Vec::new(), scout: self.scout.take() })
            }
        }
    }

    fn leave(&mut self) {
        if let Some(stage) = self.stage.take() {
            self.shared.take_back(stage);
        }
    }

    fn result(&self, ended: Ended) -> RunResult {
        let Ended { end, stdout, stderr, schedule, preemptions, contended, course, races, starved } = ended;
        RunResult {
            number: self.number,
            end,
            stdout,
            stderr,
            schedule,
            preemptions,
            contended,
            course: course.map(Arc::new),
            purpose: self.purpose,
            races,
            starved,
        }
    }
}

/// How a run ended. It shares nothing with the run.
#[derive(Clone)]
pub(super) struct Ended {
    end: End,
    stdout: String,
    stderr: String,
    schedule: Schedule,
    preemptions: u64,
    contended: u64,
    course: Option<Course>,
    races: Option<Vec<Race>>,
    starved: bool,
}

/// The run itself.
pub(super) struct Run {
    simulation: Simulation,
    /// None when it is over.
    mode: Option<Mode>,
    /// It holds workers up.
    aimed: bool,
    /// It is one of the proof.
    proves: bool,
    /// Of a run that is watched.
    races: Option<Races>,
    contended: Arc<Contended>,
    /// It stands before a choice, and was stopped there.
    paused: bool,
    /// When it is over: by step, the work before it.
    work: Vec<u64>,
}

enum Mode {
    Free(Plan),
    Followed(Box<Follower>),
}

/// How far a run has come.
pub(super) enum Advanced {
    Running,
    /// Before its first choice, or after as many steps as was asked for.
    Paused,
    Over(Box<Ended>),
}

impl Run {
    fn new(shared: &Common, kind: Kind, task: &Task) -> Run {
        let Common { program, settings, .. } = shared;
        let timing = match settings.schedule.timing {
            Timing::Modelled if kind.followed => Timing::Idle,
            timing => timing,
        };
        let schedule = Schedule { timing, ..Schedule::default() };
        let accesses = if kind.watched { MAX_ACCESSES } else { 0 };
        let settings = SimSettings { schedule, accesses, tracing: kind.watched, ..settings.clone() };
        let mut simulation = Simulation::with_policy(program.clone(), settings, Box::new(Asked));
        let races = kind.watched.then(Races::default);
        if kind.followed {
            simulation.step_by_step();
        }
        let follower = Follower::new(Prefix::default(), Vec::new());
        let mode = Some(Mode::Followed(Box::new(follower)));
        let mut run = Run {
            simulation,
            mode,
            aimed: false,
            proves: false,
            races,
            contended: Arc::default(),
            paused: false,
            work: Vec::new(),
        };
        run.set(task);
        run
    }

    /// What it is for, from now on: of its kind.
    pub(super) fn set(&mut self, task: &Task) {
        self.aimed = matches!(task, Task::Aim(_));
        self.proves = matches!(task, Task::Follow(_));
        match (task, &mut self.mode) {
            (Task::Sample(plan), mode) => {
                self.contended = Arc::default();
                self.simulation.set_policy(plan.schedule(), plan.policy(&self.contended));
                *mode = Some(Mode::Free(plan.clone()));
            }
            (Task::Follow(prefix) | Task::Few(prefix, _), Some(Mode::Followed(follower))) => {
                follower.set(prefix.clone(), Vec::new());
            }
            (Task::Aim(stops), Some(Mode::Followed(follower))) => {
                follower.set(Prefix::default(), stops.clone());
            }
            _ => unreachable!("a run of another kind"),
        }
    }

    /// Whose the steps so far are.
    pub(super) fn path(&self) -> Vec<Worker> {
        match &self.mode {
            Some(Mode::Followed(follower)) => follower.path(),
            _ => Vec::new(),
        }
    }

    /// When it is over: by step, the work before it, in instructions.
    pub(super) fn work(&self) -> &[u64] {
        &self.work
    }

    /// From now on it keeps which modules of the library the program's first process imports.
    pub(super) fn note_late_modules(&mut self) {
        self.simulation.note_late_modules();
    }

    /// When it is over: these.
    pub(super) fn late_modules(&self) -> &[String] {
        self.simulation.late_modules()
    }

    /// Makes the code of such modules ready.
    pub(super) fn prepare(&self, modules: &[String]) {
        if let Some(interpreter) = self.simulation.first_interpreter() {
            modules.iter().for_each(|name| interpreter.prepare_module(name));
        }
    }

    /// Executes about so many instructions. `pause`: or until it has done so many steps; with 0 until there is a choice.
    pub(super) fn advance(&mut self, instructions: u64, pause: Option<usize>) -> Advanced {
        let Some(mode) = &mut self.mode else { return Advanced::Running };
        let (progress, left) = match mode {
            Mode::Free(_) => (self.simulation.advance(instructions), None),
            Mode::Followed(follower) => {
                let paused = &mut self.paused;
                let followed =
                    follow(follower, &mut self.simulation, self.races.as_mut(), instructions, pause, paused);
                match followed {
                    Some(followed) => followed,
                    None => return Advanced::Paused,
                }
            }
        };
        let end = match progress {
            Progress::Running => return Advanced::Running,
            Progress::Finished { status } => End::Finished { status },
            Progress::Deadlock(deadlock) => End::Deadlock(deadlock),
            Progress::Limit(limit) => End::Limit(limit),
            Progress::Choose if let Some(limit) = left => End::Limit(limit),
            Progress::Input | Progress::Choose => unreachable!("input is closed, nobody picks"),
        };
        match self.mode.take() {
            Some(mode) => Advanced::Over(Box::new(self.end(end, mode))),
            None => Advanced::Running,
        }
    }

    fn end(&mut self, end: End, mode: Mode) -> Ended {
        let (mut stdout, mut stderr) = (String::new(), String::new());
        for output in self.simulation.take_output() {
            match output.stream {
                Stream::Stdout => stdout += &output.text,
                Stream::Stderr => stderr += &output.text,
            }
        }
        let out_of_instructions = matches!(end, End::Limit(Limit::Instructions));
        let (schedule, preemptions, course, starved) = match mode {
            Mode::Free(plan) => {
                let starved = out_of_instructions && !plan.is_fair();
                (self.schedule(&plan), self.simulation.preemptions(), None, starved)
            }
            Mode::Followed(follower) => {
                let given = follower.given();
                let (mut course, work) = follower.finish(&mut self.simulation);
                self.work = work;
                if matches!(end, End::Limit(limit) if limit != Limit::Spinning) && course.is_whole() {
                    course.limited();
                }
                let preemptions = course.preemptions();
                if self.proves {
                    course.for_proof(given);
                }
                // Who is held up somewhere is so for as long as another one turns in circles.
                let starved = out_of_instructions && self.aimed;
                (self.simulation.schedule(), preemptions, Some(course), starved)
            }
        };
        Ended {
            end,
            stdout,
            stderr,
            schedule,
            preemptions,
            contended: self.contended.count(),
            course,
            races: self.races.take().map(Races::into_found),
            starved,
        }
    }

    fn schedule(&self, plan: &Plan) -> Schedule {
        match plan {
            Plan::Preempt(_) => self.simulation.schedule(),
            // The seed alone repeats all choices.
            Plan::Policy(..) => Schedule { timing: self.simulation.schedule().timing, ..plan.schedule() },
        }
    }
}

/// Goes on with a run that is followed. A limit beside it: why it was left before its end. None: it is to pause here.
fn follow(
    follower: &mut Follower,
    simulation: &mut Simulation,
    mut races: Option<&mut Races>,
    instructions: u64,
    pause: Option<usize>,
    paused: &mut bool,
) -> Option<(Progress, Option<Limit>)> {
    let end = simulation.instructions().saturating_add(instructions);
    loop {
        let left = end.saturating_sub(simulation.instructions());
        let progress = if *paused { Progress::Choose } else { simulation.advance(left) };
        if let Some(races) = &mut races {
            simulation.take_events().iter().for_each(|event| races.push(event));
        }
        match progress {
            Progress::Choose => {
                let here = match pause {
                    Some(0) => simulation.runnable().len() > 1,
                    Some(steps) => steps == follower.steps(),
                    None => false,
                };
                if here && !*paused {
                    *paused = true;
                    return None;
                }
                *paused = false;
                if let Err(limit) = follower.choose(simulation) {
                    return Some((Progress::Choose, Some(limit)));
                }
            }
            progress => return Some((progress, None)),
        }
        if left == 0 {
            return Some((Progress::Running, None));
        }
    }
}
