//! A sweep in words and numbers.

use std::io::Write;

use anstyle::{AnsiColor, Style};
use anyhow::Result;
use interleave_analysis::scaling::{Fit, Law};

use super::plot;
use super::results::{Results, Row, Series};

const BAD: Style = AnsiColor::Red.on_default();
const HEAD: Style = Style::new().bold();

/// Writes all of it; the plots are so wide.
pub(super) fn write(to: &mut impl Write, results: &Results, width: usize) -> Result<()> {
    let time = if results.simulated { "virtual time" } else { "time" };
    writeln!(to, "{}: {time} in seconds, {}", results.file, results.runner)?;
    for series in &results.series {
        let label = series.label();
        if !label.is_empty() {
            writeln!(to, "\n{HEAD}{label}{HEAD:#}")?;
        }
        writeln!(to)?;
        rows(to, results, series)?;
        fits(to, results, series)?;
    }
    plot::write(to, results, width)?;
    if results.interrupted {
        writeln!(to, "\nThe sweep was interrupted.")?;
    }
    Ok(())
}

fn rows(to: &mut impl Write, results: &Results, series: &Series) -> Result<()> {
    let main = &results.axes.main;
    let width = main.values.iter().chain([&main.name]).map(|word| word.chars().count()).max().unwrap_or(0);
    let scaled = if results.scaled { "scaled speed-up" } else { "speed-up" };
    let efficiency = if results.axes.of_workers { "  efficiency" } else { "" };
    writeln!(
        to,
        "{HEAD}{:>width$}  {:>10}  {:>10}  {:>10}  {scaled}{efficiency}{HEAD:#}",
        main.name, "median", "min", "max"
    )?;
    let broad = scaled.len();
    for ((value, row), point) in main.values.iter().zip(results.rows(series)).zip(&series.points) {
        write!(to, "{value:>width$}  ")?;
        match (row, &point.failed) {
            (Some(Row { spread, speed_up, efficiency }), _) => {
                let [median, min, max] = [spread.median, spread.min, spread.max].map(seconds);
                write!(to, "{median:>10}  {min:>10}  {max:>10}  {:>broad$}", number(speed_up))?;
                if results.axes.of_workers {
                    write!(to, "  {:>10}", number(efficiency))?;
                }
            }
            (None, Some(how)) => write!(to, "{BAD}{how}{BAD:#}")?,
            (None, None) => write!(to, "not run")?,
        }
        writeln!(to)?;
    }
    Ok(())
}

fn fits(to: &mut impl Write, results: &Results, series: &Series) -> Result<()> {
    let fits = results.fits(series);
    if fits.is_empty() {
        if results.axes.of_workers && results.axes.main.values.len() > 1 {
            writeln!(
                to,
                "\nFor Amdahl's and Gustafson's laws there must be runs with {}=1 and with more.",
                results.axes.main.name
            )?;
        }
        return Ok(());
    }
    writeln!(to)?;
    for (law, fit) in &fits {
        writeln!(to, "{}", sentence(*law, fit))?;
    }
    Ok(())
}

/// A law with its serial share.
fn sentence(law: Law, fit: &Fit) -> String {
    let uncertainty = fit.uncertainty.map(|error| format!(" ± {:.1}", error * 100.0)).unwrap_or_default();
    let limit = match law.limit(fit.serial) {
        Some(limit) => format!(", so at most {limit:.1} times faster"),
        None => String::new(),
    };
    format!(
        "{:<14}  serial share {:.1}{uncertainty} %{limit}; {:.2} off the measured speed-ups (root mean square)",
        law.name(),
        fit.serial * 100.0,
        fit.distance
    )
}

/// Seconds with four digits that count.
pub(super) fn seconds(seconds: f64) -> String {
    let digits = if seconds > 0.0 { (3 - seconds.log10().floor() as i32).clamp(0, 9) } else { 3 };
    format!("{seconds:.*}", digits as usize)
}

fn number(number: Option<f64>) -> String {
    number.map_or_else(|| "-".into(), |number| format!("{number:.2}"))
}

#[cfg(test)]
mod tests {
    use super::super::results::tests::results;
    use super::*;

    #[test]
    fn digits() {
        for (time, expected) in [
            (0.0, "0.000"),
            (1.0, "1.000"),
            (12.3456, "12.35"),
            (0.000123456, "0.0001235"),
            (12345.6, "12346"),
        ] {
            assert_eq!(seconds(time), expected);
        }
    }

    #[test]
    fn a_table_says_what_was_measured() {
        for (param, times, scaled, words, absent) in [
            (
                "WORKERS=1,2,4",
                &[8.0, 5.0, 3.5][..],
                false,
                &[
                    "WORKERS      median         min         max  speed-up  efficiency\n",
                    "      2       5.000       5.000       5.000      1.60        0.80\n",
                    "Amdahl 1967     serial share 25.0 ± 0.0 %, so at most 4.0 times faster; 0.00 off",
                    "Gustafson 1988  serial share ",
                ][..],
                "There must be",
            ),
            ("WORKERS=1,2", &[8.0, 8.0], true, &["scaled speed-up", "2.00        1.00\n"], "not run"),
            (
                "WORKERS=1,2",
                &[8.0, -1.0],
                false,
                &["      2  deadlock\n", "WORKERS=1 and with more"],
                "Amdahl 1967",
            ),
            ("SIZE=1,2", &[8.0, 4.0], false, &["   2       4.000"], "efficiency"),
        ] {
            let mut written = Vec::new();
            write(&mut anstream::StripStream::new(&mut written), &results(param, times, scaled), 80).unwrap();
            let written = String::from_utf8(written).unwrap();
            for words in words {
                assert!(written.contains(words), "{param}: {words:?} is not in\n{written}");
            }
            assert!(!written.contains(absent), "{param}: {absent} is in\n{written}");
        }
    }
}
