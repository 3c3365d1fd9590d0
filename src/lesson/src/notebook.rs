//! Jupyter notebooks (nbformat 4), turned into the percent format.

use crate::Diagnostic;

/// A cell of a notebook that has a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// `cell_type`.
    pub kind: Option<String>,
    /// `source`, its lines joined.
    pub source: String,
}

/// The cells of a notebook's JSON, none if it is no notebook of nbformat 4; or the line with what is no JSON, and why.
pub type Cells = Result<Option<Vec<Cell>>, (u32, String)>;

/// The notebook as a percent-format text. Lines that only IPython understands become comments.
pub(crate) fn to_percent(cells: Cells, problems: &mut Vec<Diagnostic>) -> Option<String> {
    let cells = match cells {
        Ok(Some(cells)) => cells,
        Ok(None) => {
            problems.push(Diagnostic::new(1, "this notebook has no `cells`; save it as nbformat 4"));
            return None;
        }
        Err((line, error)) => {
            problems.push(Diagnostic::new(line, format!("this is not a notebook: {error}")));
            return None;
        }
    };
    let mut text = String::new();
    for Cell { kind, source } in cells {
        match kind.as_deref() {
            Some("markdown") => {
                text.push_str("# %% [markdown]\n");
                for line in source.lines() {
                    text.push_str(format!("# {line}").trim_end());
                    text.push('\n');
                }
            }
            Some("code") => {
                text.push_str("# %%\n");
                for line in source.lines() {
                    let magic = line.trim_start().starts_with(['%', '!']);
                    if magic {
                        let number = text.lines().count() as u32 + 1;
                        let message = format!("`{}` is an IPython command; it is left out", line.trim());
                        problems.push(Diagnostic::new(number, message));
                        text.push_str("# ");
                    }
                    text.push_str(line);
                    text.push('\n');
                }
            }
            _ => continue,
        }
        text.push('\n');
    }
    Some(text)
}

/// Reads a notebook.
///
/// # Errors
/// If it is no JSON.
#[cfg(feature = "json")]
pub fn cells(json: &str) -> Cells {
    use serde_json::Value;

    let notebook: Value =
        serde_json::from_str(json).map_err(|error| (error.line() as u32, error.to_string()))?;
    let cell = |cell: &Value| {
        let source = match &cell["source"] {
            Value::String(source) => source.clone(),
            Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect(),
            _ => return None,
        };
        Some(Cell { kind: cell["cell_type"].as_str().map(str::to_owned), source })
    };
    Ok(notebook["cells"].as_array().map(|cells| cells.iter().filter_map(cell).collect()))
}

#[cfg(all(test, feature = "json"))]
mod tests {
    use super::*;

    #[test]
    fn cells_become_percent_cells() {
        let json = r##"{"nbformat": 4, "cells": [
            {"cell_type": "markdown", "source": ["# Title\n", "\n", "Text"]},
            {"cell_type": "code", "source": "%time\nx = 1", "outputs": []},
            {"cell_type": "raw", "source": "ignored"}]}"##;
        let mut problems = Vec::new();
        let text = to_percent(cells(json), &mut problems).unwrap();
        assert_eq!(text, "# %% [markdown]\n# # Title\n#\n# Text\n\n# %%\n# %time\nx = 1\n\n");
        assert_eq!(problems, [Diagnostic::new(7, "`%time` is an IPython command; it is left out")]);
    }

    #[test]
    fn other_files_are_refused_with_a_reason() {
        for (json, problem) in
            [("{\n!", "line 2: this is not a notebook"), ("{}", "line 1: this notebook has no `cells`")]
        {
            let mut problems = Vec::new();
            assert_eq!(to_percent(cells(json), &mut problems), None);
            assert!(problems[0].to_string().starts_with(problem), "{problems:?}");
        }
    }
}
