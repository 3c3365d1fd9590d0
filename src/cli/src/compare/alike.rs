//! When two texts say the same: what of a program's words depends on it, and not on who runs it.

use std::path::Path;

/// How two texts compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    Same,
    /// The same lines in another order.
    Order,
    Different,
}

impl Likeness {
    /// Of two texts that are [`plain`].
    pub(crate) fn of(one: &str, other: &str) -> Likeness {
        let sorted = |text: &str| {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.sort_unstable();
            lines
        };
        if one == other {
            Likeness::Same
        } else if one.ends_with('\n') == other.ends_with('\n') && sorted(one) == sorted(other) {
            Likeness::Order
        } else {
            Likeness::Different
        }
    }

    /// In JSON.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Likeness::Same => "same",
            Likeness::Order => "order",
            Likeness::Different => "different",
        }
    }
}

/// A text without addresses of objects, which no two runs share.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("0x") {
        let (before, number) = rest.split_at(at + 2);
        let digits = number.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(number.len());
        plain.push_str(before);
        // Shorter ones are numbers that a program prints.
        plain.push_str(if digits < 8 { &number[..digits] } else { "…" });
        rest = &number[digits..];
    }
    plain.push_str(rest);
    plain
}

/// What of the tracebacks in a text both can have in common: the last lines, and the frames in the program's own files without
/// the marks beneath their lines. Frames within the library are everybody's own.
pub(crate) fn without_marks(text: &str, own_files: &[&str]) -> String {
    let base = |file: &str| Path::new(file).file_name().map(|name| name.to_os_string());
    let mut kept = String::new();
    let mut frame_at = None;
    for line in text.split_inclusive('\n') {
        // Members of an exception group stand behind bars.
        let bare = line.trim_start_matches([' ', '|']);
        let indent = line.len() - bare.len();
        let frame =
            bare.strip_prefix("File \"").and_then(|rest| rest.split_once('"')).filter(|_| indent >= 2);
        if let Some((file, place)) = frame {
            frame_at = Some(indent);
            if own_files.iter().any(|own| base(own) == base(file)) {
                let name = base(file).unwrap_or_default();
                kept.push_str(&format!("{}File \"{}\"{place}", &line[..indent], name.display()));
            }
            continue;
        }
        // The source line of a frame, and marks, stand further in.
        if frame_at.is_some_and(|at| indent > at) {
            continue;
        }
        frame_at = None;
        kept.push_str(line);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness() {
        for (one, other, expected) in [
            ("a\nb\n", "a\nb\n", Likeness::Same),
            ("a\nb\n", "b\na\n", Likeness::Order),
            ("a\nb\n", "a\n", Likeness::Different),
            ("a\nb", "b\na", Likeness::Order),
            ("a", "a\n", Likeness::Different),
            ("a\na\nb\n", "a\nb\nb\n", Likeness::Different),
            ("<A object at 0x7f00deadbeef>", "<A object at 0x55aa01234567>", Likeness::Same),
            ("0xff", "0xfe", Likeness::Different),
            ("0x", "0x", Likeness::Same),
        ] {
            assert_eq!(Likeness::of(&plain(one), &plain(other)), expected, "{one:?} {other:?}");
        }
    }

    #[test]
    fn tracebacks() {
        let ours = "Traceback (most recent call last):\n  File \"a.py\", line 3, in f\n    g(1 / 0)\n      ~~^~~\n  File \"threading.py\", line 9, in run\nZeroDivisionError: division by zero\nleft\n";
        for (theirs, same) in [
            (
                "Traceback (most recent call last):\n  File \"/tmp/x/a.py\", line 3, in f\n    g(1 / 0)\n  File \"/usr/lib/python3.13/threading.py\", line 1024, in run\n    self._target()\n    ~~~~~~~~~~~~^^\nZeroDivisionError: division by zero\nleft\n",
                true,
            ),
            (
                "Traceback (most recent call last):\n  File \"a.py\", line 4, in f\nZeroDivisionError: division by zero\nleft\n",
                false,
            ),
            (
                "Traceback (most recent call last):\n  File \"a.py\", line 3, in f\nZeroDivisionError: by zero\nleft\n",
                false,
            ),
            (
                "Traceback (most recent call last):\n  File \"a.py\", line 3, in f\nZeroDivisionError: division by zero\n",
                false,
            ),
        ] {
            let [ours, theirs] = [ours, theirs].map(|text| without_marks(text, &["/y/a.py"]));
            assert_eq!(ours == theirs, same, "{ours}{theirs}");
        }
        let group = "  | ExceptionGroup: x (1 sub-exception)\n  +-+---------------- 1 ----------------\n    | Traceback (most recent call last):\n    |   File \"a.py\", line 3, in f\n    |     1 / 0\n    | ZeroDivisionError: division by zero\n    +------------------------------------\n";
        let kept = without_marks(group, &["a.py"]);
        assert_eq!(kept, group.replace("    |     1 / 0\n", ""));
    }
}
