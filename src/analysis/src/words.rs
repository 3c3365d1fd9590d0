//! Numbers with units, and texts that must fit.

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

/// At most so many letters of a name, cut before its number: it is the end that tells `ForkPoolWorker-1` from its like.
pub fn fit(name: &str, most: usize) -> String {
    let length = name.chars().count();
    if length <= most {
        return name.to_owned();
    }
    let end = name.char_indices().rev().take(6).find(|(_, letter)| matches!(letter, '-' | '_' | ' '));
    let end = match end.map(|(at, _)| &name[at..]) {
        // `-0_1` of `ThreadPoolExecutor-0_1`
        Some(short) if short.starts_with('_') => name.rfind('-').map_or(short, |at| &name[at..]),
        Some(end) => end,
        None => "",
    };
    let end = if end.chars().count() + 4 > most { "" } else { end };
    let start: String = name.chars().take(most - 1 - end.chars().count()).collect();
    format!("{}…{end}", start.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_fit() {
        for (name, text) in [
            ("consumer", "consumer"),
            ("ForkPoolWorker-1", "ForkPoolWork…-1"),
            ("ForkPoolWorker-12", "ForkPoolWor…-12"),
            ("ThreadPoolExecutor-0_1", "ThreadPool…-0_1"),
            ("Thread-1 of Process-2", "Thread-1 of…-2"),
            ("a_name_without_a_number", "a_name_without…"),
            ("a-long-name-a-very-long-end", "a-long-nam…-end"),
            ("Zähler größter Zahlen", "Zähler größter…"),
        ] {
            assert_eq!(fit(name, 15), text);
        }
    }

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
