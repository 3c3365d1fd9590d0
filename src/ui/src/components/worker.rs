//! Workers look the same everywhere: a colour by order of appearance, always with their name.

use interleave_analysis::Timeline;
use interleave_trace::Worker;
use yew::prelude::*;

use crate::components::Mark;
use crate::exploration::Exploration;
use crate::shared::Growing;
use crate::state::{Lower, State, Status};

/// How many colours there are; the next worker starts again, with a stripe.
pub const COLORS: usize = 8;

/// Workers that the code is marked with at most.
const MOST_MARKS: usize = 100;

/// The colour of the worker at a position.
pub fn color(position: usize) -> String {
    format!("var(--w{})", position % COLORS)
}

/// Classes that give an element the worker's colour as `--worker`.
pub fn worker_class(position: usize) -> Classes {
    classes!(format!("w{}", position % COLORS), (position >= COLORS).then_some("striped"))
}

/// Properties of [`WorkerName`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Where it is known from.
    pub timeline: Growing<Timeline>,
    /// Who.
    pub worker: Worker,
}

/// The name of a worker with a patch of its colour.
#[component]
pub fn WorkerName(props: &Props) -> Html {
    let timeline = props.timeline.read();
    let position = timeline.position(props.worker).unwrap_or(0);
    html! {
        <span class={classes!("worker-name", worker_class(position))}>
            <i aria-hidden="true"></i>{timeline.worker_name(props.worker)}
        </span>
    }
}

/// The lines of a file at which workers get in each other's way, as far as trying schedules has shown.
fn race_marks(exploration: &Exploration, file: &str) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for race in exploration.found.races.iter().filter(|_| !exploration.outdated) {
        for (_, line) in race.places.iter().filter(|(of, _)| of == file) {
            match marks.iter_mut().find(|mark| mark.line == *line) {
                Some(mark) => mark.title = format!("{}\n{}", mark.title, race.sentence),
                None => marks.push(Mark {
                    line: *line,
                    label: "race".into(),
                    color: "var(--error)".into(),
                    title: race.sentence.clone(),
                }),
            }
        }
    }
    marks
}

/// What the gutter marks: where the workers are, at the selected moment, where a paused run stands, or where a run is stuck; else,
/// beside the outcomes, the lines of races.
pub fn gutter_marks(state: &State) -> Vec<Mark> {
    let timeline = &*state.run.timeline.read();
    let run = &state.run;
    let shown = state.shown_name();
    let names = timeline.short_names();
    let mark = |worker: Worker, line: u32| {
        let position = timeline.position(worker).unwrap_or(0);
        let label = timeline.position(worker).and_then(|at| names.get(at)).cloned().unwrap_or_default();
        let title = format!("{}, line {line}", timeline.worker_name(worker));
        Mark { line, label, color: color(position), title }
    };
    let moment = match (state.view.moment, run.status) {
        (Some(moment), _) => moment,
        (None, Status::Paused) => {
            let here = run.places.iter().filter(|place| place.file == shown);
            return here.map(|place| mark(place.worker, place.line)).collect();
        }
        (None, _) if run.stuck.is_some() => timeline.end,
        (None, Status::Running | Status::Loading) => return Vec::new(),
        _ if state.view.lower == Lower::Outcomes => return race_marks(&state.exploration, &shown),
        _ => return Vec::new(),
    };
    let file = timeline.files.iter().position(|file| *file == shown);
    timeline
        .workers
        .iter()
        .filter(|lane| {
            let ended = |state: &interleave_trace::State| {
                use interleave_trace::State;
                matches!(state, State::Starting | State::Finished | State::Raised | State::Killed)
            };
            lane.segment_at(moment).is_some_and(|segment| !ended(&segment.state))
        })
        .filter_map(|lane| {
            let (in_file, line) = lane.place_at(moment)?;
            (Some(in_file as usize) == file).then(|| mark(lane.worker, line))
        })
        .take(MOST_MARKS)
        .collect()
}
