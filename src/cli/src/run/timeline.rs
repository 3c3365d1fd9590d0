//! `--timeline`: what every worker did, as lanes of characters.

use std::io::Write;

use anstyle::{AnsiColor, Style};
use anyhow::Result;
use interleave_analysis::{ResourceLane, Timeline, WorkerLane, words};
use interleave_trace::State;

/// Columns of a picture in which one sees something.
const NARROWEST: usize = 80;

/// Lanes that are shown, of workers and of resources.
const SHOWN: usize = 40;

/// Characters of a name.
const NAME: usize = 18;

/// What a worker does, as a column shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Starting,
    Running,
    Ready,
    Waiting,
    Sleeping,
}

/// In order of the legend, which is that of the page; of two that take as long in a column the first is shown.
const LOOKS: [(Look, char, AnsiColor, &str); 5] = [
    (Look::Running, '█', AnsiColor::Green, "running"),
    (Look::Ready, '─', AnsiColor::Yellow, "ready, waits for a core or the GIL"),
    (Look::Waiting, '▒', AnsiColor::Red, "waits"),
    (Look::Sleeping, '·', AnsiColor::Blue, "sleeps"),
    (Look::Starting, '░', AnsiColor::Cyan, "starts up"),
];

/// How a worker ends, in the column of its end; one that returned leaves nothing.
const ENDS: [(State, char, &str); 2] =
    [(State::Raised, '✗', "ended by an exception"), (State::Killed, '†', "killed")];

/// Who holds a resource, where it is not one alone.
const SEVERAL: char = '*';

/// Writes it for a place of so many columns.
pub(super) fn write(to: &mut impl Write, timeline: &Timeline, width: usize) -> Result<()> {
    if width < NARROWEST {
        writeln!(
            to,
            "interleave: the timeline needs {NARROWEST} columns, and here are {width}: make the terminal wider, or use --trace"
        )?;
        return Ok(());
    }
    let start = begin(timeline);
    let columns = width - NAME - 3;
    let scale = Scale { start, length: timeline.end.saturating_sub(start).max(1), columns: columns as u64 };
    for (at, lane) in timeline.workers.iter().take(SHOWN).enumerate() {
        let name = words::fit(&timeline.worker_name(lane.worker), NAME - 2);
        write!(to, "{} {name:<1$} ", letter(at), NAME - 2)?;
        write_lane(to, &cells(lane, timeline.end, &scale))?;
    }
    more(to, timeline.workers.len(), "worker")?;
    let resources: Vec<&ResourceLane> =
        timeline.used_resources().filter(|lane| !lane.holds.is_empty()).collect();
    for lane in resources.iter().take(SHOWN) {
        let name = words::fit(&timeline.resource_name(lane.resource), NAME - 2);
        let holders: String = holders(timeline, lane, &scale).into_iter().collect();
        let holders = holders.trim_end();
        writeln!(to, "  {name:<0$} {holders}", NAME - 2)?;
    }
    more(to, resources.len(), "resource")?;
    let end = words::time(scale.length);
    writeln!(to, "{:NAME$} 0{end:>1$}", "", columns - 1)?;
    legend(to, columns)?;
    let ended = |state: &State| {
        timeline.workers.iter().any(|lane| lane.segments.last().is_some_and(|s| s.state == *state))
    };
    for (_, glyph, says) in ENDS.iter().filter(|(state, ..)| ended(state)) {
        writeln!(to, "{:NAME$} {glyph} {says}", "")?;
    }
    if !resources.is_empty() {
        writeln!(to, "{:NAME$} A letter in the lane of a resource: who holds it", "")?;
    }
    if timeline.thinned {
        writeln!(to, "{:NAME$} The run was long: of its beginning some details are left out", "")?;
    }
    Ok(())
}

/// When the program begins: how its first process starts up says nothing of it.
fn begin(timeline: &Timeline) -> u64 {
    let first = timeline.workers.first().map(|lane| lane.segments.as_slice()).unwrap_or_default();
    let starting = first.iter().rfind(|segment| segment.state == State::Starting);
    let up = starting.and_then(|segment| segment.end).filter(|up| *up < timeline.end);
    up.or_else(|| first.first().map(|segment| segment.start)).unwrap_or(0)
}

/// What the looks mean, on as many lines as that takes.
fn legend(to: &mut impl Write, columns: usize) -> Result<()> {
    let mut left = 0;
    for (at, (_, glyph, colour, says)) in LOOKS.into_iter().enumerate() {
        let length = says.chars().count() + 4;
        if length > left {
            write!(to, "{}{:NAME$} ", if at > 0 { "\n" } else { "" }, "")?;
            left = columns;
        }
        left = left.saturating_sub(length);
        let style = Style::new().fg_color(Some(colour.into()));
        write!(to, "{style}{glyph}{style:#} {says}  ")?;
    }
    writeln!(to)?;
    Ok(())
}

