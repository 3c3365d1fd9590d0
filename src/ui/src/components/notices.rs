//! Messages for the visitor.

use yew::prelude::*;

use crate::state::{Action, Notice};

/// Properties of [`Notices`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// All of them.
    pub notices: Vec<Notice>,
    /// To dismiss one.
    pub dispatch: Callback<Action>,
}

/// What happened and what to do about it, until it is dismissed.
#[component]
pub fn Notices(Props { notices, dispatch }: &Props) -> Html {
    html! {
        <div class="notices" aria-live="polite">
            { for notices.iter().enumerate().map(|(at, notice)| {
                let dispatch = dispatch.clone();
                html! {
                    <div class={classes!("notice", notice.error.then_some("error"))} data-testid="message">
                        <p>{&notice.text}if !notice.remedy.is_empty() { {" "}<span>{&notice.remedy}</span> }</p>
                        <button
                            type="button"
                            class="quiet"
                            aria-label="Dismiss"
                            onclick={move |_| dispatch.emit(Action::Dismiss(at))}
                        >
                            {"×"}
                        </button>
                    </div>
                }
            }) }
        </div>
    }
}
