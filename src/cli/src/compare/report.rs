//! A comparison in words.

use std::io::Write;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use anyhow::Result;
use similar::{ChangeTag, TextDiff};

use super::alike::Likeness;
use super::{Comparison, Stream};
use crate::wording::{counted, write_text};

/// Lines of a difference that are shown.
const SHOWN: usize = 200;

/// Lines around a difference.
const AROUND: usize = 3;

/// For texts that have little in common: a rougher answer after that long.
const PATIENCE: Duration = Duration::from_secs(2);

const GONE: Style = AnsiColor::Red.on_default();
const NEW: Style = AnsiColor::Green.on_default();
const PLACE: Style = AnsiColor::Cyan.on_default();
const LOUD: Style = Style::new().bold();

/// Writes it; the verdict comes last.
pub(super) fn write(to: &mut impl Write, comparison: &Comparison) -> Result<()> {
    let width = comparison.sides.iter().map(|side| side.label.chars().count()).max().unwrap_or(0);
    writeln!(to, "{:width$}  exit status        wall         CPU", "")?;
    for side in &comparison.sides {
        let done = &side.done;
        let [wall, cpu] = [done.wall, done.cpu].map(|time| format!("{:.3} s", time.as_secs_f64()));
        writeln!(to, "{:width$}  {:>11}  {wall:>10}  {cpu:>10}", side.label, done.status)?;
    }
    for stream in &comparison.streams {
        write_stream(to, comparison, stream)?;
    }
    let sentence = comparison.sentence();
    writeln!(to, "\n{LOUD}{sentence}{LOUD:#}")?;
    Ok(())
}

fn write_stream(to: &mut impl Write, comparison: &Comparison, stream: &Stream) -> Result<()> {
    let Stream { name, likeness, texts, cut } = stream;
    if *cut {
        writeln!(to, "\n{name} is very long: only its beginning was compared.")?;
    }
    match likeness {
        Likeness::Same if texts[0].is_empty() => return Ok(()),
        Likeness::Same => {
            writeln!(to, "\n{name}, the same of both:")?;
            return write_text(to, "|", &texts[0]);
        }
        Likeness::Order => writeln!(to, "\n{name} has the same lines in another order:")?,
        Likeness::Different => writeln!(to, "\n{name} differs:")?,
    }
    let [one, other] = &comparison.sides;
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(texts[0].as_str(), texts[1].as_str());
    writeln!(to, "{GONE}--- {}{GONE:#}", one.label)?;
    writeln!(to, "{NEW}+++ {}{NEW:#}", other.label)?;
    let mut left_out = 0;
    let mut shown = 0;
    for hunk in diff.unified_diff().context_radius(AROUND).iter_hunks() {
        if shown < SHOWN {
            writeln!(to, "{PLACE}{}{PLACE:#}", hunk.header())?;
        }
        for change in hunk.iter_changes() {
            shown += 1;
            if shown > SHOWN {
                left_out += 1;
                continue;
            }
            let style = match change.tag() {
                ChangeTag::Delete => GONE,
                ChangeTag::Insert => NEW,
                ChangeTag::Equal => Style::new(),
            };
            let line = change.value().trim_end_matches(['\n', '\r']);
            writeln!(to, "{style}{}{line}{style:#}", change.tag())?;
            if change.missing_newline() {
                writeln!(to, "\\ without a line end")?;
            }
        }
    }
    if left_out > 0 {
        writeln!(to, "… {}", counted(left_out, "more line"))?;
    }
    Ok(())
}

/// The same without colours, as one text; empty where nothing differs.
pub(super) fn unified(comparison: &Comparison, stream: &Stream) -> String {
    let [one, other] = &comparison.sides;
    let diff = TextDiff::configure()
        .timeout(PATIENCE)
        .diff_lines(stream.texts[0].as_str(), stream.texts[1].as_str());
    diff.unified_diff().context_radius(AROUND).header(&one.label, &other.label).to_string()
}