fn more(to: &mut impl Write, count: usize, what: &str) -> Result<()> {
    if count > SHOWN {
        writeln!(to, "  … and {}", crate::wording::counted((count - SHOWN) as u64, &format!("more {what}")))?;
    }
    Ok(())
}

/// Colours change where the look does.
fn write_lane(to: &mut impl Write, cells: &[Option<Result<Look, char>>]) -> Result<()> {
    let shown = cells.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    for run in cells[..shown].chunk_by(|one, other| one == other) {
        match run[0] {
            None => write!(to, "{:1$}", "", run.len())?,
            Some(Err(end)) => write!(to, "{end}")?,
            Some(Ok(look)) => {
                let (_, glyph, colour, _) =
                    LOOKS.iter().find(|(other, ..)| *other == look).unwrap_or(&LOOKS[0]);
                let style = Style::new().fg_color(Some((*colour).into()));
                write!(to, "{style}{}{style:#}", glyph.to_string().repeat(run.len()))?;
            }
        }
    }
    writeln!(to)?;
    Ok(())
}

/// From times to columns.
struct Scale {
    start: u64,
    length: u64,
    columns: u64,
}

impl Scale {
    /// The columns that a time from here to there touches, and how much of it lies in each.
    fn parts(&self, from: u64, to: u64) -> impl Iterator<Item = (usize, u64)> + '_ {
        let seen = to > self.start;
        let from = from.max(self.start) - self.start;
        let to = to.max(self.start) - self.start;
        let (first, last) = (self.column(from), self.column(to.saturating_sub(1).max(from)));
        (first..=last).filter(move |_| seen).map(move |column| {
            let share = to.min(self.edge(column + 1)).saturating_sub(from.max(self.edge(column)));
            (column, share)
        })
    }

    /// The column of a time since the start.
    fn column(&self, time: u64) -> usize {
        let column = u128::from(time) * u128::from(self.columns) / u128::from(self.length);
        (column as usize).min(self.columns as usize - 1)
    }

    /// Where a column begins.
    fn edge(&self, column: usize) -> u64 {
        (column as u128 * u128::from(self.length)).div_ceil(u128::from(self.columns)) as u64
    }
}

/// What a worker did for the longest time of each column, or how it ended there.
fn cells(lane: &WorkerLane, end: u64, scale: &Scale) -> Vec<Option<Result<Look, char>>> {
    let mut times = vec![[0; LOOKS.len()]; scale.columns as usize];
    let mut ends = vec![None; scale.columns as usize];
    for segment in &lane.segments {
        let look = match segment.state {
            State::Starting => Look::Starting,
            State::Running => Look::Running,
            State::Ready => Look::Ready,
            State::Blocked { .. } | State::Joining { .. } | State::Reading => Look::Waiting,
            State::Sleeping => Look::Sleeping,
            State::Finished | State::Raised | State::Killed => {
                if let Some((_, glyph, _)) = ENDS.iter().find(|(state, ..)| *state == segment.state) {
                    ends[scale.column(segment.start.saturating_sub(scale.start))] = Some(*glyph);
                }
                continue;
            }
        };
        let place = LOOKS.iter().position(|(other, ..)| *other == look).unwrap_or(0);
        for (column, share) in scale.parts(segment.start, segment.end.unwrap_or(end)) {
            times[column][place] += share;
        }
    }
    let longest = |times: &[u64; LOOKS.len()]| {
        let most = times.iter().max().filter(|most| **most > 0)?;
        times.iter().position(|time| time == most).map(|place| LOOKS[place].0)
    };
    times.iter().zip(ends).map(|(times, end)| end.map(Err).or_else(|| longest(times).map(Ok))).collect()
}

/// Who held a resource in each column.
fn holders(timeline: &Timeline, lane: &ResourceLane, scale: &Scale) -> Vec<char> {
    let mut holders = vec![' '; scale.columns as usize];
    for hold in &lane.holds {
        let holder = timeline.position(hold.worker).map_or(SEVERAL, letter);
        for (column, _) in scale.parts(hold.start, hold.end.unwrap_or(timeline.end)) {
            let known = holders[column];
            holders[column] = if known == ' ' || known == holder { holder } else { SEVERAL };
        }
    }
    holders
}

/// What stands for a worker in the lanes of resources.
fn letter(at: usize) -> char {
    ('A'..='Z').chain('a'..='z').nth(at).unwrap_or(SEVERAL)
}
