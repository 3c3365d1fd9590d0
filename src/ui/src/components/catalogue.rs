//! The catalogue: all lessons by topic, with a search.

use interleave_lesson::{Catalogue as Lessons, catalogue};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::theme::ThemeButton;
use crate::state::Action;

/// Properties of [`Catalogue`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The slug of the lesson that is shown.
    pub current: String,
    /// To open files and the help.
    pub dispatch: Callback<Action>,
}

/// The left column.
#[component]
pub fn Catalogue(Props { current, dispatch }: &Props) -> Html {
    let topics = use_node_ref();
    {
        // The lesson that is shown is in view.
        let list = topics.clone();
        use_effect_with(current.clone(), move |_| {
            let link = list
                .cast::<web_sys::Element>()
                .and_then(|list| list.query_selector("[aria-current]").ok().flatten());
            if let Some(link) = link {
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Nearest);
                link.scroll_into_view_with_scroll_into_view_options(&options);
            }
        });
    }
    let query = use_state(String::new);
    let oninput = {
        let query = query.clone();
        Callback::from(move |event: InputEvent| {
            query.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let found = |topic: &'static interleave_lesson::Topic| {
        let query = query.clone();
        topic.lessons.iter().filter(move |lesson| Lessons::matches(lesson, &query))
    };
    let shown: Vec<_> = catalogue().topics.iter().filter(|topic| found(topic).next().is_some()).collect();
    let open_file = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            let Some(file) = input.files().and_then(|files| files.item(0)) else { return };
            let dispatch = dispatch.clone();
            spawn_local(async move {
                if let Ok(text) = JsFuture::from(file.text()).await {
                    let content = text.as_string().unwrap_or_default();
                    dispatch.emit(Action::OpenFile { name: file.name(), content });
                }
                // The same file can be chosen again after a change.
                input.set_value("");
            });
        })
    };
    let help = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(Action::OpenHelp(true)))
    };
    let pick_file = Callback::from(|_: MouseEvent| {
        let input = gloo_utils::document().get_element_by_id("open-file");
        if let Some(input) = input.and_then(|input| input.dyn_into::<web_sys::HtmlElement>().ok()) {
            input.click();
        }
    });
    html! {
        <nav class="catalogue" id="catalogue" aria-label="Lessons">
            <p class="brand"><a href="#/">{"Interleave"}</a><span>{"parallel Python, visible"}</span></p>
            <input
                id="search"
                type="search"
                placeholder="Search"
                aria-label="Search the lessons"
                data-testid="catalogue-search"
                value={(*query).clone()}
                {oninput}
            />
            <div class="topics" ref={topics}>
                { for shown.iter().map(|topic| html! {
                    <section key={topic.folder.clone()}>
                        <h2>{format!("{} {}", topic.number, topic.title)}</h2>
                        <ul>
                            { for found(topic).map(|lesson| html! {
                                <li key={lesson.slug.clone()}>
                                    <a
                                        href={format!("#/{}", lesson.slug)}
                                        data-testid={format!("catalogue-item-{}", lesson.slug)}
                                        aria-current={(lesson.slug == *current).then_some("page")}
                                        title={lesson.concepts.join(", ")}
                                    >
                                        {&lesson.title}
                                    </a>
                                </li>
                            }) }
                        </ul>
                    </section>
                }) }
                if shown.is_empty() {
                    <p class="faint">{format!("No lesson has “{}”.", query.trim())}</p>
                }
            </div>
            <div class="catalogue-foot">
                <input type="file" id="open-file" hidden=true accept=".py,.ipynb" onchange={open_file} />
                <button type="button" class="quiet" onclick={pick_file} title="A Python program or a notebook of your own">
                    {"Open file"}
                </button>
                <ThemeButton />
                <button type="button" class="quiet" onclick={help} data-testid="help">{"Keys"}</button>
            </div>
        </nav>
    }
}
