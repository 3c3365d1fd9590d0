//! A sweep as a table for other programs.

use std::fmt::Write;

use super::results::Results;

/// One line for each value, with its parameters first; empty fields where runs failed, and how in the last one.
pub(super) fn text(results: &Results) -> String {
    let mut head: Vec<String> = vec![results.axes.main.name.clone()];
    head.extend(results.axes.others.iter().map(|axis| axis.name.clone()));
    let mut text = String::new();
    let columns =
        ["runs", "median_seconds", "min_seconds", "max_seconds", "speed_up", "efficiency", "failed"];
    line(&mut text, head.iter().map(String::as_str).chain(columns));
    for series in &results.series {
        for ((value, row), point) in
            results.axes.main.values.iter().zip(results.rows(series)).zip(&series.points)
        {
            let mut fields: Vec<String> = vec![value.clone()];
            fields.extend(series.pairs.iter().map(|(_, value)| value.clone()));
            fields.push(point.times.len().to_string());
            let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
            let spread = row.map(|row| row.spread);
            fields.extend([
                number(spread.map(|spread| spread.median)),
                number(spread.map(|spread| spread.min)),
                number(spread.map(|spread| spread.max)),
                number(row.and_then(|row| row.speed_up)),
                number(row.and_then(|row| row.efficiency)),
                point.failed.clone().unwrap_or_default(),
            ]);
            line(&mut text, fields.iter().map(String::as_str));
        }
    }
    text
}

fn line<'a>(text: &mut String, fields: impl Iterator<Item = &'a str>) {
    let fields: Vec<String> = fields.map(quoted).collect();
    // Writing to a text never fails.
    let _ = writeln!(text, "{}", fields.join(","));
}

/// As RFC 4180 has it.
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::results::tests::results;
    use super::*;

    #[test]
    fn fields() {
        let found = text(&results("WORKERS=1,2", &[8.0, 4.0], false));
        assert_eq!(
            found,
            "WORKERS,runs,median_seconds,min_seconds,max_seconds,speed_up,efficiency,failed\n1,3,8,8,8,1,1,\n2,3,4,4,4,2,1,\n"
        );
        assert!(text(&results("WORKERS=1,2", &[8.0, -1.0], false)).ends_with("\n2,0,,,,,,deadlock\n"));
        assert_eq!(quoted("a, \"b\""), "\"a, \"\"b\"\"\"");
    }
}
