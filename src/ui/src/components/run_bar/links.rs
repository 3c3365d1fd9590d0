//! Links to the page as it is now.

use gloo_timers::callback::Timeout;
use gloo_utils::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use crate::hooks::{link_to, site};
use crate::js::{SnippetsModule, load};
use crate::shared::Shared;
use crate::state::{Action, Address, Notice};

/// Properties of [`Links`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The page's address behind `#`.
    pub address: Shared<Address>,
    /// The round in which the run, which repeats a schedule, holds still.
    pub at: Option<u64>,
    /// The lesson's title.
    pub title: String,
    /// To say what could not be copied.
    pub dispatch: Callback<Action>,
}

/// Buttons that copy an address, and show what else leads here.
#[component]
pub fn Links(Props { address, at, title, dispatch }: &Props) -> Html {
    let copied = use_state_eq(|| false);
    let copy = |text: String| {
        let (copied, dispatch) = (copied.clone(), dispatch.clone());
        Callback::from(move |_: MouseEvent| {
            let (copied, dispatch, text) = (copied.clone(), dispatch.clone(), text.clone());
            spawn_local(async move {
                let done = JsFuture::from(window().navigator().clipboard().write_text(&text)).await;
                if done.is_ok() {
                    copied.set(true);
                    Timeout::new(2_000, move || copied.set(false)).forget();
                } else {
                    let remedy = "This browser does not let the page copy it for you.";
                    dispatch.emit(Action::Say(Notice::said(text, remedy)));
                }
            });
        })
    };
    let here = at.map_or_else(|| address.hash.clone(), |at| format!("{}&at={at}", address.hash));
    let embed = {
        let (address, title) = (address.clone(), title.clone());
        Callback::from(move |_: MouseEvent| {
            let (address, title) = (address.clone(), title.clone());
            spawn_local(async move {
                // Without the module there is no dialog, and nothing else is lost.
                if let Ok(module) = load("snippets.js").await {
                    let module = module.unchecked_into::<SnippetsModule>();
                    module.open(&site(), &address.hash, &title, address.link.code.clone());
                }
            });
        })
    };
    html! {
        <span class="links" aria-live="polite">
            if !address.link.embed {
                <button
                    type="button"
                    class="quiet"
                    data-testid="share"
                    title="Copies a link to this lesson as it is now"
                    onclick={copy(link_to(&here))}
                >
                    {if *copied { "Copied" } else { "Share" }}
                </button>
                <button
                    type="button"
                    class="quiet"
                    data-testid="embed"
                    title="Shows this lesson inside another page"
                    onclick={embed}
                >
                    {"Embed"}
                </button>
            }
        </span>
    }
}
