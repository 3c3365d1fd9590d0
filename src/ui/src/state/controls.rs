//! What the run bar offers at the moment, and the status beside it.

use interleave_protocol::Place;
use interleave_run::Driver;

use super::{State, Status};
use crate::format;

/// Which of the run bar's buttons can be pressed, and why others cannot.
#[derive(Clone, Debug, PartialEq)]
pub struct Controls {
    /// The first button.
    pub run: &'static str,
    /// There is a program.
    pub program: bool,
    /// There is something to stop.
    pub stop: bool,
    /// Why nobody can go back.
    pub back_why: Option<&'static str>,
    /// Why nobody can step.
    pub step_why: Option<&'static str>,
    /// Why schedules cannot be tried.
    pub explore_why: Option<&'static str>,
    /// Why there is nothing to sweep over.
    pub sweep_why: Option<&'static str>,
    /// A sweep is under way.
    pub sweeping: bool,
}

/// How the latest run stands.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusLine {
    /// In words.
    pub text: String,
    /// What the latest step did and where the workers of a paused run are, for those who hear the page.
    pub told: String,
    /// The same for programs.
    pub status: Status,
    /// Exit status, once it ended.
    pub exit: Option<i32>,
    /// Web Workers that take part, or took part.
    pub workers: u32,
    /// What these are called.
    pub noun: &'static str,
    /// Runs repeat a schedule.
    pub replays: bool,
}

impl State {
    /// What the run bar offers.
    pub fn controls(&self) -> Controls {
        let real = !self.settings.driver.is_simulated();
        Controls {
            run: if self.run.status == Status::Paused { "Continue" } else { "Run" },
            program: self.missing.is_none(),
            stop: self.run.status.is_active(),
            back_why: self.back_unavailable(),
            step_why: real.then_some("Only the simulator can be stepped."),
            explore_why: real.then_some("Only the simulator can try schedules."),
            sweep_why: self.ranges().is_empty().then_some("This program has no parameter to vary."),
            sweeping: self.run.is_sweeping(),
        }
    }

    /// How the latest run stands.
    pub fn status_line(&self) -> StatusLine {
        let run = &self.run;
        // After the end: how many took part.
        let workers = if run.status.is_active() { run.workers } else { run.summary.workers };
        StatusLine {
            text: self.status_text(),
            told: self.told(),
            status: run.status,
            exit: run.exit,
            workers,
            noun: match (run.driver, workers) {
                (Driver::Native, 1) => " process",
                (Driver::Native, _) => " processes",
                (_, 1) => " Web Worker",
                _ => " Web Workers",
            },
            replays: self.replay.is_some(),
        }
    }

    fn told(&self) -> String {
        let timeline = self.run.timeline.read();
        let place = |place: &Place| format!("{}, line {}", timeline.worker_name(place.worker), place.line);
        // More than some nobody listens to.
        let places = self.run.places.iter().take(8).map(place).collect::<Vec<_>>().join("; ");
        if self.run.did.is_empty() { places } else { format!("{}. Now: {places}", self.run.did) }
    }

    fn status_text(&self) -> String {
        let run = &self.run;
        match run.status {
            Status::Idle => "Ready".to_owned(),
            _ if run.rewound.is_some() => "Going back".to_owned(),
            status if run.sweeps && status != Status::Failed => {
                self.sweep.as_ref().map_or_else(String::new, |sweep| sweep.progress(status.is_active()))
            }
            Status::Loading if run.before > 0 => format!("Waiting, {} before", run.before),
            Status::Loading if run.driver == Driver::Native => "Starting".to_owned(),
            Status::Loading => "Loading the engine".to_owned(),
            Status::Running if run.explores => "Trying schedules".to_owned(),
            Status::Stopped | Status::Finished
                if run.explores && (run.summary.stopped || run.exit == Some(0)) =>
            {
                self.exploration.progress()
            }
            Status::Running => "Running".to_owned(),
            Status::Paused => format!("Paused at {}", format::time(run.timeline.read().end)),
            Status::Failed => "Failed".to_owned(),
            Status::Stopped => "Stopped".to_owned(),
            Status::Finished => {
                let kind = if run.driver.is_simulated() { "simulated" } else { "measured" };
                let time = (run.summary.seconds.max(0.0) * 1e9).round() as u64;
                let time = format!("{} {kind}", format::time(time));
                match run.exit {
                    Some(0) | None => format!("Finished, {time}"),
                    // It was ended for that, not by a signal.
                    Some(_) if run.summary.deadlock.is_some() => format!("Deadlock, {time}"),
                    Some(status) => format!("Exit status {status}, {time}"),
                }
            }
        }
    }
}
