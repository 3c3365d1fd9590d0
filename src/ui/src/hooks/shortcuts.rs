//! Keys that work everywhere on the page.

use gloo_events::{EventListener, EventListenerOptions};
use gloo_utils::document;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::prelude::*;

use crate::state::{Action, State};

/// Key and meaning, for the list behind `?`.
pub const KEYS: &[(&str, &str)] = &[
    ("Ctrl Enter", "Run"),
    ("Esc", "Stop"),
    ("F10", "Step by one line (simulator)"),
    ("Shift F10", "Back to where the run was before the step"),
    ("→ ←", "On the buttons Back and Step: step, back"),
    ("/", "Search the catalogue"),
    ("?", "This list"),
    ("← →", "In the timeline: the event before, the event after"),
    ("+ − 0", "In the timeline: zoom in, out, whole run"),
    ("Esc Tab", "One after the other: leave the editor"),
];

/// Listens for the keys.
#[hook]
pub fn use_shortcuts(state: &UseReducerHandle<State>, dispatch: &Callback<Action>) {
    // Listeners are made once; they look up the latest state here.
    let latest = use_mut_ref(|| (**state).clone());
    *latest.borrow_mut() = (**state).clone();
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&document(), "keydown", options, move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            let state = latest.borrow().clone();
            let typing =
                event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()).is_some_and(|at| {
                    at.is_content_editable()
                        || matches!(at.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
                });
            match event.key().as_str() {
                "Enter" if event.ctrl_key() || event.meta_key() => dispatch.emit(Action::Run),
                "Escape" if state.view.catalogue => dispatch.emit(Action::OpenCatalogue(false)),
                "Escape" if state.run.status.is_active() => dispatch.emit(Action::Stop),
                "F10" if event.shift_key() => dispatch.emit(Action::Back),
                "F10" => dispatch.emit(Action::Step),
                "?" if !typing => dispatch.emit(Action::OpenHelp(!state.view.help)),
                "/" if !typing => {
                    let search = document().get_element_by_id("search");
                    if let Some(search) = search.and_then(|search| search.dyn_into::<HtmlElement>().ok()) {
                        // Focus is a courtesy.
                        let _ = search.focus();
                    }
                }
                _ => return,
            }
            event.prevent_default();
        });
        move || drop(listener)
    });
}
