//! Who holds and who waits, at the selected moment or now.

use interleave_analysis::Timeline;
use interleave_trace::State;
use yew::prelude::*;

use crate::components::WorkerName;
use crate::format;
use crate::shared::Growing;

/// Properties of [`Situation`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The run.
    pub timeline: Growing<Timeline>,
    /// The run goes on.
    pub active: bool,
    /// The selected moment.
    pub moment: Option<u64>,
}

/// Entries of a list at most: there may be thousands of workers.
const MOST: usize = 50;

/// Two lists.
#[component]
pub fn Situation(Props { timeline, active, moment }: &Props) -> Html {
    let run = timeline.read();
    if run.workers.is_empty() {
        return html! { <p class="faint">{"Who holds which lock, and who waits for what, at any moment of the run."}</p> };
    }
    let time = moment.unwrap_or(run.end);
    let now = run.at(time);
    let since = |since: u64| html! { <span class="faint">{format!(" since {}", format::time(since))}</span> };
    let when = match moment {
        Some(time) => format!("At {}", format::time(*time)),
        None if *active => format!("Now, {}", format::time(run.end)),
        None => format!("At the end, {}", format::time(run.end)),
    };
    html! {
        <div class="situation" data-testid="situation">
            <p class="faint when">{when}</p>
            <div>
                <h3>{"Holds"}</h3>
                <ul>
                    { for now.holding.iter().take(MOST).map(|holding| html! {
                        <li>
                            <WorkerName timeline={timeline.clone()} worker={holding.worker} />
                            if holding.times == 1 {
                                {" holds "}<b>{run.resource_name(holding.resource)}</b>
                            } else {
                                {format!(" takes {} times ", holding.times)}<b>{run.resource_name(holding.resource)}</b>
                            }
                            {since(holding.since)}
                        </li>
                    }) }
                    {more(now.holding.len())}
                    if now.holding.is_empty() { <li class="faint">{"nobody holds anything"}</li> }
                </ul>
            </div>
            <div>
                <h3>{"Waits"}</h3>
                <ul>
                    { for now.waiting.iter().take(MOST).map(|waiting| html! {
                        <li>
                            <WorkerName timeline={timeline.clone()} worker={waiting.worker} />
                            {" "}
                            if matches!(waiting.state, State::Sleeping) { {"is "} }
                            {run.describe(&waiting.state)}
                            {since(waiting.since)}
                        </li>
                    }) }
                    {more(now.waiting.len())}
                    if now.waiting.is_empty() { <li class="faint">{"nobody waits"}</li> }
                </ul>
            </div>
        </div>
    }
}

/// What is said of entries that are left out.
fn more(count: usize) -> Html {
    let left_out = count.saturating_sub(MOST);
    html! { if left_out > 0 { <li class="faint">{format!("and {left_out} more")}</li> } }
}
