//! What came of a sweep.

use interleave_analysis::scaling::{Fit, Law, Spread, speed_up};

use super::axes::Axes;

/// All runs.
pub(crate) struct Results {
    pub(crate) file: String,
    /// Who ran them.
    pub(crate) runner: String,
    /// Time is virtual.
    pub(crate) simulated: bool,
    /// The work grows with the workers.
    pub(crate) scaled: bool,
    pub(crate) axes: Axes,
    /// One for each combination of the other parameters.
    pub(crate) series: Vec<Series>,
    /// Ctrl-C came before the end.
    pub(crate) interrupted: bool,
}

/// The runs with one combination of the other parameters.
pub(crate) struct Series {
    /// The other parameters.
    pub(crate) pairs: Vec<(String, String)>,
    /// One for each value of the main one.
    pub(crate) points: Vec<Point>,
}

/// The runs with one value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Point {
    /// Seconds of those that ended well.
    pub(crate) times: Vec<f64>,
    /// How the first one ended that did not.
    pub(crate) failed: Option<String>,
}

/// What a table says of a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) spread: Spread,
    /// Over the first value, of the medians.
    pub(crate) speed_up: Option<f64>,
    /// The speed-up by the number of workers.
    pub(crate) efficiency: Option<f64>,
}

impl Results {
    /// The rows of a series; none where runs failed, or there were none.
    pub(crate) fn rows(&self, series: &Series) -> Vec<Option<Row>> {
        let spreads: Vec<Option<Spread>> = series.points.iter().map(Point::spread).collect();
        let workers = self.axes.main.numbers().filter(|_| self.axes.of_workers);
        let first = spreads.first().copied().flatten();
        let base = workers.as_ref().map_or(1.0, |workers| workers[0]);
        let row = |(at, spread): (usize, &Option<Spread>)| {
            let spread = (*spread)?;
            let workers = workers.as_ref().map(|workers| workers[at]);
            // Work that grows with the workers is so many times as much.
            let work = if self.scaled { workers.unwrap_or(1.0) / base } else { 1.0 };
            let speed_up =
                first.and_then(|first| speed_up(first.median, spread.median)).map(|times| times * work);
            let efficiency = speed_up.zip(workers).map(|(times, workers)| times * base / workers);
            Some(Row { spread, speed_up, efficiency })
        };
        spreads.iter().enumerate().map(row).collect()
    }

    /// The measured speed-ups over one worker as (workers, times); empty if there is no run with one, or no workers.
    pub(crate) fn speed_ups(&self, series: &Series) -> Vec<(f64, f64)> {
        let Some(workers) = self.axes.main.numbers().filter(|_| self.axes.of_workers) else {
            return Vec::new();
        };
        let rows = self.rows(series);
        let one = workers.iter().position(|workers| *workers == 1.0).and_then(|at| rows[at]?.speed_up);
        let Some(one) = one else { return Vec::new() };
        workers
            .iter()
            .zip(&rows)
            .filter_map(|(workers, row)| Some((*workers, (*row)?.speed_up? / one)))
            .collect()
    }

    /// Both laws with the serial shares that fit best.
    pub(crate) fn fits(&self, series: &Series) -> Vec<(Law, Fit)> {
        let points = self.speed_ups(series);
        Law::ALL.into_iter().filter_map(|law| Some((law, law.fit(&points)?))).collect()
    }

    /// A run failed.
    pub(crate) fn has_failure(&self) -> bool {
        self.series.iter().flat_map(|series| &series.points).any(|point| point.failed.is_some())
    }
}

impl Series {
    /// `SIZE=10 LOCK=True`; empty where only one parameter varies.
    pub(crate) fn label(&self) -> String {
        let pairs: Vec<String> = self.pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join(" ")
    }
}

impl Point {
    fn spread(&self) -> Option<Spread> {
        if self.failed.is_some() { None } else { Spread::of(&self.times) }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A sweep over workers, of these times.
    pub(in crate::sweep) fn results(param: &str, times: &[f64], scaled: bool) -> Results {
        let text = "WORKERS = 1  #@param {type:\"integer\"}\nSIZE = 1  #@param {type:\"integer\"}\n";
        let axes = Axes::read(&[param.to_owned()], "a.py", text).unwrap();
        let points = times.iter().map(|time| match time {
            time if *time < 0.0 => Point { times: vec![], failed: Some("deadlock".into()) },
            time => Point { times: vec![*time; 3], failed: None },
        });
        let series = vec![Series { pairs: Vec::new(), points: points.collect() }];
        Results {
            file: "a.py".into(),
            runner: "x".into(),
            simulated: false,
            scaled,
            axes,
            series,
            interrupted: false,
        }
    }

    #[test]
    fn rows_and_fits() {
        for (param, times, scaled, speed_ups, efficiencies, fits) in [
            ("WORKERS=1,2,4", &[8.0, 4.0, 4.0][..], false, "1 2 2", "1 1 0.5", 2),
            ("WORKERS=1,2,4", &[8.0, 8.0, 16.0], true, "1 2 2", "1 1 0.5", 2),
            // Compared with the first, whatever that is.
            ("WORKERS=2,4", &[8.0, 4.0], false, "1 2", "1 1", 0),
            ("WORKERS=4,2,1", &[2.0, 4.0, 8.0], false, "1 0.5 0.25", "1 1 1", 2),
            ("WORKERS=1,2,4", &[8.0, -1.0, 4.0], false, "1 - 2", "1 - 0.5", 2),
            ("WORKERS=1,2", &[-1.0, 4.0], false, "- -", "- -", 0),
            ("SIZE=1,2", &[8.0, 4.0], false, "1 2", "- -", 0),
            ("WORKERS=1", &[8.0], false, "1", "1", 0),
        ] {
            let results = results(param, times, scaled);
            let series = &results.series[0];
            let rows = results.rows(series);
            let words = |number: fn(&Row) -> Option<f64>| {
                let word =
                    |row: &Option<Row>| row.as_ref().and_then(number).map_or("-".into(), |n| n.to_string());
                rows.iter().map(word).collect::<Vec<_>>().join(" ")
            };
            assert_eq!(words(|row| row.speed_up), speed_ups, "{param} {times:?}");
            assert_eq!(words(|row| row.efficiency), efficiencies, "{param} {times:?}");
            assert_eq!(results.fits(series).len(), fits, "{param} {times:?}");
        }
    }
}
