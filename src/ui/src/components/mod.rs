//! The visible parts of the page, one file each. They receive values and callbacks; decisions are the reducer's.

mod catalogue;
mod charts;
mod choose;
mod editor;
mod files;
mod help;
mod lesson_text;
mod lower;
mod notices;
mod numbers;
mod outcomes;
mod output;
mod parameters;
mod run_bar;
mod situation;
mod tabs;
mod theme;
mod timeline;
mod timeline_table;
mod variables;
mod worker;

pub use catalogue::Catalogue;
pub use editor::{Editor, Mark};
pub use help::Help;
pub use lesson_text::{LessonHead, LessonRemarks};
pub use lower::Lower;
pub use notices::Notices;
pub use output::Output;
pub use parameters::Parameters;
pub use run_bar::RunBar;
pub use tabs::{Tab, Tabs};
pub use timeline::Timeline;
pub use worker::{WorkerName, color, gutter_marks, worker_class};
