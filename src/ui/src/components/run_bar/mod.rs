//! The run bar: start, stop, step, and how to run.

mod choices;
mod links;
mod status;

use interleave_run::Settings;
use yew::prelude::*;

use self::choices::Choices;
use self::links::Links;
use self::status::StatusText;
use crate::exploration::SCHEDULES;
use crate::shared::Shared;
use crate::state::{Action, Address, Computer, Controls, StatusLine};

/// Properties of [`RunBar`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What can be done.
    pub controls: Controls,
    /// How the latest run stands.
    pub line: StatusLine,
    /// How to run.
    pub settings: Settings,
    /// Who serves the page.
    pub computer: Computer,
    /// Why the GIL cannot be off.
    pub gil_why: Option<String>,
    /// The page's address.
    pub address: Shared<Address>,
    /// The round that a link is to lead to.
    pub at: Option<u64>,
    /// The lesson's title.
    pub title: String,
    /// The sheet with the settings is open, where it is not always.
    pub sheet: bool,
    /// To do it.
    pub dispatch: Callback<Action>,
}

/// One line that is always visible.
#[component]
pub fn RunBar(
    Props { controls, line, settings, computer, gil_why, address, at, title, sheet, dispatch }: &Props,
) -> Html {
    let does = |action: Action| {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(action.clone()))
    };
    let step_by_key = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                "ArrowRight" | "ArrowDown" => dispatch.emit(Action::Step),
                "ArrowLeft" | "ArrowUp" => dispatch.emit(Action::Back),
                _ => return,
            }
            event.prevent_default();
        })
    };
    html! {
        <footer class="run-bar" aria-label="Run">
            <div class="run-main">
                <button
                    type="button"
                    class="button primary"
                    data-testid="run"
                    title="Ctrl-Enter"
                    disabled={!controls.program}
                    onclick={does(Action::Run)}
                >
                    {controls.run}
                </button>
                <button
                    type="button"
                    class="button"
                    data-testid="stop"
                    title="Esc"
                    disabled={!controls.stop}
                    onclick={does(Action::Stop)}
                >
                    {"Stop"}
                </button>
                <span class="why">
                    <button
                        type="button"
                        class="button"
                        data-testid="back"
                        title="To where the run was before the step (Shift-F10)"
                        disabled={controls.back_why.is_some() || !controls.program}
                        onclick={does(Action::Back)}
                        onkeydown={step_by_key.clone()}
                    >
                        {"Back"}
                    </button>
                    {reason("back-reason", controls.back_why)}
                </span>
                <span class="why">
                    <button
                        type="button"
                        class="button"
                        data-testid="step"
                        title="One line (F10)"
                        disabled={controls.step_why.is_some() || !controls.program}
                        onclick={does(Action::Step)}
                        onkeydown={step_by_key}
                    >
                        {"Step"}
                    </button>
                    {reason("step-reason", controls.step_why)}
                </span>
                <StatusText line={line.clone()} dispatch={dispatch.clone()} />
                <button
                    type="button"
                    class="button sheet-button"
                    data-testid="settings"
                    aria-expanded={if *sheet { "true" } else { "false" }}
                    aria-controls="run-settings"
                    onclick={does(Action::OpenSheet(!sheet))}
                >
                    {"Settings"}
                </button>
            </div>
            <div class={classes!("run-settings", sheet.then_some("open"))} id="run-settings">
                <span class="why">
                    <button
                        type="button"
                        class="button"
                        data-testid="explore"
                        title={format!("Runs the program under {SCHEDULES} schedules and lists everything that happens")}
                        disabled={controls.explore_why.is_some() || !controls.program}
                        onclick={does(Action::Explore)}
                    >
                        {"Try schedules"}
                    </button>
                    {reason("explore-reason", controls.explore_why)}
                </span>
                // What there is no room for on narrower screens is a press away.
                <div class="rest">
                    <span class="why">
                        <button
                            type="button"
                            class="button"
                            data-testid="sweep"
                            title="Runs the program once for each value of a parameter and compares how long it takes"
                            disabled={controls.sweep_why.is_some() || controls.sweeping || !controls.program}
                            onclick={does(Action::Sweep)}
                        >
                            {"Sweep"}
                        </button>
                        {reason("sweep-reason", controls.sweep_why)}
                    </span>
                    <Choices
                        settings={settings.clone()}
                        computer={computer.clone()}
                        gil_why={gil_why.clone()}
                        dispatch={dispatch.clone()}
                    />
                    <Links address={address.clone()} at={*at} title={title.clone()} dispatch={dispatch.clone()} />
                </div>
            </div>
        </footer>
    }
}

/// Why a control cannot be used: shown when the visitor points at it.
fn reason(testid: &'static str, why: Option<impl Into<AttrValue>>) -> Html {
    why.map_or_else(Html::default, |why| {
        html! { <span class="reason" role="note" data-testid={testid}>{why.into()}</span> }
    })
}
