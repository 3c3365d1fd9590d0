//! What the page around an embedded one is told of runs.

use super::{Command, State, Status};

/// Bytes of a program's output that are told at most.
const MOST_OUTPUT: usize = 64 << 10;

/// What the page around is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// A program begins.
    Run,
    /// It is over.
    Finished {
        /// A word for how.
        how: &'static str,
        /// Its exit status, where it has one.
        exit: Option<i32>,
        /// What it printed, errors too: the beginning, if that is long.
        output: String,
        /// How long it took.
        seconds: f64,
        /// These are seconds of the simulator.
        simulated: bool,
    },
}

impl State {
    /// Tells that the latest run begins, or how it ended; of searches and sweeps nothing.
    pub(super) fn tell(&mut self) {
        let run = &self.run;
        if !self.view.embed || run.explores || run.sweeps {
            return;
        }
        let how = match run.status {
            Status::Finished if run.stuck.is_some() => "deadlock",
            Status::Finished if run.exit != Some(0) => "error",
            Status::Finished | Status::Stopped | Status::Failed => run.status.name(),
            _ => return self.outbox.push(Command::Tell(Told::Run)),
        };
        let timeline = run.timeline.read();
        let mut output = String::new();
        for chunk in &timeline.chunks {
            if output.len() + chunk.text.len() > MOST_OUTPUT {
                break;
            }
            output.push_str(&chunk.text);
        }
        let told = Told::Finished {
            how,
            exit: run.exit,
            output,
            seconds: timeline.end as f64 / 1e9,
            simulated: run.driver.is_simulated(),
        };
        drop(timeline);
        self.outbox.push(Command::Tell(told));
    }
}
