//! The prose of a lesson.

use interleave_lesson::{Lesson, catalogue};
use yew::prelude::*;

use crate::markdown::to_html;
use crate::shared::Shared;
use crate::state::{Action, Origin};

/// Properties of [`LessonHead`].
#[derive(PartialEq, Properties)]
pub struct HeadProps {
    /// Whose.
    pub lesson: Shared<Lesson>,
    /// Where it comes from, if it is not of the course.
    pub origin: Option<Origin>,
    /// Inside another page: without the catalogue's button.
    pub embed: bool,
    /// Where the lesson stands on its own.
    pub href: AttrValue,
    /// The catalogue's drawer is open.
    pub catalogue: bool,
    /// To open the catalogue.
    pub dispatch: Callback<Action>,
}

/// Title, level, and what comes before the code.
#[component]
pub fn LessonHead(HeadProps { lesson, origin, embed, href, catalogue, dispatch }: &HeadProps) -> Html {
    let introduction = use_memo(lesson.clone(), |lesson| to_html(&lesson.introduction()));
    let open = {
        let (dispatch, open) = (dispatch.clone(), !catalogue);
        Callback::from(move |_: MouseEvent| dispatch.emit(Action::OpenCatalogue(open)))
    };
    html! {
        <header class="lesson-head">
            <div class="lesson-title">
                if !*embed {
                    <button
                        type="button"
                        class="button catalogue-button"
                        aria-expanded={if *catalogue { "true" } else { "false" }}
                        aria-controls="catalogue"
                        data-testid="catalogue-open"
                        onclick={open}
                    >
                        {"Lessons"}
                    </button>
                }
                <h1 id="lesson-title" tabindex="-1">{&lesson.title}</h1>
                if *embed {
                    <a {href} target="_blank" rel="noopener" data-testid="open">{"Open in Interleave"}</a>
                }
                // A program that stands in the link has none.
                if origin.as_ref().is_none_or(|origin| !origin.host.is_empty()) {
                    <span class="level" title="1: first steps … 5: hard">{format!("level {}", lesson.level)}</span>
                }
            </div>
            if let Some(Origin { src, host }) = origin.as_ref().filter(|origin| !origin.host.is_empty()) {
                <p class="faint origin" data-testid="origin">
                    {"From "}<a href={src.clone()} target="_blank" rel="noopener noreferrer">{host}</a>{", not part of Interleave."}
                </p>
            }
            <div class="prose introduction">{Html::from_html_unchecked((*introduction).clone().into())}</div>
            if let Some(question) = &lesson.question {
                // Its own key: an answer that was opened does not stay open in the next lesson.
                <details class="prose question" key={lesson.slug.clone()} data-testid="question">
                    <summary><strong>{"Before you run: "}</strong>{inline(&question.text)}</summary>
                    {inline(&question.answer)}
                </details>
            }
        </header>
    }
}

/// Properties of [`LessonRemarks`].
#[derive(PartialEq, Properties)]
pub struct RemarksProps {
    /// Whose.
    pub lesson: Shared<Lesson>,
}

/// A paragraph of the front matter.
fn inline(markdown: &str) -> Html {
    Html::from_html_unchecked(to_html(markdown).into())
}

/// What comes after the code: remarks, things to try, where to read on.
#[component]
pub fn LessonRemarks(RemarksProps { lesson }: &RemarksProps) -> Html {
    let remarks = use_memo(lesson.clone(), |lesson| to_html(&lesson.remarks()));
    html! {
        <div class="prose remarks">
            {Html::from_html_unchecked((*remarks).clone().into())}
            if !lesson.questions.is_empty() {
                <h2>{"Try"}</h2>
                <ul>{ for lesson.questions.iter().map(|question| html! { <li>{inline(question)}</li> }) }</ul>
            }
            if let Some(challenge) = &lesson.challenge {
                <h2>{"Challenge"}</h2>
                {inline(challenge)}
            }
            if !lesson.docs.is_empty() {
                <h2>{"In Python's documentation"}</h2>
                <ul>
                    { for lesson.docs.iter().map(|link| html! {
                        <li><a href={link.url()} target="_blank" rel="noopener">{format!("{}: {}", link.page, link.section)}</a></li>
                    }) }
                </ul>
            }
            if !lesson.after.is_empty() {
                <p class="faint">
                    {"After "}
                    { for lesson.after.iter().filter_map(|name| catalogue().get(name)).enumerate().map(|(index, before)| html! {
                        <>
                            if index > 0 { {", "} }
                            <a href={format!("#/{}", before.slug)}>{&before.title}</a>
                        </>
                    }) }
                </p>
            }
            if !lesson.concepts.is_empty() {
                <p class="faint concepts">{lesson.concepts.join(" · ")}</p>
            }
        </div>
    }
}
