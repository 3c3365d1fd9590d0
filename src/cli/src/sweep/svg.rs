//! A sweep as a picture.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use interleave_analysis::scaling::Law;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;

use super::results::Results;

const SIZE: (u32, u32) = (800, 520);

/// Told apart by those who see few colours too (Okabe and Ito 2008).
const COLOURS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
];

const GREY: RGBColor = RGBColor(130, 130, 130);

/// Points of a curve.
const STEPS: u32 = 200;

/// Writes it.
///
/// # Errors
/// If the file cannot be written.
pub(super) fn write(path: &Path, results: &Results) -> Result<()> {
    let picture = text(results).map_err(|error| anyhow!("the picture cannot be drawn: {error}"))?;
    std::fs::write(path, picture).with_context(|| format!("{} cannot be written", path.display()))
}

fn text(results: &Results) -> Result<String, Box<dyn std::error::Error>> {
    let mut text = String::new();
    {
        let area = SVGBackend::with_string(&mut text, SIZE).into_drawing_area();
        area.fill(&WHITE)?;
        if results.series.iter().any(|series| results.speed_ups(series).len() > 1) {
            speed_ups(&area, results)?;
        } else {
            times(&area, results)?;
        }
        area.present()?;
    }
    Ok(text)
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;
type Drawn<'a> = Result<(), DrawingAreaErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>>;

type Chart<'a> = ChartContext<'a, SVGBackend<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Says what the curves and points are.
fn explain<'a>(chart: &mut Chart<'a>) -> Drawn<'a> {
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE.mix(0.85))
        .border_style(GREY)
        .label_font(("sans-serif", 13))
        .draw()
}

/// A measured point, as the legend has it.
fn point_key(colour: RGBColor) -> impl Fn((i32, i32)) -> Circle<(i32, i32), i32> {
    move |(x, y)| Circle::new((x + 9, y), 4, colour.filled())
}

/// Speed-up over workers, with what the laws say.
fn speed_ups<'a>(area: &Area<'a>, results: &Results) -> Drawn<'a> {
    let all: Vec<Vec<(f64, f64)>> = results.series.iter().map(|series| results.speed_ups(series)).collect();
    let most = all.iter().flatten().map(|point| point.0).fold(2.0, f64::max);
    let highest = all.iter().flatten().map(|point| point.1).fold(1.0, f64::max);
    let top = (highest * 1.25).min(most.max(highest)).max(1.5);
    let mut chart = ChartBuilder::on(area)
        .caption(format!("{}, {}", results.file, results.runner), ("sans-serif", 18))
        .margin(16)
        .x_label_area_size(44)
        .y_label_area_size(56)
        .build_cartesian_2d(1.0..most, 0.0..top)?;
    let y = if results.scaled { "Scaled speed-up" } else { "Speed-up" };
    // There are no halves of workers.
    let whole = |workers: &f64| if workers.fract() == 0.0 { workers.to_string() } else { String::new() };
    chart
        .configure_mesh()
        .x_label_formatter(&whole)
        .x_desc(results.axes.main.name.clone())
        .y_desc(y)
        .max_light_lines(0)
        .draw()?;
    let curve = |speed_up: &dyn Fn(f64) -> f64| -> Vec<(f64, f64)> {
        let workers = |step: u32| 1.0 + (most - 1.0) * f64::from(step) / f64::from(STEPS);
        let points = (0..=STEPS).map(|step| (workers(step), speed_up(workers(step))));
        points.filter(|point| (0.0..=top).contains(&point.1)).collect()
    };
    let key = |style: ShapeStyle| move |(x, y)| PathElement::new(vec![(x, y), (x + 18, y)], style);
    let ideal = curve(&|workers| workers);
    chart
        .draw_series(LineSeries::new(ideal, GREY))?
        .label("as many times faster as there are workers")
        .legend(key(GREY.into()));
    for ((series, points), colour) in results.series.iter().zip(&all).zip(COLOURS.iter().cycle()) {
        let label = series.label();
        let of = if label.is_empty() { String::new() } else { format!(", {label}") };
        let colour = *colour;
        chart
            .draw_series(points.iter().map(|point| Circle::new(*point, 4, colour.filled())))?
            .label(format!("measured{of}"))
            .legend(point_key(colour));
        for (law, fit) in results.fits(series) {
            let style =
                if law == Law::Amdahl { colour.stroke_width(2) } else { colour.mix(0.45).stroke_width(1) };
            let line = curve(&|workers| law.speed_up(fit.serial, workers));
            let label = format!("{}, serial share {:.1} %{of}", law.name(), fit.serial * 100.0);
            chart.draw_series(LineSeries::new(line, style))?.label(label).legend(key(style));
        }
    }
    explain(&mut chart)
}

