//! Numbers with units.

/// A time in nanoseconds, in the unit that suits it: `12.3 ms`.
pub fn time(nanoseconds: u64) -> String {
    let (size, unit) = unit_for(nanoseconds);
    format!("{} {unit}", short(nanoseconds as f64 / size))
}

/// The unit for times around `nanoseconds`, and its size in nanoseconds.
pub fn unit_for(nanoseconds: u64) -> (f64, &'static str) {
    match nanoseconds {
        0..1_000 => (1.0, "ns"),
        1_000..1_000_000 => (1e3, "µs"),
        1_000_000..1_000_000_000 => (1e6, "ms"),
        _ => (1e9, "s"),
    }
}

/// Three significant digits, without needless zeros.
pub fn short(number: f64) -> String {
    let digits = match number.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        _ => 2,
    };
    let text = format!("{number:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A size in bytes, in the unit that suits it: `1.5 kB`.
pub fn bytes(size: u64) -> String {
    match size as f64 {
        size if size < 1e3 => format!("{size} B"),
        size if size < 1e6 => format!("{} kB", short(size / 1e3)),
        size => format!("{} MB", short(size / 1e6)),
    }
}

/// `1 message`, `2 messages`
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        for (nanoseconds, text) in [
            (0, "0 ns"),
            (999, "999 ns"),
            (1_500, "1.5 µs"),
            (12_345_678, "12.3 ms"),
            (100_000_000, "100 ms"),
            (2_000_000_000, "2 s"),
        ] {
            assert_eq!(time(nanoseconds), text);
        }
        assert_eq!([bytes(0), bytes(1_500), bytes(2_000_000)], ["0 B", "1.5 kB", "2 MB"]);
        assert_eq!((count(1, "message"), count(0, "message")), ("1 message".into(), "0 messages".into()));
    }
}
