//! The program run once for each value of something, to compare how long it takes: what can be varied, and what came of it.

use std::rc::Rc;

use interleave_analysis::scaling;
use interleave_lesson::{Control, Param, Scan, Value, ValueError, set};
use interleave_run::{Driver, Settings};

use crate::state::Run;

/// Values of a sweep at most: as many rows as one sees at a glance.
const MOST: usize = 8;

/// What can be varied.
#[derive(Clone, Debug, PartialEq)]
pub enum Axis {
    /// The parameter of this name.
    Parameter(String),
    /// Virtual cores.
    Cores,
    /// The GIL.
    Gil,
}

/// An axis with its values.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    /// What is varied.
    pub axis: Axis,
    /// As its control is called, with the unit: `Workers`, `Pause between two letters [s]`.
    pub label: String,
    /// In order; two at least.
    pub values: Vec<Value>,
}

/// What came of the runs with one value.
#[derive(Clone, Debug, PartialEq)]
pub enum Point {
    /// They came to their end.
    Ended {
        /// In nanoseconds; the fastest run's.
        time: u64,
        /// How many workers ran at once on average in it.
        at_once: f64,
    },
    /// They did not: how else.
    Failed(String),
}

/// The latest sweep.
#[derive(Clone, Debug, PartialEq)]
pub struct Sweep {
    /// Over what.
    pub range: Range,
    /// The program.
    code: Rc<str>,
    /// Who executes it, and how otherwise.
    pub settings: Settings,
    /// For each value that had its turn.
    pub points: Vec<Point>,
    /// Runs that are over.
    pub done: usize,
}

/// What of a program and its settings can be varied, what says most about it first.
pub fn ranges(scan: &Scan, settings: &Settings, gil_is_free: bool) -> Vec<Range> {
    let of_param = |param: &Param| {
        let unit = if param.unit.is_empty() { String::new() } else { format!(" [{}]", param.unit) };
        let label = format!("{}{unit}", param.title);
        Range { axis: Axis::Parameter(param.name.clone()), label, values: values(param) }
    };
    let (mut numbers, others): (Vec<&Param>, Vec<&Param>) =
        scan.params.iter().partition(|param| param.value.as_number().is_some());
    numbers.sort_by_key(|param| !Param::counts_workers(&param.name));
    let mut ranges: Vec<Range> = numbers.into_iter().map(of_param).collect();
    if settings.driver == Driver::Sim {
        let values = [1, 2, 4, 8, 16].map(Value::Integer).to_vec();
        ranges.push(Range { axis: Axis::Cores, label: "Cores".into(), values });
    }
    ranges.extend(others.into_iter().map(of_param));
    if gil_is_free {
        let values = [true, false].map(Value::Bool).to_vec();
        ranges.push(Range { axis: Axis::Gil, label: "GIL".into(), values });
    }
    ranges.retain(|range| range.values.len() > 1);
    ranges
}

/// Values of a parameter: all of them, if they are few.
fn values(param: &Param) -> Vec<Value> {
    match &param.control {
        Control::Boolean => [false, true].map(Value::Bool).to_vec(),
        Control::Choice(choices) => choices.iter().take(MOST).cloned().collect(),
        Control::Slider { min, max, step, whole } => spread(*min, *max, *step, *whole),
        Control::Number { min: Some(min), max: Some(max), whole } => {
            spread(*min, *max, if *whole { 1.0 } else { 0.0 }, *whole)
        }
        // Around the value it has.
        Control::Number { whole, .. } => {
            let now = param.value.as_number().unwrap_or_default();
            let mut values: Vec<Value> =
                [0.25, 0.5, 1.0, 2.0, 4.0].map(|factor| number(now * factor, *whole)).to_vec();
            values.dedup();
            values.retain(|value| param.control.allows(value));
            values
        }
        Control::Text => Vec::new(),
    }
}

