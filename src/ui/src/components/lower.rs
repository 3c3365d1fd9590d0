//! The panel below the timeline: the situation at a moment, or the numbers of the run.

use interleave_analysis::Timeline;
use interleave_protocol::{Driver, Place};
use interleave_trace::Worker;
use yew::prelude::*;

use crate::components::choose::Choose;
use crate::components::numbers::Numbers;
use crate::components::situation::Situation;
use crate::components::{Tab, Tabs};
use crate::shared::Shared;
use crate::state::{self, Action};

/// Properties of [`Lower`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The run.
    pub timeline: Shared<Timeline>,
    /// Why nobody can go on.
    pub stuck: Option<String>,
    /// Who could run next, where the visitor decides it.
    pub choice: Option<Vec<Place>>,
    /// Somebody was chosen.
    pub onpick: Callback<Worker>,
    /// Who executed it.
    pub driver: Driver,
    /// Which tab.
    pub tab: state::Lower,
    /// The selected moment.
    pub moment: Option<u64>,
    /// To change the tab.
    pub dispatch: Callback<Action>,
}

/// The panel.
#[component]
pub fn Lower(Props { timeline, stuck, choice, onpick, driver, tab, moment, dispatch }: &Props) -> Html {
    let select = {
        let dispatch = dispatch.clone();
        Callback::from(move |tab| dispatch.emit(Action::ShowLower(tab)))
    };
    let tabs = vec![
        Tab { value: state::Lower::Situation, label: "Holds / waits".into(), testid: "tab-situation" },
        Tab { value: state::Lower::Numbers, label: "Numbers".into(), testid: "tab-numbers" },
    ];
    html! {
        <section class="panel lower" aria-label="Holds, waits and numbers">
            <div class="panel-head">
                <Tabs<state::Lower> label="Holds, waits and numbers" {tabs} current={*tab} onselect={select} />
            </div>
            <div class="panel-body">
                if let Some(stuck) = stuck {
                    <p class="stuck" role="alert" data-testid="stuck">{stuck}</p>
                }
                if let Some(places) = choice {
                    <Choose timeline={timeline.clone()} places={places.clone()} onpick={onpick.clone()} />
                }
                if *tab == state::Lower::Situation {
                    <Situation timeline={timeline.clone()} moment={*moment} />
                } else {
                    <Numbers timeline={timeline.clone()} driver={*driver} />
                }
            </div>
        </section>
    }
}
