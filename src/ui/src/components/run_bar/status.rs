//! How the latest run stands.

use yew::prelude::*;

use crate::state::{Action, Status, StatusLine};

#[derive(PartialEq, Properties)]
struct ChipProps {
    dispatch: Callback<Action>,
}

/// Runs repeat a schedule, until the visitor does not want it any more.
#[component]
fn Chip(ChipProps { dispatch }: &ChipProps) -> Html {
    let dispatch = dispatch.clone();
    html! {
        <span
            class="chip"
            data-testid="replaying"
            title="Run and Step repeat a stored schedule, on one core. Cores and policy do not count meanwhile."
        >
            {"Replay"}
            <button
                type="button"
                class="quiet"
                data-testid="leave-replay"
                aria-label="Leave the replayed schedule"
                title="Leave the schedule"
                onclick={move |_: MouseEvent| dispatch.emit(Action::LeaveReplay)}
            >
                {"×"}
            </button>
        </span>
    }
}

/// Properties of [`StatusText`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What it says.
    pub line: StatusLine,
    /// To leave a schedule.
    pub dispatch: Callback<Action>,
}

/// The status in words, the number of workers, and the way to the results.
#[component]
pub fn StatusText(Props { line, dispatch }: &Props) -> Html {
    html! {
        <span class="status">
            <span
                role="status"
                data-testid="status"
                data-state={line.status.name()}
                data-exit={line.exit.map(|exit| exit.to_string())}
                title={if line.status == Status::Paused { line.told.clone() } else { line.text.clone() }}
            >
                {line.text.clone()}
                if line.status == Status::Paused {
                    <span class="unseen">{format!(". {}", line.told)}</span>
                }
            </span>
            if line.replays {
                <Chip dispatch={dispatch.clone()} />
            }
            // A simulation is one; a chip needs its place.
            <span class="worker-count" hidden={line.workers == 0 || line.replays}>
                <span data-testid="worker-count">{line.workers}</span>{line.noun}
            </span>
            // Shown where the results stand below the code.
            <button
                type="button"
                class="quiet to-results"
                data-testid="to-results"
                hidden={line.status == Status::Idle}
                onclick={|_: MouseEvent| show_results()}
            >
                {"See results"}
            </button>
        </span>
    }
}

fn show_results() {
    if let Some(results) = gloo_utils::document().query_selector(".results").ok().flatten() {
        results.scroll_into_view();
    }
}