/// Medians over the values in their order, with the shortest and the longest time.
fn times<'a>(area: &Area<'a>, results: &Results) -> Drawn<'a> {
    let rows: Vec<_> = results.series.iter().map(|series| results.rows(series)).collect();
    let longest = rows.iter().flatten().flatten().map(|row| row.spread.max).fold(0.0, f64::max);
    let values = &results.axes.main.values;
    let last = values.len() as f64 - 0.5;
    let mut chart = ChartBuilder::on(area)
        .caption(format!("{}, {}", results.file, results.runner), ("sans-serif", 18))
        .margin(16)
        .x_label_area_size(44)
        .y_label_area_size(72)
        .build_cartesian_2d(-0.5..last, 0.0..if longest > 0.0 { longest * 1.1 } else { 1.0 })?;
    let value = |at: &f64| {
        let whole = (at - at.round()).abs() < 1e-6 && *at >= 0.0;
        if whole { values.get(at.round() as usize).cloned().unwrap_or_default() } else { String::new() }
    };
    let y = if results.simulated { "Virtual time [s]" } else { "Time [s]" };
    chart
        .configure_mesh()
        .disable_x_mesh()
        .x_labels(values.len() * 2 + 1)
        .x_label_formatter(&value)
        .x_desc(results.axes.main.name.clone())
        .y_desc(y)
        .max_light_lines(0)
        .draw()?;
    for ((series, rows), colour) in results.series.iter().zip(&rows).zip(COLOURS.iter().cycle()) {
        let colour = *colour;
        let points: Vec<_> =
            rows.iter().enumerate().filter_map(|(at, row)| Some((at as f64, (*row)?.spread))).collect();
        let label = series.label();
        chart.draw_series(
            points
                .iter()
                .map(|(at, spread)| PathElement::new(vec![(*at, spread.min), (*at, spread.max)], colour)),
        )?;
        chart
            .draw_series(
                points.iter().map(|(at, spread)| Circle::new((*at, spread.median), 4, colour.filled())),
            )?
            .label(if label.is_empty() { "median, shortest, longest".to_owned() } else { label })
            .legend(point_key(colour));
    }
    explain(&mut chart)
}

#[cfg(test)]
mod tests {
    use super::super::results::tests::results;
    use super::*;

    #[test]
    fn pictures() {
        for (param, times, circles, words) in [
            (
                "WORKERS=1,2,4",
                &[8.0, 5.0, 3.5][..],
                4,
                &["Amdahl 1967, serial share 25.0 %", "Gustafson 1988", "WORKERS"][..],
            ),
            ("SIZE=1,2", &[8.0, 5.0], 3, &["SIZE", "Time [s]"]),
            ("SIZE=1,2", &[8.0, -1.0], 2, &["SIZE"]),
            ("WORKERS=1,2", &[-1.0, -1.0], 1, &["WORKERS"]),
        ] {
            let picture = text(&results(param, times, false)).unwrap();
            // One of them is the key's.
            assert_eq!(picture.matches("<circle").count(), circles, "{param} {times:?}");
            for words in words {
                assert!(picture.contains(words), "{param}: no {words} in {picture}");
            }
            assert!(picture.starts_with("<svg") && picture.trim_end().ends_with("</svg>"));
        }
    }
}
