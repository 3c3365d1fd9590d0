//! The whole page: state, browser and engine brought together.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::{Catalogue, Help, Notices, RunBar};
use crate::hooks::{computer, read_link, use_engine, use_frame, use_location, use_shortcuts};
use crate::lessons;
use crate::pages::{LessonPage, MissingPage};
use crate::state::{Action, State};

/// Puts the page in the place of its skeleton when the first lesson's text is here.
pub fn start() {
    spawn_local(async {
        let link = read_link();
        if link.src.is_some()
            && let Ok(Some(status)) = gloo_utils::document().query_selector(".skeleton .status")
        {
            status.set_text_content(Some("Fetching the lesson"));
        }
        lessons::fetch(&link).await;
        mount();
    });
}

fn mount() {
    let root = gloo_utils::document().get_element_by_id("app").expect("index.html has it");
    root.remove_attribute("aria-busy").expect("any element may lose an attribute");
    yew::Renderer::<App>::with_root(root).render();
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Rc::unwrap_or_clone(self).after(action))
    }
}

#[component]
fn App() -> Html {
    let state = use_reducer(|| State::new(read_link()).served_by(computer()));
    let dispatch = {
        let dispatcher = state.dispatcher();
        use_callback((), move |action: Action, ()| dispatcher.dispatch(action))
    };
    use_engine(&state, &dispatch);
    use_frame(&state, &dispatch);
    use_location(&state, &dispatch);
    use_shortcuts(&state, &dispatch);

    let close_catalogue = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(Action::OpenCatalogue(false)))
    };
    let view = &state.view;
    let current = if state.missing.is_some() { String::new() } else { state.lesson.slug.clone() };
    let class = classes!("app", view.embed.then_some("embed"), view.catalogue.then_some("catalogue-open"));
    html! {
        <div {class}>
            <Skip to="#lesson-title" text="Skip to the lesson" />
            <Skip to="[data-testid=run]" text="Skip to Run" />
            if !view.embed {
                <Catalogue current={current} dispatch={dispatch.clone()} />
                <div class="scrim" onclick={close_catalogue}></div>
            }
            <Notices notices={state.notices.clone()} dispatch={dispatch.clone()} />
            if let Some(missing) = &state.missing {
                <MissingPage missing={missing.clone()} />
            } else {
                <LessonPage state={(*state).clone()} dispatch={dispatch.clone()} />
            }
            <RunBar
                controls={state.controls()}
                line={state.status_line()}
                settings={state.settings.clone()}
                computer={state.computer.clone()}
                gil_why={state.gil_unavailable()}
                address={state.address.clone()}
                at={state.held_at()}
                title={state.lesson.title.clone()}
                sheet={view.sheet}
                dispatch={dispatch.clone()}
            />
            <Help open={view.help} {dispatch} />
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct SkipProps {
    /// A selector.
    to: &'static str,
    text: &'static str,
}

/// A way past the catalogue for those who use the keyboard. No link: addresses behind `#` are lessons.
#[component]
fn Skip(SkipProps { to, text }: &SkipProps) -> Html {
    let to = *to;
    let onclick = move |_: MouseEvent| {
        let target = gloo_utils::document().query_selector(to).ok().flatten();
        if let Some(target) = target.and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Focus is a courtesy.
            let _ = target.focus();
        }
    };
    html! { <button type="button" class="skip" {onclick}>{*text}</button> }
}
