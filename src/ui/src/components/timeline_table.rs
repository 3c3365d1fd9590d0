//! The timeline as text.

use interleave_analysis::{Segment, Timeline, WorkerLane};
use yew::prelude::*;

use crate::components::WorkerName;
use crate::format;
use crate::shared::Growing;

/// Rows drawn at most.
const MAX_ROWS: usize = 1_000;

/// Properties of [`TimelineTable`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The run.
    pub timeline: Growing<Timeline>,
}

/// One row for each time in one state, in order of time.
#[component]
pub fn TimelineTable(Props { timeline }: &Props) -> Html {
    let run = timeline.read();
    let mut rows: Vec<(&WorkerLane, &Segment)> = run
        .workers
        .iter()
        .flat_map(|lane| lane.segments.iter().take(MAX_ROWS).map(move |segment| (lane, segment)))
        .collect();
    rows.sort_by_key(|(_, segment)| segment.start);
    let all: usize = run.workers.iter().map(|lane| lane.segments.len()).sum();
    html! {
        <div class="timeline-table" data-testid="timeline-table">
            <table>
                <thead><tr><th>{"From"}</th><th>{"For"}</th><th>{"Worker"}</th><th>{"State"}</th></tr></thead>
                <tbody>
                    { for rows.iter().take(MAX_ROWS).map(|(lane, segment)| {
                        let length = segment.end.map(|end| format::time(end - segment.start));
                        html! {
                            <tr>
                                <td>{format::time(segment.start)}</td>
                                <td>{length.unwrap_or_else(|| "–".into())}</td>
                                <td><WorkerName timeline={timeline.clone()} worker={lane.worker} /></td>
                                <td>{run.describe(&segment.state)}</td>
                            </tr>
                        }
                    }) }
                </tbody>
            </table>
            if all > MAX_ROWS {
                <p class="faint">{format!("The first {MAX_ROWS} of {all} rows.")}</p>
            }
        </div>
    }
}
