//! Finds the line of an error in what a program wrote to standard error.

/// An error of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// In the main file, from 1.
    pub line: u32,
    /// `ZeroDivisionError: division by zero`
    pub message: String,
}

/// The innermost line of the last traceback that lies in `file`.
pub fn fault(stderr: &str, file: &str) -> Option<Fault> {
    let lines: Vec<&str> = stderr.lines().collect();
    let place = |line: &str| -> Option<u32> {
        let rest = line.trim_start().strip_prefix("File \"")?;
        let (path, rest) = rest.split_once("\", line ")?;
        let same = path == file || path.rsplit('/').next() == Some(file);
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        if same { digits.parse().ok() } else { None }
    };
    let at = lines.iter().rposition(|line| place(line).is_some())?;
    let line = place(lines[at])?;
    // The message is the first line after the indented ones.
    let message = lines[at + 1..].iter().find(|line| !line.is_empty() && !line.starts_with(' ')).copied();
    Some(Fault { line, message: message.unwrap_or("error").to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults() {
        for (stderr, expected) in [
            (
                "Traceback (most recent call last):\n  File \"main.py\", line 9, in <module>\n    f()\n  File \"main.py\", line 4, in f\n    1 / 0\n    ~~^~~\nZeroDivisionError: division by zero\n",
                Some((4, "ZeroDivisionError: division by zero")),
            ),
            (
                "  File \"/tmp/main.py\", line 2\n    x = (\n        ^\nSyntaxError: '(' was never closed\n",
                Some((2, "SyntaxError: '(' was never closed")),
            ),
            (
                "Traceback (most recent call last):\n  File \"main.py\", line 3, in <module>\n  File \"queue.py\", line 70, in get\n_queue.Empty\n",
                Some((3, "_queue.Empty")),
            ),
            ("just a message\n", None),
            ("", None),
        ] {
            let found = fault(stderr, "main.py");
            let expected = expected.map(|(line, message)| Fault { line, message: message.into() });
            assert_eq!(found, expected);
        }
    }
}
