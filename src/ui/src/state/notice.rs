//! Messages for the visitor.

use interleave_lesson::{Diagnostic, ValueError};

/// Messages that are shown at once.
const MOST: usize = 8;

/// A message for the visitor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The parameter or setting that it speaks of: it goes when that gets a value.
    pub subject: Option<String>,
    /// Red, or only said.
    pub error: bool,
    /// What.
    pub text: String,
    /// What to do about it; may be empty.
    pub remedy: String,
}

impl Notice {
    /// A lesson is on its way.
    pub fn fetching() -> Notice {
        Notice::said("Fetching the lesson.", "")
    }

    /// What went wrong.
    pub fn error(text: impl Into<String>, remedy: impl Into<String>) -> Notice {
        Notice { subject: None, error: true, text: text.into(), remedy: remedy.into() }
    }

    /// What is only said.
    pub fn said(text: impl Into<String>, remedy: impl Into<String>) -> Notice {
        Notice { error: false, ..Notice::error(text, remedy) }
    }

    /// The same, about this parameter or setting.
    pub fn about(self, subject: &str) -> Notice {
        Notice { subject: Some(subject.to_owned()), ..self }
    }

    pub(super) fn of_value(error: &ValueError) -> Notice {
        match error {
            ValueError::Unknown { .. } => Notice::error(capital(&format!("{error}.")), ""),
            ValueError::NotAllowed { name, .. } => {
                Notice::error(format!("{error}."), "The value before is kept.").about(name)
            }
        }
    }

    pub(super) fn of_file(name: &str, problem: &Diagnostic) -> Notice {
        Notice::error(format!("{name}, {problem}."), "")
    }
}

/// Each message stands there once.
pub(super) fn say(notices: &mut Vec<Notice>, notice: Notice) {
    notices.retain(|other| *other != notice);
    notices.push(notice);
}

/// Of very many the first are shown, and how many there are beside.
pub(super) fn bound(notices: &mut Vec<Notice>) {
    if let Some(more @ 1..) = notices.len().checked_sub(MOST) {
        notices.truncate(MOST);
        notices.push(Notice::error(format!("There are {more} more messages of this kind."), ""));
    }
}

/// Nothing is wrong with this any more.
pub(super) fn settle(notices: &mut Vec<Notice>, subject: &str) {
    notices.retain(|notice| notice.subject.as_deref() != Some(subject));
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