/// Numbers from `min` to `max`: doubled (or more) each time where that covers the range better than equal distances.
fn spread(min: f64, max: f64, step: f64, whole: bool) -> Vec<Value> {
    let positions = if step > 0.0 { (max - min) / step } else { f64::INFINITY };
    let numbers: Vec<f64> = if positions.round() < MOST as f64 && (positions - positions.round()).abs() < 1e-6
    {
        (0..=positions.round() as u32).map(|at| min + f64::from(at) * step).collect()
    } else if min > 0.0 && max / min >= MOST as f64 {
        let mut factor = 2.0;
        while max / min > f64::powi(factor, MOST as i32 - 1) {
            factor *= 2.0;
        }
        let below = std::iter::successors(Some(min), |number| Some(number * factor));
        below.take_while(|number| *number < max).chain([max]).collect()
    } else {
        let apart = (max - min) / (MOST - 1) as f64;
        let snap =
            |number: f64| if step > 0.0 { min + ((number - min) / step).round() * step } else { number };
        (0..MOST).map(|at| snap(min + at as f64 * apart).min(max)).collect()
    };
    let mut values: Vec<Value> = numbers.into_iter().map(|value| number(value, whole)).collect();
    values.dedup();
    values
}

/// A number as one would write it.
fn number(number: f64, whole: bool) -> Value {
    if whole { Value::Integer(number.round() as i64) } else { Value::Number((number * 1e6).round() / 1e6) }
}

impl Range {
    /// A program and the way to run it, with a value.
    pub fn apply(
        &self,
        at: usize,
        code: &str,
        settings: &Settings,
    ) -> Result<(String, Settings), Vec<ValueError>> {
        let (mut code, mut settings) = (code.to_owned(), settings.clone());
        match (&self.axis, &self.values[at]) {
            (Axis::Parameter(name), value) => code = set(&code, &[(name, &value.plain())])?,
            (Axis::Cores, value) => settings.cores = value.as_number().map_or(1, |cores| cores as u32),
            (Axis::Gil, value) => settings.gil = *value == Value::Bool(true),
        }
        Ok((code, settings))
    }
}

impl Sweep {
    /// One that is about to begin.
    pub fn new(range: Range, code: &Rc<str>, settings: &Settings) -> Sweep {
        let mut settings = settings.clone();
        // Nobody is asked during a sweep.
        settings.policy = settings.policy.unattended();
        Sweep { range, code: code.clone(), settings, points: Vec::new(), done: 0 }
    }

    /// Whether it is of this program, run in this way: what it varies is not compared.
    pub fn is_of(&self, code: &Rc<str>, settings: &Settings) -> bool {
        let now = Sweep::new(self.range.clone(), code, settings);
        let first = |sweep: &Sweep| sweep.range.apply(0, &sweep.code, &sweep.settings).ok();
        first(self) == first(&now)
    }

    /// The program with the value whose turn it is, and how it is run then.
    pub fn program(&self) -> Option<(String, Settings)> {
        self.range.apply(self.current()?, &self.code, &self.settings).ok()
    }

    /// How often each value has its turn. What is measured differs from run to run, and the first ones meet an engine that the
    /// browser has not compiled well yet; a simulation is the same each time.
    fn rounds(&self) -> usize {
        if self.settings.driver == Driver::Sim { 1 } else { 2 }
    }

    /// How many runs there are in all.
    pub fn runs(&self) -> usize {
        self.range.values.len() * self.rounds()
    }

    /// The value whose turn it is; none when all had theirs.
    pub fn current(&self) -> Option<usize> {
        (self.done < self.runs()).then(|| self.done % self.range.values.len())
    }

    /// Takes what came of a run with the present value.
    pub fn record(&mut self, run: &Run) {
        let Some(at) = self.current() else { return };
        self.done += 1;
        let point = match run.exit {
            Some(0) => {
                let time = (run.summary.seconds.max(0.0) * 1e9).round() as u64;
                Point::Ended { time, at_once: run.timeline.read().summary().overlap() }
            }
            _ if run.summary.deadlock.is_some() => Point::Failed("Deadlock".into()),
            Some(status) => Point::Failed(format!("Exit status {status}")),
            None => return,
        };
        match (self.points.get_mut(at), point) {
            (None, point) => self.points.push(point),
            (Some(Point::Ended { time, .. }), Point::Ended { time: later, .. }) if *time <= later => {}
            (Some(known), point) => *known = point,
        }
    }

