//! Byte ranges of the parser to lines and columns.

use crate::bytecode::Span;
use ruff_text_size::{TextRange, TextSize};

/// Where the lines of a source start.
pub(crate) struct Lines<'s> {
    source: &'s str,
    starts: Vec<u32>,
}

impl<'s> Lines<'s> {
    /// Lines end with `\n`, `\r` or `\r\n`, as for CPython's tokenizer.
    pub(crate) fn new(source: &'s str) -> Self {
        let bytes = source.as_bytes();
        let mut starts = vec![0];
        for (index, byte) in bytes.iter().enumerate() {
            if *byte == b'\n' || *byte == b'\r' && bytes.get(index + 1) != Some(&b'\n') {
                starts.push(index as u32 + 1);
            }
        }
        Self { source, starts }
    }

    /// Number of the line, from 1.
    pub(crate) fn line(&self, at: TextSize) -> u32 {
        self.starts.partition_point(|&start| start <= at.to_u32()) as u32
    }

    /// Text of the line with this number, without its end.
    pub(crate) fn text(&self, line: u32) -> &'s str {
        let index = line as usize - 1;
        let Some(&start) = self.starts.get(index) else { return "" };
        let end = self.starts.get(index + 1).map_or(self.source.len(), |&end| end as usize);
        self.source[start as usize..end].trim_end_matches(['\n', '\r'])
    }

    fn position(&self, at: TextSize) -> (u32, u32) {
        let line = self.line(at);
        let start = self.starts[line as usize - 1] as usize;
        let before = &self.source[start..at.to_usize().min(self.source.len())];
        (line, before.chars().count() as u32)
    }

    /// The span of a range.
    pub(crate) fn span(&self, range: TextRange) -> Span {
        let (line, column) = self.position(range.start());
        let (end_line, end_column) = self.position(range.end());
        Span { line, end_line, column, end_column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let lines = Lines::new("é = 1\r\nüü = x\rz");
        let range = |start: u32, end: u32| TextRange::new(start.into(), end.into());
        assert_eq!(lines.span(range(0, 2)), Span { line: 1, end_line: 1, column: 0, end_column: 1 });
        assert_eq!(lines.span(range(15, 16)), Span { line: 2, end_line: 2, column: 5, end_column: 6 });
        assert_eq!(lines.line(17.into()), 3);
        assert_eq!(lines.text(2), "üü = x");
    }
}
