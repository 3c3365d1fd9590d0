//! The panel below the timeline: the situation at a moment, or the numbers of the run.

use interleave_analysis::Timeline;
use interleave_protocol::Driver;
use yew::prelude::*;

use crate::components::numbers::Numbers;
use crate::components::situation::Situation;
use crate::components::{Tab, Tabs};
use crate::shared::Shared;
use crate::state::{self, Action, View};

/// Properties of [`Lower`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The run.
    pub timeline: Shared<Timeline>,
    /// Why nobody can go on.
    pub stuck: Option<String>,
    /// Who executed it.
    pub driver: Driver,
    /// Which tab, and which moment.
    pub view: View,
    /// To change the tab.
    pub dispatch: Callback<Action>,
}

/// The panel.
#[component]
pub fn Lower(Props { timeline, stuck, driver, view, dispatch }: &Props) -> Html {
    let select = {
        let (dispatch, view) = (dispatch.clone(), view.clone());
        Callback::from(move |lower| dispatch.emit(Action::SetView(View { lower, ..view.clone() })))
    };
    let tabs = vec![
        Tab { value: state::Lower::Situation, label: "Holds / waits", testid: "tab-situation" },
        Tab { value: state::Lower::Numbers, label: "Numbers", testid: "tab-numbers" },
    ];
    html! {
        <section class="panel lower" aria-label="Holds, waits and numbers">
            <div class="panel-head">
                <Tabs<state::Lower> label="Holds, waits and numbers" {tabs} current={view.lower} onselect={select} />
            </div>
            <div class="panel-body">
                if let Some(stuck) = stuck {
                    <p class="stuck" role="alert" data-testid="stuck">{stuck}</p>
                }
                if view.lower == state::Lower::Situation {
                    <Situation timeline={timeline.clone()} moment={view.moment} />
                } else {
                    <Numbers timeline={timeline.clone()} driver={*driver} />
                }
            </div>
        </section>
    }
}
