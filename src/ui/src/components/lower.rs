//! The panel below the timeline: the situation at a moment, the numbers of the run, the files it has left, what other
//! schedules lead to, or how it goes with other values.

use interleave_analysis::Timeline;
use interleave_protocol::Place;
use interleave_run::Driver;
use interleave_trace::Worker;
use yew::prelude::*;

use crate::components::charts::Charts;
use crate::components::choose::Choose;
use crate::components::files::FileList;
use crate::components::numbers::Numbers;
use crate::components::outcomes::Outcomes;
use crate::components::situation::Situation;
use crate::components::{Tab, Tabs};
use crate::exploration::Exploration;
use crate::files::Files;
use crate::shared::{Growing, Shared};
use crate::state::{self, Action, Status};
use crate::sweep::{Range, Sweep};

/// Properties of [`Lower`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The run.
    pub timeline: Growing<Timeline>,
    /// How it stands.
    pub status: Status,
    /// What it has left in its files.
    pub files: Shared<Files>,
    /// What trying schedules has found.
    pub exploration: Exploration,
    /// Schedules are being tried.
    pub exploring: bool,
    /// What a sweep can vary.
    pub ranges: Vec<Range>,
    /// Which of it is chosen.
    pub chosen_range: usize,
    /// The latest sweep.
    pub sweep: Option<Sweep>,
    /// It is under way.
    pub sweeping: bool,
    /// It was one of another program.
    pub sweep_outdated: bool,
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
pub fn Lower(props: &Props) -> Html {
    let Props { timeline, status, files, stuck, choice, onpick, driver, tab, moment, dispatch, .. } = props;
    let select = {
        let dispatch = dispatch.clone();
        Callback::from(move |tab| dispatch.emit(Action::ShowLower(tab)))
    };
    let files_label = match files.list.len() + files.more as usize {
        0 => "Files".into(),
        count => format!("Files ({count})").into(),
    };
    let outcomes_label = match props.exploration.outcomes() {
        0 => "Outcomes".into(),
        count => format!("Outcomes ({count})").into(),
    };
    let tabs = vec![
        Tab { value: state::Lower::Situation, label: "Holds / waits".into(), testid: "tab-situation" },
        Tab { value: state::Lower::Numbers, label: "Numbers".into(), testid: "tab-numbers" },
        Tab { value: state::Lower::Files, label: files_label, testid: "tab-files" },
        Tab { value: state::Lower::Outcomes, label: outcomes_label, testid: "tab-outcomes" },
        Tab { value: state::Lower::Charts, label: "Charts".into(), testid: "tab-charts" },
    ];
    html! {
        <section class="panel lower" aria-label="Holds, waits, numbers, files, outcomes and charts">
            <div class="panel-head">
                <Tabs<state::Lower> label="Details" {tabs} current={*tab} onselect={select} />
            </div>
            <div class="panel-body" tabindex="0" role="group" aria-label="Details">
                if let Some(stuck) = stuck {
                    <p class="stuck" role="alert" data-testid="stuck">{stuck}</p>
                }
                if let Some(places) = choice {
                    <Choose timeline={timeline.clone()} places={places.clone()} onpick={onpick.clone()} />
                }
                {match tab {
                    state::Lower::Situation => html! { <Situation timeline={timeline.clone()} active={status.is_active()} moment={*moment} /> },
                    state::Lower::Numbers => html! { <Numbers timeline={timeline.clone()} driver={*driver} /> },
                    state::Lower::Outcomes => html! { <Outcomes exploration={props.exploration.clone()} active={props.exploring} dispatch={dispatch.clone()} /> },
                    state::Lower::Charts => html! {
                        <Charts
                            ranges={props.ranges.clone()}
                            chosen={props.chosen_range}
                            sweep={props.sweep.clone()}
                            active={props.sweeping}
                            outdated={props.sweep_outdated}
                            dispatch={dispatch.clone()}
                        />
                    },
                    state::Lower::Files => html! { <FileList files={files.clone()} status={*status} /> },
                }}
            </div>
        </section>
    }
}
