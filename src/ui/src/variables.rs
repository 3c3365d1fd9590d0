//! The variables of a paused run, and what has changed since the pause before.

use interleave_protocol::Scope;

use crate::shared::Shared;

/// What the latest pause has shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspection {
    /// When it was: nanoseconds since the run began.
    pub time: u64,
    /// The variables.
    pub now: Shared<Vec<Scope>>,
    before: Option<Shared<Vec<Scope>>>,
}

impl Inspection {
    /// Of a pause, after an earlier one.
    pub fn after(earlier: Option<Inspection>, time: u64, now: Vec<Scope>) -> Inspection {
        Inspection { time, now: Shared::new(now), before: earlier.map(|earlier| earlier.now) }
    }

    /// What became of a variable since the pause before: `new`, or `was` with its value; nothing where it is shown the same.
    pub fn change(&self, scope: &Scope, name: &str, value: &str) -> Option<String> {
        // Calls are known by their place from the outside.
        let before = self.before.as_ref()?.iter().find(|before| {
            (before.worker, before.depth) == (scope.worker, scope.depth)
                && before.title == scope.title
                && before.file == scope.file
        });
        match before.and_then(|before| before.variables.iter().find(|(other, _)| other == name)) {
            None => Some("new".into()),
            Some((_, was)) => (was != value).then(|| format!("was {was}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use interleave_trace::Worker;

    use super::*;

    /// Of the worker's calls, or at depth 0 of a module.
    fn scope(depth: u32, title: &str, name: &str, value: &str) -> Scope {
        Scope {
            worker: Worker { pid: 1, thread: 1 },
            depth,
            title: title.into(),
            file: "main.py".into(),
            line: 1,
            variables: vec![(name.into(), value.into())],
            more: 0,
        }
    }

    #[test]
    fn what_changed_is_told_with_what_it_was() {
        let first = vec![scope(0, "__main__", "total", "1"), scope(1, "work", "n", "1")];
        let second =
            vec![scope(0, "__main__", "total", "2"), scope(2, "add", "n", "1"), scope(1, "work", "n", "1")];
        // It returned, and another function was called in its place.
        let third = vec![
            scope(0, "__main__", "total", "2"),
            scope(2, "report", "n", "1"),
            scope(1, "work", "m", "1"),
        ];
        let mut inspection = None;
        for (scopes, expected) in [
            (first, vec![None, None]),
            (second, vec![Some("was 1"), Some("new"), None]),
            (third, vec![None, Some("new"), Some("new")]),
        ] {
            let now = Inspection::after(inspection, 5, scopes.clone());
            let changes: Vec<Option<String>> = scopes
                .iter()
                .map(|scope| now.change(scope, &scope.variables[0].0, &scope.variables[0].1))
                .collect();
            assert_eq!(changes.iter().map(Option::as_deref).collect::<Vec<_>>(), expected);
            inspection = Some(now);
        }
    }
}
