//! The visitor as the scheduler: who runs next.

use interleave_analysis::Timeline;
use interleave_protocol::Place;
use interleave_trace::Worker;
use yew::prelude::*;

use crate::components::worker_class;
use crate::shared::Growing;

/// Properties of [`Choose`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// For names and colours.
    pub timeline: Growing<Timeline>,
    /// Where everybody is.
    pub places: Vec<Place>,
    /// Somebody was chosen.
    pub onpick: Callback<Worker>,
}

/// A button for each worker that could run next.
#[component]
pub fn Choose(Props { timeline, places, onpick }: &Props) -> Html {
    html! {
        <p class="choose" data-testid="choose">
            <b>{"Who runs next?"}</b>
            { for places.iter().filter(|place| place.runnable).map(|place| {
                let (onpick, worker) = (onpick.clone(), place.worker);
                let position = timeline.read().position(worker).unwrap_or(0);
                // Before its first line it is nowhere in the program.
                let (title, short) = match place.line {
                    0 => ("Has not begun".to_owned(), " not begun".to_owned()),
                    line => (format!("{}, line {line}", place.file), format!(" line {line}")),
                };
                html! {
                    <button
                        type="button"
                        class={classes!("button", "worker-name", worker_class(position))}
                        title={title}
                        onclick={move |_| onpick.emit(worker)}
                    >
                        <i aria-hidden="true"></i>{timeline.read().worker_name(worker)}
                        <span class="faint">{short}</span>
                    </button>
                }
            }) }
        </p>
    }
}
