//! What may happen to the page.

use interleave_protocol::FromSupervisor;
use interleave_run::Settings;
use interleave_trace::Worker;

use super::{Lower, Notice, Output, Results};
use crate::link::Link;
use crate::sweep::Axis;

/// What may happen to the page.
#[derive(Clone, Debug)]
pub enum Action {
    /// The URL changed.
    Follow(Link),
    /// The visitor opens a file of their own.
    OpenFile {
        /// Its name.
        name: String,
        /// Its text.
        content: String,
    },
    /// The visitor typed in the editor.
    Edit(String),
    /// The editor shows the program, or from 1 another file.
    ShowFile(usize),
    /// A control was moved; as typed.
    SetParam {
        /// Which.
        name: String,
        /// To what.
        value: String,
    },
    /// All parameters as in the lesson.
    ResetParams,
    /// The code as in the lesson.
    ResetCode,
    /// The run bar.
    SetSettings(Settings),
    /// Runs the program from its beginning, or goes on after a pause.
    Run,
    /// Tries schedules.
    Explore,
    /// Repeats a schedule that was tried.
    Replay(String),
    /// Runs repeat no schedule any more.
    LeaveReplay,
    /// What a sweep is to vary.
    ChooseAxis(Axis),
    /// Begins a sweep.
    Sweep,
    /// Runs the program with a value of the latest sweep.
    RunSwept(usize),
    /// Ends the run.
    Stop,
    /// Goes on by one line, from the beginning if nothing is paused.
    Step,
    /// Goes back to where the run held still before.
    Back,
    /// Says who runs next.
    Pick(Worker),
    /// A message of the engine.
    Engine(FromSupervisor),
    /// The visitor answers `input()`.
    Answer(String),
    /// Time passed while a run is going on.
    Tick,
    /// A tab of the results on narrow screens.
    ShowResults(Results),
    /// A tab of the output.
    ShowOutput(Output),
    /// A tab of the lower panel.
    ShowLower(Lower),
    /// The catalogue's drawer.
    OpenCatalogue(bool),
    /// The run bar's sheet.
    OpenSheet(bool),
    /// The list of keys.
    OpenHelp(bool),
    /// The pointer is at another moment.
    SetMoment(Option<u64>),
    /// A message to the visitor.
    Say(Notice),
    /// The visitor has read a message.
    Dismiss(usize),
}
