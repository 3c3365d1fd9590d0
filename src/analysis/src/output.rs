//! The text a program wrote: as one stream, line by line with who wrote which part, or by worker.

use interleave_trace::{TextStream, Worker};

use crate::Timeline;

/// One write.
#[derive(Clone, Debug, PartialEq)]
pub struct Chunk {
    /// When.
    pub time: u64,
    /// Who.
    pub worker: Worker,
    /// Where to.
    pub stream: TextStream,
    /// What.
    pub text: String,
}

/// A line of the merged output; its newline belongs to its last piece.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// When its first piece was written.
    pub time: u64,
    /// Parts of one writer each, in order.
    pub pieces: Vec<Piece>,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Who wrote it.
    pub worker: Worker,
    /// Where to.
    pub stream: TextStream,
    /// The text.
    pub text: String,
}

/// The end of a text: [`Timeline::tail`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tail {
    /// Lines before these.
    pub hidden: usize,
    /// The first line may have begun earlier.
    pub cut: bool,
    /// The last lines.
    pub lines: Vec<Line>,
}

impl Timeline {
    /// All text as a terminal would show it.
    pub fn text(&self) -> String {
        self.chunks.iter().map(|chunk| chunk.text.as_str()).collect()
    }

    /// All text by lines. Lines of workers that do not lock mix, as in a terminal.
    pub fn lines(&self) -> Vec<Line> {
        Self::into_lines(self.chunks.iter())
    }

    /// The last lines, at most so many, of at most so many bytes.
    pub fn tail(&self, lines: usize, bytes: usize) -> Tail {
        tail(&mut self.chunks.iter(), self.line_ends, lines, bytes)
    }

    /// The last lines of each worker that wrote, in order of appearance: of each at most so many, of all at most so many bytes.
    pub fn tails(&self, lines: usize, bytes: usize) -> Vec<(Worker, Tail)> {
        let mut of: Vec<Vec<&Chunk>> = vec![Vec::new(); self.workers.len()];
        for chunk in &self.chunks {
            if let Some(at) = self.position(chunk.worker) {
                of[at].push(chunk);
            }
        }
        let share = bytes / of.iter().filter(|chunks| !chunks.is_empty()).count().max(1);
        let writers = of.into_iter().enumerate().filter(|(_, chunks)| !chunks.is_empty());
        let last = |(at, chunks): (usize, Vec<&Chunk>)| {
            let line_ends = chunks.iter().map(|chunk| chunk.text.matches('\n').count()).sum();
            (self.workers[at].worker, tail(&mut chunks.into_iter(), line_ends, lines, share))
        };
        writers.map(last).collect()
    }

    fn into_lines<'a>(chunks: impl Iterator<Item = &'a Chunk>) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let mut open = false;
        for chunk in chunks {
            for part in chunk.text.split_inclusive('\n') {
                if !open {
                    lines.push(Line { time: chunk.time, pieces: Vec::new() });
                }
                open = !part.ends_with('\n');
                let Some(line) = lines.last_mut() else { continue };
                match line.pieces.last_mut() {
                    Some(piece) if piece.worker == chunk.worker && piece.stream == chunk.stream => {
                        piece.text.push_str(part);
                    }
                    _ => line.pieces.push(Piece {
                        worker: chunk.worker,
                        stream: chunk.stream,
                        text: part.into(),
                    }),
                }
            }
        }
        lines
    }
}

/// The last lines of chunks that have so many line ends.
fn tail(
    chunks: &mut dyn DoubleEndedIterator<Item = &Chunk>,
    line_ends: usize,
    lines: usize,
    bytes: usize,
) -> Tail {
    let mut chunks = chunks.rev().peekable();
    let open = chunks.peek().is_some_and(|chunk| !chunk.text.ends_with('\n'));
    // What is shown begins behind so many line ends, counted from the last one.
    let (mut ends, mut room) = (lines + usize::from(!open), bytes);
    let (mut whole, mut first, mut cut) = (Vec::new(), None, false);
    for chunk in chunks {
        let text = chunk.text.as_str();
        let full = text.len().checked_sub(room).filter(|over| *over > 0);
        let full = full.map(|over| text.ceil_char_boundary(over));
        let line = match ends {
            0 => Some(text.len()),
            _ => text.rmatch_indices('\n').nth(ends - 1).map(|(at, _)| at + 1),
        };
        if let Some(start) = full.max(line) {
            cut = line < full && !text[..start].ends_with('\n');
            first = Some(Chunk { text: text[start..].to_owned(), ..chunk.clone() });
            break;
        }
        room -= text.len();
        ends -= text.matches('\n').count();
        whole.push(chunk);
    }
    let lines = Timeline::into_lines(first.iter().chain(whole.into_iter().rev()));
    Tail { hidden: (line_ends + usize::from(open)).saturating_sub(lines.len()), cut, lines }
}

#[cfg(test)]
mod tests {
    use interleave_trace::Kind;

    use super::*;
    use crate::timeline::tests::{ONE, TWO, event};

    fn text(time: u64, worker: Worker, text: &str) -> interleave_trace::Event {
        event(time, worker, Kind::Text { stream: TextStream::Stdout, text: text.into() })
    }

    #[test]
    fn lines_mix_as_in_a_terminal() {
        let timeline = Timeline::of(&[
            text(1, ONE, "a"),
            text(3, ONE, "\n"),
            text(2, TWO, "b"),
            text(4, TWO, "\nc\n\nd"),
        ]);
        assert_eq!(timeline.text(), "ab\n\nc\n\nd");
        let lines = timeline.lines();
        let joined: Vec<String> =
            lines.iter().map(|line| line.pieces.iter().map(|piece| piece.text.as_str()).collect()).collect();
        assert_eq!(joined, ["ab\n", "\n", "c\n", "\n", "d"]);
        assert_eq!(lines[0].pieces.len(), 3);
        assert_eq!(joined.concat(), timeline.text());
        for most in 0..7 {
            let tail = timeline.tail(most, usize::MAX);
            assert_eq!(tail.lines.len(), most.min(lines.len()), "{most}");
            assert_eq!((&*tail.lines, tail.cut), (&lines[tail.hidden..], false), "{most}");
        }
        let own: Vec<(Worker, Vec<String>)> = timeline
            .tails(3, usize::MAX)
            .into_iter()
            .map(|(who, tail)| (who, tail.lines.iter().map(|line| line.pieces[0].text.clone()).collect()))
            .collect();
        let (one, two) = (vec!["a\n".to_owned()], ["c\n", "\n", "d"].map(str::to_owned).to_vec());
        assert_eq!(own, [(ONE, one), (TWO, two)]);
    }

    #[test]
    fn a_tail_has_no_more_bytes_than_asked_for() {
        let timeline = Timeline::of(&[text(1, ONE, "first\n"), text(2, ONE, "aaöbb"), text(3, ONE, "ccc")]);
        for (bytes, expected) in [
            (0, ""),
            (3, "ccc"),
            (5, "bbccc"),
            // Half a character is none.
            (6, "bbccc"),
            (7, "öbbccc"),
            (9, "aaöbbccc"),
            (100, "first\naaöbbccc"),
        ] {
            let tail = timeline.tail(9, bytes);
            let shown: String =
                tail.lines.iter().flat_map(|line| &line.pieces).map(|piece| piece.text.as_str()).collect();
            assert_eq!((&*shown, tail.cut), (expected, bytes < 9), "{bytes}");
        }
    }
}
