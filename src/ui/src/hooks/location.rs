//! The URL: it brings the page back, and follows what the visitor does.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use gloo_utils::{document, window};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::kept;
use crate::lessons;
use crate::link::Link;
use crate::state::{Action, Missing, Notice, State};

/// How long another address may take to answer.
const LEAVING_MS: u32 = 3_000;

/// What the URL asks for.
pub fn read_link() -> Link {
    let location = window().location();
    kept::restore(Link::read(&location.search().unwrap_or_default(), &location.hash().unwrap_or_default()))
}

/// Where the page is.
pub fn site() -> String {
    let location = window().location();
    format!("{}{}", location.origin().unwrap_or_default(), location.pathname().unwrap_or_default())
}

/// The whole address, from its part behind `#`.
pub fn link_to(hash: &str) -> String {
    format!("{}#{hash}", site())
}

/// Keeps the URL and the state together.
#[hook]
pub fn use_location(state: &UseReducerHandle<State>, dispatch: &Callback<Action>) {
    // The URL's part that the state was last made from, or was written to. Another one is a link that is yet to be followed.
    let known = use_mut_ref(|| window().location().hash().unwrap_or_default());
    // The page is being left: writing its address now would end that in Firefox.
    let leaving = use_mut_ref(|| false);
    {
        let leaving = leaving.clone();
        use_effect_with((), move |()| {
            let listener = EventListener::new(&window(), "beforeunload", move |_| {
                let stayed = leaving.clone();
                *leaving.borrow_mut() = true;
                // A download looks the same, and the page stays.
                Timeout::new(LEAVING_MS, move || *stayed.borrow_mut() = false).forget();
            });
            move || drop(listener)
        });
    }
    {
        let (dispatch, known) = (dispatch.clone(), known.clone());
        use_effect_with((), move |()| {
            let listener = EventListener::new(&window(), "hashchange", move |_| {
                let (dispatch, known) = (dispatch.clone(), known.clone());
                spawn_local(async move {
                    let link = read_link();
                    let wait = link.src.as_ref().map(|_| {
                        let dispatch = dispatch.clone();
                        Timeout::new(300, move || dispatch.emit(Action::Say(Notice::fetching())))
                    });
                    lessons::fetch(&link).await;
                    drop(wait);
                    // Meanwhile the visitor may have gone on; that change has a task of its own.
                    let now = read_link();
                    if (now.slug, now.src) == (link.slug.clone(), link.src.clone()) {
                        *known.borrow_mut() = window().location().hash().unwrap_or_default();
                        dispatch.emit(Action::Follow(link));
                    }
                });
            });
            move || drop(listener)
        });
    }
    let before = use_mut_ref(Link::default);
    use_effect_with(state.address.clone(), move |address| {
        let hash = format!("#{}", address.hash);
        let now = window().location().hash().unwrap_or_default();
        // What a link asks for is no change of the visitor's.
        let asked = || Link::read(&window().location().search().unwrap_or_default(), &now);
        let by_visitor = now == *known.borrow() && !asked().has_program_of(&address.link);
        kept::keep(&mut before.borrow_mut(), &address.link, by_visitor);
        // Browsers limit how often a page may change its URL, and typing or dragging changes it with every step.
        let timer = Timeout::new(250, move || {
            let now = window().location().hash().unwrap_or_default();
            // A visitor's first page keeps its short address until something is chosen.
            let first = lessons::first().is_some_and(|lesson| hash == format!("#/{}", lesson.slug));
            if !*leaving.borrow()
                && now != hash
                && now == *known.borrow()
                && !(now.is_empty() && first)
                && let Ok(history) = window().history()
                // A refusal only means an older URL.
                && history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&hash)).is_ok()
            {
                *known.borrow_mut() = window().location().hash().unwrap_or_default();
            }
        });
        move || drop(timer)
    });
    let title = match &state.missing {
        Some(Missing::Lesson(_)) => "No such lesson – Interleave".to_owned(),
        Some(Missing::Foreign { .. }) => "No lesson – Interleave".to_owned(),
        None => format!("{} – Interleave", state.lesson.title),
    };
    use_effect_with(title, |title| document().set_title(title));
}
