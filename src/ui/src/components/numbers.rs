//! How the time was spent, in numbers.

use interleave_analysis::Timeline;
use interleave_run::Driver;
use yew::prelude::*;

use crate::components::WorkerName;
use crate::format;
use crate::shared::Growing;

/// Properties of [`Numbers`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The run.
    pub timeline: Growing<Timeline>,
    /// Who executed it.
    pub driver: Driver,
}

/// Rows of the table at most.
const MOST: usize = 200;

/// A sentence and a table.
#[component]
pub fn Numbers(Props { timeline, driver }: &Props) -> Html {
    let run = timeline.read();
    if run.workers.is_empty() {
        return html! { <p class="faint">{"How long each worker ran and waited, and how many ran at once."}</p> };
    }
    let summary = run.summary();
    html! {
        <div class="numbers" data-testid="numbers">
            <p>
                {format!(
                    "In all {} {}, {} of work. On average {} ran at once, at most {}.",
                    format::time(summary.elapsed),
                    driver.times(),
                    format::time(summary.busy),
                    format::short(summary.overlap()),
                    summary.peak,
                )}
            </p>
            <table>
                <thead>
                    <tr><th>{"Worker"}</th><th>{"Running"}</th><th>{"Ready"}</th><th>{"Waiting"}</th><th>{"Sleeping"}</th></tr>
                </thead>
                <tbody>
                    { for summary.workers.iter().take(MOST).map(|worker| html! {
                        <tr>
                            <th scope="row"><WorkerName timeline={timeline.clone()} worker={worker.worker} /></th>
                            <td>{format::time(worker.running)}</td>
                            <td>{format::time(worker.ready)}</td>
                            <td>{format::time(worker.waiting)}</td>
                            <td>{format::time(worker.sleeping)}</td>
                        </tr>
                    }) }
                </tbody>
            </table>
            if summary.workers.len() > MOST {
                <p class="faint">{format!("The first {MOST} of {} workers.", summary.workers.len())}</p>
            }
        </div>
    }
}
