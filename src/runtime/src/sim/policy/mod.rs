//! Policies: who runs next, and for how long. A policy is a small file behind the small trait [`Policy`].
//!
//! - round_robin.rs: the longest waiting first, for whole time slices: what CPython and Linux do, roughly.
//! - random.rs: anyone, for a random while: preempts between any two instructions, so races show.
//! - pct.rs: random priorities that change a few times: finds bugs that need few, but particular preemptions.
//! - visitor.rs: whoever the visitor picks.
//! - replay.rs: what a schedule says.

mod draw;
mod pct;
mod random;
mod replay;
mod round_robin;
mod visitor;

pub use interleave_run::Policy as PolicyKind;
use interleave_trace::Worker;
use serde::{Deserialize, Serialize};

pub use self::draw::Draw;
pub use self::pct::Pct;
pub use self::random::Random;
pub(super) use self::replay::Replay;
pub use self::round_robin::RoundRobin;
pub use self::visitor::Visitor;

/// A core is free and workers can run.
#[derive(Debug)]
pub struct Decision<'a> {
    /// Who could run, the longest waiting first; never empty. Threads whose process's GIL is taken are not among them.
    pub runnable: &'a [Worker],
    /// The one of them that was on this core until now, if it could go on and did not ask to let others run.
    pub previous: Option<usize>,
    /// Which core.
    pub core: u32,
    /// The time slice, in instructions: of the operating system, or the GIL's switch interval.
    pub slice: u32,
    /// Executed by all workers so far.
    pub instructions: u64,
    /// The previous one has just run for a whole time slice, at least.
    pub spent: bool,
}

/// What a policy decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Choice {
    /// Index into [`Decision::runnable`].
    pub index: u32,
    /// For so many instructions, unless it has to wait before; at least 1.
    pub instructions: u32,
}

impl Choice {
    /// Nobody runs before something happens by the clock: whoever could run only looks whether it has.
    pub(crate) const LET_TIME_PASS: Choice = Choice { index: u32::MAX, instructions: 1 };
}

/// Decides who runs next. It must be deterministic: the same decisions in the same order have the same choices.
pub trait Policy: Send {
    /// None: somebody else must choose ([`super::Simulation::pick`]).
    fn choose(&mut self, decision: &Decision<'_>) -> Option<Choice>;
}

/// The policy of a name ([`interleave_run::Policy`] has the table), with a seed for those that draw.
pub fn build(policy: PolicyKind, seed: u64) -> Box<dyn Policy> {
    match policy {
        PolicyKind::RoundRobin => Box::new(RoundRobin),
        PolicyKind::Random => Box::new(Random::new(seed)),
        PolicyKind::Pct => Box::new(Pct::new(seed)),
        PolicyKind::Visitor => Box::new(Visitor),
    }
}
