//! Light or dark: as the system has it, until the visitor chooses.

use gloo_utils::{document, window};
use yew::prelude::*;

/// The key in `localStorage`; `index.html` reads it before anything is drawn.
const KEY: &str = "interleave-theme";

fn is_dark() -> bool {
    let chosen = document().document_element().and_then(|root| root.get_attribute("data-theme"));
    match chosen.as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => window()
            .match_media("(prefers-color-scheme: dark)")
            .ok()
            .flatten()
            .is_some_and(|query| query.matches()),
    }
}

/// Switches between light and dark.
#[component]
pub fn ThemeButton() -> Html {
    let dark = use_state_eq(is_dark);
    let onclick = {
        let dark = dark.clone();
        Callback::from(move |_: MouseEvent| {
            let name = if is_dark() { "light" } else { "dark" };
            if let Some(root) = document().document_element() {
                // Any element takes this attribute.
                let _ = root.set_attribute("data-theme", name);
            }
            if let Ok(Some(storage)) = window().local_storage() {
                // Where storage is forbidden the choice lasts until the page is left.
                let _ = storage.set_item(KEY, name);
            }
            dark.set(name == "dark");
        })
    };
    html! {
        <button type="button" class="quiet" data-testid="theme" {onclick}>
            {if *dark { "Light" } else { "Dark" }}
        </button>
    }
}
