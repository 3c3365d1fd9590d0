//! A sweep as one value. Its form is described in docs/command.md; what is there stays, more may be added.

use serde_json::{Map, Value, json};

use super::results::{Results, Series};

/// Raised when something means something else than before.
const VERSION: u32 = 1;

/// All of it.
pub(super) fn value(results: &Results) -> Value {
    json!({
        "version": VERSION,
        "program": results.file,
        "runner": results.runner,
        "virtual": results.simulated,
        "scaled": results.scaled,
        "parameter": results.axes.main.name,
        "interrupted": results.interrupted,
        "series": results.series.iter().map(|series| told(results, series)).collect::<Vec<_>>(),
    })
}

fn told(results: &Results, series: &Series) -> Value {
    let others: Map<String, Value> =
        series.pairs.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect();
    let rows = results.rows(series).into_iter().zip(&series.points).zip(&results.axes.main.values);
    let points: Vec<Value> = rows
        .map(|((row, point), value)| {
            let spread = row.map(|row| row.spread);
            json!({
                "value": value,
                "seconds": point.times,
                "median": spread.map(|spread| spread.median),
                "min": spread.map(|spread| spread.min),
                "max": spread.map(|spread| spread.max),
                "speed_up": row.and_then(|row| row.speed_up),
                "efficiency": row.and_then(|row| row.efficiency),
                "failed": point.failed,
            })
        })
        .collect();
    let fits: Vec<Value> = results
        .fits(series)
        .into_iter()
        .map(|(law, fit)| {
            json!({
                "law": law.name(),
                "serial_share": fit.serial,
                "standard_error": fit.uncertainty,
                "rms_error": fit.distance,
                "limit": law.limit(fit.serial),
            })
        })
        .collect();
    json!({ "parameters": others, "points": points, "fits": fits })
}
