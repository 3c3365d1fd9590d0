//! The lessons' texts. The page carries their outlines only; a text is fetched when its lesson is opened.

use std::cell::RefCell;
use std::collections::HashMap;

use interleave_lesson::{Lesson, catalogue};

use crate::foreign::Foreign;
use crate::state::Notice;

thread_local! {
    /// By full slug.
    static FETCHED: RefCell<HashMap<String, Lesson>> = RefCell::default();
    /// Lessons that are not of the course, by their address.
    static FOREIGN: RefCell<HashMap<String, Result<Foreign, Notice>>> = RefCell::default();
}

/// The lesson of that name, with its text if that is here already.
pub fn get(name: &str) -> Option<Lesson> {
    let outline = catalogue().get(name)?;
    let fetched = FETCHED.with_borrow(|fetched| fetched.get(&outline.slug).cloned());
    Some(fetched.unwrap_or_else(|| outline.clone()))
}

/// The lesson that a visitor sees first.
pub fn first() -> Option<&'static Lesson> {
    catalogue().lessons().next()
}

/// The lesson at an address, or why it cannot be had.
///
/// # Errors
/// What the visitor is told.
pub fn foreign(src: &str) -> Result<Foreign, Notice> {
    let known = FOREIGN.with_borrow(|foreign| foreign.get(src).cloned());
    known.unwrap_or_else(|| Err(crate::foreign::refusal(src, "its host", "reach", "")))
}

/// Remembers what came of fetching an address.
pub fn remember(src: &str, found: Result<Foreign, Notice>) {
    FOREIGN.with_borrow_mut(|foreign| foreign.insert(src.to_owned(), found));
}

/// Makes what a link asks for available to [`get`] or [`foreign`].
#[cfg(target_arch = "wasm32")]
pub async fn fetch(link: &crate::link::Link) {
    let Some(src) = &link.src else { return fetch_text_of(&link.slug).await };
    if FOREIGN.with_borrow(|foreign| matches!(foreign.get(src), Some(Ok(_)))) {
        return;
    }
    remember(src, fetch_foreign(src).await);
}

#[cfg(target_arch = "wasm32")]
async fn fetch_foreign(src: &str) -> Result<Foreign, Notice> {
    use wasm_bindgen::JsCast;

    use crate::foreign::{MOST_BYTES, MOST_MS, beside, read, refusal};
    use crate::js::{FetchModule, Fetched, load};
    let Ok(module) = load("fetch.js").await else { return Err(refusal(src, "its host", "reach", "")) };
    let module: FetchModule = module.unchecked_into();
    let text_of = async |src: &str| {
        let fetched: Fetched = module.fetch_text(src, MOST_BYTES, MOST_MS).await.unchecked_into();
        let host = fetched.host();
        match (fetched.text(), fetched.problem()) {
            (Some(text), _) => Ok((host, text)),
            (None, problem) => {
                let problem = problem.unwrap_or_default();
                Err(refusal(src, &host, &problem, &fetched.detail().unwrap_or_default()))
            }
        }
    };
    let (host, text) = text_of(src).await?;
    let mut foreign = read(src, &host, &text)?;
    let mut texts = HashMap::new();
    for file in &foreign.lesson.files {
        let (_, text) = text_of(&beside(src, &file.name)).await?;
        texts.insert(file.name.clone(), text);
    }
    foreign.lesson.attach(|name| texts.get(name).cloned());
    Ok(foreign)
}

/// Makes the text of a lesson available to [`get`]; an empty name means the first lesson.
#[cfg(target_arch = "wasm32")]
async fn fetch_text_of(name: &str) {
    let outline = if name.is_empty() { first() } else { catalogue().get(name) };
    let Some(outline) = outline else { return };
    if FETCHED.with_borrow(|fetched| fetched.get(&outline.slug).is_some_and(|lesson| !lesson.code.is_empty()))
    {
        return;
    }
    let lesson = match whole(&outline.slug).await {
        Ok(lesson) => lesson,
        Err(reason) => Lesson::parse(
            &outline.slug,
            &format!(
                "# ---\n# title: {}\n# ---\n# %% [markdown]\n# The text of this lesson did not load ({reason}). Check the connection and open it again.\n",
                outline.title
            ),
        ),
    };
    FETCHED.with_borrow_mut(|fetched| fetched.insert(outline.slug.clone(), lesson));
}

/// The lesson and the files that it names.
#[cfg(target_arch = "wasm32")]
async fn whole(slug: &str) -> Result<Lesson, String> {
    let mut lesson = Lesson::parse(slug, &text_of(&format!("{slug}.py")).await?);
    let folder = slug.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut texts = HashMap::new();
    for file in &lesson.files {
        texts.insert(file.name.clone(), text_of(&format!("{folder}/{}", file.name)).await?);
    }
    lesson.attach(|name| texts.get(name).cloned());
    Ok(lesson)
}

#[cfg(target_arch = "wasm32")]
async fn text_of(path: &str) -> Result<String, String> {
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    let said = |error: JsValue| {
        error.dyn_ref::<js_sys::Error>().map_or("no answer".to_owned(), |error| error.message().into())
    };
    let answer = JsFuture::from(gloo_utils::window().fetch_with_str(&format!("lessons/{path}")));
    let response: web_sys::Response = answer.await.map_err(said)?.unchecked_into();
    if !response.ok() {
        return Err(format!("status {}", response.status()));
    }
    let text = JsFuture::from(response.text().map_err(said)?).await.map_err(said)?;
    Ok(text.as_string().unwrap_or_default())
}
