//! What a lesson says about its own runs, so that tests can hold it to it.

/// How far the text that a lesson prints is determined, and so may be compared with another Python's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Output {
    /// Every character, in order.
    #[default]
    Exact,
    /// The lines, in any order.
    Lines,
    /// The characters, in any order: unlocked `print` calls mix within lines.
    Letters,
    /// The lines in any order, numbers apart: times, pids, identities.
    Shape,
    /// Nothing but the way it ends.
    Free,
}

impl Output {
    /// What a front matter may say.
    pub const NAMES: &'static str = "exact, lines, letters, shape, free";

    pub(crate) fn named(name: &str) -> Option<Output> {
        Some(match name {
            "exact" => Output::Exact,
            "lines" => Output::Lines,
            "letters" => Output::Letters,
            "shape" => Output::Shape,
            "free" => Output::Free,
            _ => return None,
        })
    }

    /// The determined part of a text: two runs agree if these are equal.
    pub fn determined(self, text: &str) -> String {
        match self {
            Output::Exact => text.to_owned(),
            Output::Lines => sorted(text.lines().map(str::to_owned).collect()),
            Output::Letters => sorted(text.chars().map(String::from).collect()),
            Output::Shape => sorted(text.lines().map(without_numbers).collect()),
            Output::Free => String::new(),
        }
    }
}

fn sorted(mut parts: Vec<String>) -> String {
    parts.sort();
    parts.join("\n")
}

/// Each number, with its fraction and the blanks that align it, becomes one `#`.
fn without_numbers(line: &str) -> String {
    let mut out = String::new();
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        if !letter.is_ascii_digit() {
            out.push(letter);
            continue;
        }
        while letters.next_if(|next| next.is_ascii_digit() || *next == '.').is_some() {}
        out.truncate(out.trim_end().len());
        out.push('#');
    }
    out
}

/// How a run shows what a lesson is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// Nobody can go on.
    Deadlock,
    /// It prints a text that contains this.
    Prints(String),
    /// A traceback or its last line contains this.
    Raises(String),
}

impl Run {
    pub(crate) fn named(text: &str) -> Option<Run> {
        if text == "deadlock" {
            return Some(Run::Deadlock);
        }
        let (word, rest) = text.split_once(' ')?;
        match word {
            "prints" => Some(Run::Prints(rest.to_owned())),
            "raises" => Some(Run::Raises(rest.to_owned())),
            _ => None,
        }
    }
}

/// Who runs next in the simulator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// At random rather than in turn.
    pub random: bool,
    /// Of the random choices.
    pub seed: u64,
}

impl Schedule {
    pub(crate) fn named(text: &str) -> Option<Schedule> {
        match text.split_once(' ') {
            None if text == "round-robin" => Some(Schedule::default()),
            Some(("random", seed)) => Some(Schedule { random: true, seed: seed.trim().parse().ok()? }),
            _ => None,
        }
    }
}

/// What the broken version of a lesson does under a schedule, and its mended version never does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// What happens.
    pub run: Run,
    /// Values of the broken version.
    pub broken: Vec<(String, String)>,
    /// Under which it happens.
    pub schedule: Schedule,
    /// Values of the mended version.
    pub mended: Vec<(String, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn determined_parts() {
        for (name, text, other, same) in [
            ("exact", "a\nb\n", "a\nb\n", true),
            ("exact", "a\nb\n", "b\na\n", false),
            ("lines", "a\nb\n", "b\na\n", true),
            ("lines", "a\nb\n", "ab\n\n", false),
            ("letters", "ab\n\n", "a\nb\n", true),
            ("letters", "ab", "aa", false),
            ("shape", "took  9.25 ms\npid 7", "pid 123\ntook 10 ms", true),
            ("shape", "took 9.25 ms", "took 9.25 s", false),
            ("free", "a", "b", true),
        ] {
            let output = Output::named(name).unwrap();
            assert_eq!(
                output.determined(text) == output.determined(other),
                same,
                "{name} {text:?} {other:?}"
            );
        }
        assert!(Output::NAMES.split(", ").all(|name| Output::named(name).is_some()));
    }
}
