//! How the command puts things.

use std::io::Write;

use anyhow::Result;
use interleave_analysis::words;

/// Lines shown of a text.
const LINES: usize = 12;

/// Characters shown of a line.
pub(crate) const WIDTH: usize = 160;

/// Whether nobody reads any more what is written.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kind = error.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
    kind == Some(std::io::ErrorKind::BrokenPipe)
}

/// The beginning of a text, behind a mark on each line.
pub(crate) fn write_text(to: &mut impl Write, mark: &str, text: &str) -> Result<()> {
    let lines = text.lines().count();
    for line in text.lines().take(LINES) {
        match line.char_indices().nth(WIDTH) {
            Some((end, _)) => writeln!(to, "       {mark} {}…", &line[..end])?,
            None => writeln!(to, "       {mark} {line}")?,
        }
    }
    if lines > LINES {
        writeln!(to, "       {mark} … {}", counted((lines - LINES) as u64, "more line"))?;
    }
    Ok(())
}

/// For a POSIX shell.
pub(crate) fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./=+,:".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// `1 run`, `2 runs`
pub(crate) fn counted(count: u64, thing: &str) -> String {
    words::count(usize::try_from(count).unwrap_or(usize::MAX), thing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_a_shell() {
        for (word, expected) in
            [("N=3", "N=3"), ("", "''"), ("KIND=\"a b\"", "'KIND=\"a b\"'"), ("it's", r"'it'\''s'")]
        {
            assert_eq!(quoted(word), expected);
        }
    }

    #[test]
    fn long_texts_are_cut() {
        let mut written = Vec::new();
        write_text(&mut written, "|", &"x\n".repeat(LINES + 2)).unwrap();
        write_text(&mut written, "|", &"ä".repeat(WIDTH + 1)).unwrap();
        let written = String::from_utf8(written).unwrap();
        assert!(written.contains("| … 2 more lines\n"), "{written}");
        assert!(written.ends_with("ä…\n"), "{written}");
        assert_eq!(written.lines().count(), LINES + 2);
    }
}
