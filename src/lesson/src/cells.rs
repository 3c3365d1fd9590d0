//! Cells of jupytext's percent format.

/// One cell of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Prose.
    Markdown {
        /// First line of its text in the file, from 1.
        line: u32,
        /// Without the comment signs.
        text: String,
    },
    /// Python.
    Code {
        /// First line of its text in the file, from 1.
        line: u32,
        /// Without blank lines around it.
        text: String,
    },
}

/// Splits what follows the front matter. `skip` is the number of lines before.
pub(crate) fn split(source: &str, skip: usize) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut markdown = false;
    let mut start = skip;
    let mut lines: Vec<&str> = Vec::new();
    for (index, line) in source.lines().enumerate().skip(skip) {
        if let Some(marker) = marker(line) {
            push(&mut cells, markdown, start, &lines);
            lines.clear();
            start = index + 1;
            markdown = marker.contains("[markdown]") || marker.contains("[md]");
        } else {
            lines.push(line);
        }
    }
    push(&mut cells, markdown, start, &lines);
    cells
}

/// What follows `# %%`, if the line begins a cell.
fn marker(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('#')?.trim_start().strip_prefix("%%")?;
    (rest.is_empty() || rest.starts_with(' ')).then_some(rest)
}

fn push(cells: &mut Vec<Cell>, markdown: bool, start: usize, lines: &[&str]) {
    let blank = |line: &&&str| line.trim().is_empty();
    let before = lines.iter().take_while(blank).count();
    let after = lines[before..].iter().rev().take_while(blank).count();
    let lines = &lines[before..lines.len() - after];
    if lines.is_empty() {
        return;
    }
    let line = (start + before) as u32 + 1;
    if !markdown {
        cells.push(Cell::Code { line, text: lines.join("\n") });
        return;
    }
    let text = match quoted(lines) {
        Some(text) => text,
        None => lines
            .iter()
            .map(|line| {
                let line = line.strip_prefix('#').unwrap_or(line);
                line.strip_prefix(' ').unwrap_or(line)
            })
            .collect::<Vec<_>>()
            .join("\n"),
    };
    cells.push(Cell::Markdown { line, text });
}

/// Jupytext also writes a markdown cell as one string in triple quotes.
fn quoted(lines: &[&str]) -> Option<String> {
    let text = lines.join("\n");
    let inner = text.trim().strip_prefix("\"\"\"")?.strip_suffix("\"\"\"")?;
    Some(inner.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_cells() {
        let source = "skipped\nimport os\n\n# %% [markdown]\n# # Title\n#\n# Text.\n\n# %%\n\nx = 1\n\n# %% [md]\n\"\"\"\nquoted\n\"\"\"\n#%%\ny = 2\n# %%%timeit\n";
        let expected = [
            Cell::Code { line: 2, text: "import os".into() },
            Cell::Markdown { line: 5, text: "# Title\n\nText.".into() },
            Cell::Code { line: 11, text: "x = 1".into() },
            Cell::Markdown { line: 14, text: "quoted".into() },
            Cell::Code { line: 18, text: "y = 2\n# %%%timeit".into() },
        ];
        assert_eq!(split(source, 1), expected);
    }

    #[test]
    fn a_plain_program_is_one_cell() {
        assert_eq!(split("print(1)\n", 0), [Cell::Code { line: 1, text: "print(1)".into() }]);
        assert_eq!(split("", 0), []);
    }
}
