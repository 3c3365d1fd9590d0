//! A sweep as a plot in the terminal: the speed-up over the workers, or bars of time.

use std::io::Write;

use anyhow::Result;
use interleave_analysis::scaling::Law;

use super::results::Results;
use super::table::seconds;

/// Rows of a plot.
const HEIGHT: usize = 14;

/// Columns of it, where there is room.
const WIDTH: usize = 72;

/// Columns left of the axis.
const LEFT: usize = 6;

/// What is measured of each series; from the fifth on they begin again.
const MARKS: [char; 4] = ['●', '■', '▲', '◆'];

/// The plot that fits.
pub(super) fn write(to: &mut impl Write, results: &Results, width: usize) -> Result<()> {
    let lines: Vec<Vec<(f64, f64)>> = results.series.iter().map(|series| results.speed_ups(series)).collect();
    if lines.iter().any(|points| points.len() > 1) {
        speed_ups(to, results, &lines, width)
    } else {
        bars(to, results, width)
    }
}

fn speed_ups(to: &mut impl Write, results: &Results, lines: &[Vec<(f64, f64)>], width: usize) -> Result<()> {
    let most = lines.iter().flatten().map(|point| point.0).fold(1.0, f64::max);
    let highest = lines.iter().flatten().map(|point| point.1).fold(1.0, f64::max);
    // The ideal line leaves the picture where the program is far from it.
    let top = (highest * 1.25).min(most.max(highest)).max(1.5);
    let columns = WIDTH.min(width.saturating_sub(LEFT + 2)).max(20);
    let mut canvas = Canvas { columns, most, top, cells: vec![vec![Cell::Empty; columns]; HEIGHT] };
    canvas.curve(|workers| workers, '·');
    for (series, mark) in results.series.iter().zip(MARKS.iter().cycle()) {
        if let Some((law, fit)) = results.fits(series).into_iter().find(|(law, _)| *law == Law::Amdahl) {
            canvas.dots(|workers| law.speed_up(fit.serial, workers));
        }
        for (workers, times) in results.speed_ups(series) {
            canvas.mark(workers, times, *mark);
        }
    }
    writeln!(to)?;
    for (row, cells) in canvas.cells.iter().enumerate() {
        // A number at the top, in the middle and at the bottom.
        let label = if [0, HEIGHT / 2, HEIGHT - 1].contains(&row) {
            format!("{:.1}", canvas.value(row))
        } else {
            String::new()
        };
        let text: String = cells.iter().map(Cell::glyph).collect();
        writeln!(to, "{label:>LEFT$} ┤{}", text.trim_end())?;
    }
    writeln!(to, "{:LEFT$} └{}", "", "─".repeat(columns))?;
    let last = most.to_string();
    let gap = columns.saturating_sub(1 + last.len());
    let name: String = results.axes.main.name.chars().take(gap).collect();
    writeln!(to, "{:LEFT$}  1{name:^gap$}{last}", "")?;
    let scaled = if results.scaled { "scaled speed-up" } else { "speed-up" };
    for (series, mark) in results.series.iter().zip(MARKS.iter().cycle()) {
        let label = series.label();
        let of = if label.is_empty() { String::new() } else { format!(" with {label}") };
        writeln!(to, "{:LEFT$}  {mark} {scaled}{of}", "")?;
    }
    writeln!(to, "{:LEFT$}  · as many times faster as there are workers   ⣀⠤⠒ Amdahl's law", "")?;
    Ok(())
}

/// Bars of the medians.
fn bars(to: &mut impl Write, results: &Results, width: usize) -> Result<()> {
    let main = &results.axes.main;
    let rows: Vec<_> = results.series.iter().map(|series| (series, results.rows(series))).collect();
    let longest =
        rows.iter().flat_map(|(_, rows)| rows).flatten().map(|row| row.spread.median).fold(0.0, f64::max);
    if longest <= 0.0 {
        return Ok(());
    }
    let values = main
        .values
        .iter()
        .map(|value| value.chars().count() + main.name.chars().count() + 1)
        .max()
        .unwrap_or(0);
    let room = WIDTH.min(width.saturating_sub(values + 14)).max(10);
    for (series, rows) in rows {
        let label = series.label();
        writeln!(to)?;
        if !label.is_empty() {
            writeln!(to, "{label}")?;
        }
        for (value, row) in main.values.iter().zip(rows) {
            let Some(row) = row else { continue };
            let name = format!("{}={value}", main.name);
            writeln!(
                to,
                "{name:>values$} {} {}",
                bar(row.spread.median / longest, room),
                seconds(row.spread.median)
            )?;
        }
    }
    Ok(())
}

/// A bar of a share of so many columns, to an eighth of one.
fn bar(share: f64, columns: usize) -> String {
    let eighths = (share * columns as f64 * 8.0).round() as usize;
    let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    let bar = format!("{}{rest}", "█".repeat(eighths / 8));
    // What takes any time at all is seen.
    if bar.is_empty() { "▏".into() } else { bar }
}

/// A character of a plot.
#[derive(Clone, Copy)]
enum Cell {
    Empty,
    Glyph(char),
    /// Some of its eight dots, by their bits in Unicode.
    Dots(u8),
}

