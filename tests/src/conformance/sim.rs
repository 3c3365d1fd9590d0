//! The simulator as a driver.

use interleave_engine::request::Stream;
use interleave_runtime::sim::policy::PolicyKind;
use interleave_runtime::sim::{Program, Progress, Schedule, SimSettings, Simulation};

use super::{Driver, Outcome, Promises};

/// The simulator with these settings.
pub struct Sim {
    /// Virtual cores.
    pub cores: u32,
    /// One thread of a process at a time.
    pub gil: bool,
    /// Who decides.
    pub policy: PolicyKind,
    /// For policies that draw.
    pub seed: u64,
}

impl Sim {
    /// The variants that the suite runs on.
    pub fn variants() -> Vec<Sim> {
        let mut variants = Vec::new();
        for (cores, gil) in [(1, true), (2, true), (4, true), (1, false), (4, false)] {
            variants.push(Sim { cores, gil, policy: PolicyKind::RoundRobin, seed: 0 });
        }
        for seed in 1..=3 {
            variants.push(Sim { cores: 1, gil: true, policy: PolicyKind::Random, seed });
            variants.push(Sim { cores: 4, gil: false, policy: PolicyKind::Random, seed });
        }
        variants.push(Sim { cores: 2, gil: true, policy: PolicyKind::Pct, seed: 1 });
        variants
    }

    /// Where most depends on the seed: free threads on four cores, drawn by chance.
    pub fn drawing() -> Sim {
        Sim { cores: 4, gil: false, policy: PolicyKind::Random, seed: 4 }
    }
}

impl Driver for Sim {
    fn name(&self) -> String {
        let gil = if self.gil { "gil" } else { "free" };
        let policy = match self.policy {
            PolicyKind::RoundRobin => "robin".to_string(),
            PolicyKind::Random => format!("random{}", self.seed),
            PolicyKind::Pct => format!("pct{}", self.seed),
            other => other.name().to_string(),
        };
        format!("sim-{}-{gil}-{policy}", self.cores)
    }

    fn run(&self, program: &str, stdin: &[String]) -> Outcome {
        let settings = SimSettings {
            cores: self.cores,
            gil: self.gil,
            schedule: Schedule::of(self.policy, self.seed),
            stdin: stdin.to_vec(),
            max_instructions: 50_000_000,
            ..SimSettings::default()
        };
        let mut simulation = Simulation::new(Program::new("main.py", program), settings);
        let progress = simulation.run();
        let mut outcome = Outcome {
            events: simulation.take_events(),
            promises: Promises { global_order: true, gil: self.gil, cores: Some(self.cores as usize) },
            ..Outcome::default()
        };
        for output in simulation.take_output() {
            match output.stream {
                Stream::Stdout => outcome.stdout += &output.text,
                Stream::Stderr => outcome.stderr += &output.text,
            }
        }
        match progress {
            Progress::Finished { status } => outcome.status = status,
            other => outcome.problems.push(format!("did not finish: {other:?}")),
        }
        let left = simulation.open_handles();
        if !left.is_empty() {
            outcome.problems.push(format!("handles left open: {left:?}"));
        }
        outcome
    }
}
