//! Links to the page as it is now.

use gloo_timers::callback::Timeout;
use gloo_utils::window;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use crate::hooks::link_to;
use crate::shared::Shared;
use crate::state::{Action, Address, Notice};

/// Properties of [`Links`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The page's address behind `#`.
    pub address: Shared<Address>,
    /// The lesson's title.
    pub title: String,
    /// To say what could not be copied.
    pub dispatch: Callback<Action>,
}

/// Buttons that copy an address.
#[component]
pub fn Links(Props { address, title, dispatch }: &Props) -> Html {
    let copied = use_state_eq(|| None::<&'static str>);
    let copy = |what: &'static str, text: String| {
        let (copied, dispatch) = (copied.clone(), dispatch.clone());
        Callback::from(move |_: MouseEvent| {
            let (copied, dispatch, text) = (copied.clone(), dispatch.clone(), text.clone());
            spawn_local(async move {
                let done = JsFuture::from(window().navigator().clipboard().write_text(&text)).await;
                if done.is_ok() {
                    copied.set(Some(what));
                    Timeout::new(2_000, move || copied.set(None)).forget();
                } else {
                    let remedy = "This browser does not let the page copy it for you.";
                    dispatch.emit(Action::Say(Notice::said(text, remedy)));
                }
            });
        })
    };
    let embed = format!(
        "<iframe src=\"{}\" title=\"{} – Interleave\" width=\"100%\" height=\"560\" style=\"border:0\" \
         allow=\"cross-origin-isolated; clipboard-write\" loading=\"lazy\"></iframe>",
        link_to(&address.hash, true),
        title.replace('"', "&quot;"),
    );
    let label = |what: &'static str| if *copied == Some(what) { "Copied" } else { what };
    html! {
        <span class="links" aria-live="polite">
            if !address.link.embed {
                <button
                    type="button"
                    class="quiet"
                    data-testid="share"
                    title="Copies a link to this lesson as it is now"
                    onclick={copy("Share", link_to(&address.hash, false))}
                >
                    {label("Share")}
                </button>
                <button
                    type="button"
                    class="quiet"
                    data-testid="embed"
                    title="Copies HTML that shows this lesson inside another page"
                    onclick={copy("Embed", embed)}
                >
                    {label("Embed")}
                </button>
            }
        </span>
    }
}
