//! The prose of a lesson.

use interleave_lesson::Lesson;
use yew::prelude::*;

use crate::markdown::to_html;
use crate::shared::Shared;
use crate::state::Action;

/// Properties of [`LessonHead`].
#[derive(PartialEq, Properties)]
pub struct HeadProps {
    /// Whose.
    pub lesson: Shared<Lesson>,
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
pub fn LessonHead(HeadProps { lesson, embed, href, catalogue, dispatch }: &HeadProps) -> Html {
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
                <span class="level" title="1: first steps … 5: hard">{format!("level {}", lesson.level)}</span>
            </div>
            <div class="prose introduction">{Html::from_html_unchecked((*introduction).clone().into())}</div>
        </header>
    }
}

/// Properties of [`LessonRemarks`].
#[derive(PartialEq, Properties)]
pub struct RemarksProps {
    /// Whose.
    pub lesson: Shared<Lesson>,
}

/// What comes after the code, and the questions.
#[component]
pub fn LessonRemarks(RemarksProps { lesson }: &RemarksProps) -> Html {
    let remarks = use_memo(lesson.clone(), |lesson| to_html(&lesson.remarks()));
    let questions = use_memo(lesson.clone(), |lesson| {
        lesson.questions.iter().map(|question| to_html(question)).collect::<Vec<String>>()
    });
    html! {
        <div class="prose remarks">
            {Html::from_html_unchecked((*remarks).clone().into())}
            if !questions.is_empty() {
                <h3>{"Questions"}</h3>
                <ol>
                    { for questions.iter().map(|question| html! {
                        <li>{Html::from_html_unchecked(question.clone().into())}</li>
                    }) }
                </ol>
            }
            if !lesson.concepts.is_empty() {
                <p class="faint concepts">{lesson.concepts.join(" · ")}</p>
            }
        </div>
    }
}
