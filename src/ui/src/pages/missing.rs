//! The page for a lesson that does not exist.

use interleave_lesson::catalogue;
use yew::prelude::*;

/// Properties of [`MissingPage`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What was asked for.
    pub slug: String,
}

/// Names the lesson that is not there and the ones whose names are most like it.
#[component]
pub fn MissingPage(props: &Props) -> Html {
    let nearest = catalogue().nearest(&props.slug);
    html! {
        <main class="missing" data-testid="message">
            <h1 id="lesson-title">{"No such lesson"}</h1>
            <p>{"The link asks for "}<code>{&props.slug}</code>{", and no lesson has that name."}</p>
            if nearest.is_empty() {
                <p>{"Choose one from the catalogue."}</p>
            } else {
                <p>{"Did you mean one of these?"}</p>
                <ul>
                    { for nearest.iter().map(|lesson| html! {
                        <li key={lesson.slug.clone()}><a href={format!("#/{}", lesson.slug)}>{&lesson.title}</a></li>
                    }) }
                </ul>
            }
        </main>
    }
}
