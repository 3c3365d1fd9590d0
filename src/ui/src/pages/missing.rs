//! The page for a lesson that cannot be shown.

use interleave_lesson::catalogue;
use yew::prelude::*;

use crate::state::Missing;

/// Properties of [`MissingPage`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What was asked for.
    pub missing: Missing,
}

/// Names the lesson that is not there, and the ones whose names are most like it or what to do.
#[component]
pub fn MissingPage(Props { missing }: &Props) -> Html {
    let (title, body) = match missing {
        Missing::Lesson(slug) => ("No such lesson", unknown(slug)),
        Missing::Foreign { why, .. } => {
            let again = Callback::from(|_: MouseEvent| {
                // A page that cannot be loaded again stays as it is.
                let _ = gloo_utils::window().location().reload();
            });
            let body = html! {
                <>
                    <p>{&why.text}</p>
                    <p>{&why.remedy}</p>
                    <p><button type="button" class="button" onclick={again}>{"Try again"}</button></p>
                </>
            };
            ("This lesson did not open", body)
        }
    };
    html! {
        <main class="missing" data-testid="message">
            <h1 id="lesson-title">{title}</h1>
            {body}
        </main>
    }
}

fn unknown(slug: &str) -> Html {
    let nearest = catalogue().nearest(slug);
    html! {
        <>
            <p>{"The link asks for "}<code>{slug}</code>{", and no lesson has that name."}</p>
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
        </>
    }
}