    /// The longest time of all, in nanoseconds.
    pub fn longest(&self) -> u64 {
        self.points.iter().filter_map(Point::time).max().unwrap_or(0)
    }

    /// How many times faster it was with a value than with the first one.
    pub fn speed_up(&self, at: usize) -> Option<f64> {
        let (first, this) = (self.points.first()?.time()?, self.points.get(at)?.time()?);
        scaling::speed_up(first as f64, this as f64)
    }

    /// `Sweep, run 3 of 12`; after its end `Sweep, 12 runs`
    pub fn progress(&self, active: bool) -> String {
        match (active, self.done) {
            (true, done) => format!("Sweep, run {} of {}", done + 1, self.runs()),
            (false, done) if done < self.runs() => format!("Sweep, {done} of {} runs", self.runs()),
            (false, done) => format!("Sweep, {done} runs"),
        }
    }
}

impl Point {
    /// In nanoseconds.
    pub fn time(&self) -> Option<u64> {
        match self {
            Point::Ended { time, .. } => Some(*time),
            Point::Failed(_) => None,
        }
    }
}

/// A value in the words of its control.
pub fn words(value: &Value) -> String {
    match value {
        Value::Bool(on) => if *on { "on" } else { "off" }.into(),
        value => value.plain(),
    }
}

#[cfg(test)]
mod tests {
    use interleave_lesson::scan;

    use super::*;

    fn texts(range: &Range) -> String {
        range.values.iter().map(words).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn values_of_parameters() {
        for (param, expected) in [
            ("4  #@param {type:\"slider\", min:1, max:32}", "1 2 4 8 16 32"),
            ("4  #@param {type:\"slider\", min:1, max:6}", "1 2 3 4 5 6"),
            ("4  #@param {type:\"slider\", min:1, max:12}", "1 2 4 8 12"),
            ("4  #@param {type:\"slider\", min:3, max:12}", "3 4 6 7 8 9 11 12"),
            ("9  #@param {type:\"slider\", min:0, max:50}", "0 7 14 21 29 36 43 50"),
            ("500  #@param {type:\"slider\", min:1, max:100000}", "1 8 64 512 4096 32768 100000"),
            ("500  #@param {type:\"slider\", min:100, max:2000, step:100}", "100 200 400 800 1600 2000"),
            ("0.1  #@param {type:\"slider\", min:0, max:0.3, step:0.1}", "0.0 0.1 0.2 0.3"),
            (
                "0.1  #@param {type:\"slider\", min:0, max:1, step:0.05}",
                "0.0 0.15 0.3 0.45 0.55 0.7 0.85 1.0",
            ),
            ("8  #@param {type:\"integer\"}", "2 4 8 16 32"),
            ("1  #@param {type:\"integer\", min:1}", "1 2 4"),
            ("\"b\"  #@param [\"a\", \"b\", \"c\"]", "a b c"),
            ("True  #@param {type:\"boolean\"}", "off on"),
        ] {
            let scan = scan(&format!("X = {param}\n"));
            let found = ranges(&scan, &Settings { driver: Driver::Web, ..Settings::default() }, false);
            assert_eq!(found.iter().map(texts).collect::<Vec<_>>(), [expected], "{param}");
        }
    }

    #[test]
    fn workers_come_first_and_texts_never() {
        let text = "LOCK = True  #@param {type:\"boolean\"}\nNAME = \"x\"  #@param {type:\"string\"}\n\
                    # Pause between letters [s]\nPAUSE = 2  #@param {type:\"slider\", min:1, max:4}\n\
                    WORKERS = 2  #@param {type:\"slider\", min:1, max:4}\n";
        let labels = |driver, gil| -> Vec<String> {
            let settings = Settings { driver, ..Settings::default() };
            ranges(&scan(text), &settings, gil).into_iter().map(|range| range.label).collect()
        };
        assert_eq!(
            labels(Driver::Sim, true),
            ["Workers", "Pause between letters [s]", "Cores", "Lock", "GIL"]
        );
        assert_eq!(labels(Driver::Web, false), ["Workers", "Pause between letters [s]", "Lock"]);
    }
}
