//! A sweep: runs that start one after the other.

use interleave_run::Driver;

use super::{Command, Lower, Notice, State};
use crate::sweep::{self, Range, Sweep};

impl State {
    /// What a sweep can vary.
    pub fn ranges(&self) -> Vec<Range> {
        sweep::ranges(&self.scan, &self.settings, self.gil_unavailable().is_none())
    }

    /// Which of these ranges the visitor wants.
    pub fn chosen(&self, ranges: &[Range]) -> usize {
        let wanted = self.view.axis.as_ref();
        ranges.iter().position(|range| Some(&range.axis) == wanted).unwrap_or(0)
    }

    /// The latest sweep was one of another program, what it varies aside, or with other settings.
    pub fn is_sweep_outdated(&self) -> bool {
        self.sweep.as_ref().is_some_and(|sweep| !sweep.is_of(&self.code, &self.settings))
    }

    /// Begins a sweep over what is chosen.
    pub(super) fn begin_sweep(&mut self) {
        self.view.bring(Lower::Charts);
        let ranges = self.ranges();
        if let Some(range) = ranges.get(self.chosen(&ranges)).cloned() {
            self.sweep = Some(Sweep::new(range, &self.code, &self.settings));
            self.start_swept();
        }
    }

    /// Begins the sweep's next run; it has none when all are over.
    pub(super) fn start_swept(&mut self) {
        let Some(sweep) = self.sweep.as_ref().filter(|sweep| sweep.current().is_some()) else { return };
        // What is measured rests: the engine prepares workers for the next run meanwhile.
        let (driver, rested) =
            (sweep.settings.driver, sweep.settings.driver == Driver::Web && sweep.done > 0);
        self.start(false);
        (self.run.driver, self.run.sweeps) = (driver, true);
        let request = Box::new(self.request());
        self.outbox.push(Command::Run { request, rested });
    }

    /// Takes a value of the latest sweep over into the controls, and runs.
    pub(super) fn run_swept(&mut self, at: usize) {
        let Some(range) = self.sweep.as_ref().map(|sweep| sweep.range.clone()) else { return };
        match range.apply(at, &self.code, &self.settings) {
            Ok((code, settings)) => {
                self.set_code(code, true);
                self.set_settings(settings);
                self.run_program(None);
            }
            Err(errors) => self.notices.extend(errors.iter().map(Notice::of_value)),
        }
    }
}