impl Cell {
    fn glyph(&self) -> char {
        match self {
            Cell::Empty => ' ',
            Cell::Glyph(glyph) => *glyph,
            Cell::Dots(dots) => char::from_u32(0x2800 + u32::from(*dots)).unwrap_or('·'),
        }
    }
}

/// A plane of workers from 1, and of speed-ups from 0.
struct Canvas {
    columns: usize,
    most: f64,
    top: f64,
    cells: Vec<Vec<Cell>>,
}

impl Canvas {
    /// The speed-up at the middle of a row.
    fn value(&self, row: usize) -> f64 {
        self.top * (HEIGHT - 1 - row) as f64 / (HEIGHT - 1) as f64
    }

    /// The number of workers at a place from 0 to 1 of the width.
    fn workers(&self, share: f64) -> f64 {
        1.0 + share * (self.most - 1.0)
    }

    fn row(&self, speed_up: f64) -> Option<usize> {
        let row = ((1.0 - speed_up / self.top) * (HEIGHT - 1) as f64).round();
        (row >= 0.0 && (row as usize) < HEIGHT).then_some(row as usize)
    }

    /// A glyph in every second column.
    fn curve(&mut self, speed_up: impl Fn(f64) -> f64, glyph: char) {
        for column in (0..self.columns).step_by(2) {
            let workers = self.workers(column as f64 / (self.columns - 1) as f64);
            if let Some(row) = self.row(speed_up(workers)) {
                self.cells[row][column] = Cell::Glyph(glyph);
            }
        }
    }

    /// A finer line: two dots a column, four a row.
    fn dots(&mut self, speed_up: impl Fn(f64) -> f64) {
        for at in 0..self.columns * 2 {
            let workers = self.workers(at as f64 / (self.columns * 2 - 1) as f64);
            let height = (1.0 - speed_up(workers) / self.top) * (HEIGHT - 1) as f64 + 0.5;
            let fine = (height * 4.0).floor();
            if fine < 0.0 || fine >= (HEIGHT * 4) as f64 {
                continue;
            }
            let (row, quarter) = (fine as usize / 4, fine as usize % 4);
            let bits = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
            let known = match self.cells[row][at / 2] {
                Cell::Dots(dots) => dots,
                Cell::Empty | Cell::Glyph(_) => 0,
            };
            self.cells[row][at / 2] = Cell::Dots(known | bits[quarter][at % 2]);
        }
    }

    fn mark(&mut self, workers: f64, speed_up: f64, mark: char) {
        let share = if self.most > 1.0 { (workers - 1.0) / (self.most - 1.0) } else { 0.0 };
        let column = (share * (self.columns - 1) as f64).round() as usize;
        if let Some(row) = self.row(speed_up) {
            self.cells[row][column.min(self.columns - 1)] = Cell::Glyph(mark);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::results::tests::results;
    use super::*;

    fn plot(param: &str, times: &[f64], width: usize) -> String {
        let mut written = Vec::new();
        write(&mut written, &results(param, times, false), width).unwrap();
        String::from_utf8(written).unwrap()
    }

    #[test]
    fn marks_stand_where_they_belong() {
        let plot = plot("WORKERS=1..3", &[6.0, 3.0, 2.0], 80);
        let lines: Vec<&str> = plot.lines().skip(1).collect();
        let places: Vec<(usize, usize)> = lines
            .iter()
            .enumerate()
            .flat_map(|(row, line)| {
                line.chars().enumerate().filter(|(_, c)| *c == '●').map(move |(column, _)| (row, column))
            })
            .filter(|(row, _)| *row < HEIGHT)
            .collect();
        // From the axis on, in equal steps: three times faster in the uppermost row.
        let start = LEFT + 2;
        assert_eq!(places, [(0, start + 71), (4, start + 36), (9, start)], "{plot}");
        assert!(lines[0].starts_with("   3.0 ┤") && plot.contains(" WORKERS "), "{plot}");
    }

    #[test]
    fn plots_fit_and_never_panic() {
        for (param, times) in [
            ("WORKERS=1..8", &[8.0, 4.0, 3.0, 2.5, 2.0, 1.9, 1.8, 1.7][..]),
            ("WORKERS=1,64", &[1.0, 9.0]),
            ("WORKERS=1,2", &[1.0, 0.001]),
            ("WORKERS=1,2", &[-1.0, 1.0]),
            ("WORKERS=1", &[1.0]),
            ("SIZE=1,1000", &[0.5, 3.0]),
            ("SIZE=1,2", &[0.0, 0.0]),
        ] {
            for width in [0, 20, 40, 80, 300] {
                let plot = plot(param, times, width);
                let widest = plot.lines().map(|line| line.chars().count()).max().unwrap_or(0);
                assert!(width < 80 || widest <= width, "{param} {width}: {widest}\n{plot}");
            }
        }
    }

    #[test]
    fn bars_are_as_long_as_their_times() {
        for (share, expected) in [(1.0, "████"), (0.5, "██"), (0.375, "█▌"), (0.0, "▏")] {
            assert_eq!(bar(share, 4), expected);
        }
    }
}
