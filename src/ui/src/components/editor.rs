//! The program: a plain text area at first, CodeMirror as soon as it is there.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlTextAreaElement};
use yew::prelude::*;

use crate::components::{Tab, Tabs};
use crate::js;
use crate::state::Action;
use crate::traceback::Fault;

/// Something at a line of the code: a worker, a race.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// From 1.
    pub line: u32,
    /// At most four letters.
    pub label: String,
    /// A CSS colour.
    pub color: String,
    /// The whole story.
    pub title: String,
}

/// Properties of [`Editor`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Whose code: another slug is another document.
    pub slug: String,
    /// The names of the program and the lesson's other files.
    pub files: Vec<String>,
    /// Which of them is shown.
    pub shown: usize,
    /// Its text.
    pub code: Rc<str>,
    /// Changes when the page, not the visitor, changed the text.
    pub revision: u32,
    /// The text is not the lesson's.
    pub edited: bool,
    /// The line of an error.
    pub fault: Option<Fault>,
    /// Where the workers are, or races.
    pub marks: Vec<Mark>,
    /// The program is being stepped: the line of the worker that went on stays in view.
    pub follow: bool,
    /// To report edits.
    pub dispatch: Callback<Action>,
}

/// The loaded editor and the callback it holds.
type Loaded = (js::Editor, Closure<dyn Fn(String)>);

/// How long the page rests before it fetches the editor.
const IDLE_MS: u32 = 30;

/// The code of the lesson.
#[component]
pub fn Editor(props: &Props) -> Html {
    let place = use_node_ref();
    let editor = use_mut_ref(|| None::<Loaded>);
    let is_loaded = use_state_eq(|| false);

    {
        let (place, editor, is_loaded) = (place.clone(), editor.clone(), is_loaded.clone());
        let (dispatch, area) = (props.dispatch.clone(), place.clone());
        use_effect_with((), move |()| {
            let cleanup = editor.clone();
            let timer = Timeout::new(IDLE_MS, move || {
                spawn_local(async move {
                    // Without the bundle the text area stays, and everything works but the marks.
                    let Ok(module) = js::load("editor.js").await else { return };
                    let Some(place) = place.cast::<Element>() else { return };
                    let typed = area
                        .cast::<Element>()
                        .and_then(|area| area.query_selector("textarea").ok().flatten());
                    let text = typed.map(|area| area.unchecked_into::<HtmlTextAreaElement>().value());
                    let on_change =
                        Closure::<dyn Fn(String)>::new(move |text| dispatch.emit(Action::Edit(text)));
                    let options = js::object(&[
                        ("text", text.unwrap_or_default().into()),
                        ("label", "Program".into()),
                        ("onChange", on_change.as_ref().clone()),
                    ]);
                    let made = module.unchecked_into::<js::EditorModule>().create(&place, &options);
                    editor.replace(Some((made, on_change)));
                    is_loaded.set(true);
                });
            });
            move || {
                drop(timer);
                if let Some((editor, _)) = cleanup.take() {
                    editor.destroy();
                }
            }
        });
    }
    {
        let (editor, code) = (editor.clone(), props.code.clone());
        let document = (props.slug.clone(), props.shown);
        let before = use_mut_ref(|| document.clone());
        use_effect_with((props.revision, document, *is_loaded), move |(_, document, _)| {
            if let Some((editor, _)) = &*editor.borrow() {
                if *before.borrow() == *document {
                    editor.set_text(&code)
                } else {
                    editor.set_document(&code)
                }
            }
            before.replace(document.clone());
        });
    }
    {
        let (editor, follow) = (editor.clone(), props.follow);
        let before = use_mut_ref(Vec::<Mark>::new);
        use_effect_with((props.marks.clone(), *is_loaded), move |(marks, _)| {
            let before = before.replace(marks.clone());
            if let Some((editor, _)) = &*editor.borrow() {
                let list: js_sys::Array = marks
                    .iter()
                    .map(|mark| {
                        js::object(&[
                            ("line", mark.line.into()),
                            ("label", mark.label.as_str().into()),
                            ("color", mark.color.as_str().into()),
                            ("title", mark.title.as_str().into()),
                        ])
                    })
                    .collect();
                editor.set_marks(&list);
                if let Some(moved) = marks.iter().find(|mark| follow && !before.contains(mark)) {
                    editor.reveal(moved.line);
                }
            }
        });
    }
    {
        let editor = editor.clone();
        use_effect_with((props.fault.clone(), *is_loaded), move |(fault, _)| {
            if let Some((editor, _)) = &*editor.borrow() {
                match fault {
                    Some(fault) => {
                        editor.set_fault(fault.line, &fault.message);
                        editor.reveal(fault.line);
                    }
                    None => editor.set_fault(0, ""),
                }
            }
        });
    }

    let oninput = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: InputEvent| {
            dispatch.emit(Action::Edit(event.target_unchecked_into::<HtmlTextAreaElement>().value()));
        })
    };
    let reset = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(Action::ResetCode))
    };
    let show = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |at| dispatch.emit(Action::ShowFile(at)))
    };
    let named =
        |(value, name): (usize, &String)| Tab { value, label: name.clone().into(), testid: "tab-file" };
    let tabs: Vec<Tab<usize>> = props.files.iter().enumerate().map(named).collect();
    let rows = props.code.lines().count().max(4) + 1;
    html! {
        <section class="code" aria-label="Code" data-testid="editor" data-loaded={is_loaded.to_string()}>
            <div class="code-head">
                if props.files.len() > 1 {
                    <Tabs<usize> class="file-tabs" label="Files of the lesson" {tabs} current={props.shown} onselect={show} />
                } else {
                    <span class="faint">{&props.files[0]}</span>
                }
                <button type="button" class="quiet" disabled={!props.edited} onclick={reset} data-testid="reset-code">
                    {"Undo all edits"}
                </button>
            </div>
            <div class="code-place" ref={place}>
                if !*is_loaded {
                    <textarea
                        aria-label="Program"
                        spellcheck="false"
                        autocapitalize="off"
                        rows={rows.to_string()}
                        wrap="off"
                        value={props.code.to_string()}
                        {oninput}
                    />
                }
            </div>
            if let Some(fault) = &props.fault {
                if !*is_loaded {
                    <p class="cm-fault-note" role="alert">{format!("Line {}: {}", fault.line, fault.message)}</p>
                }
            }
        </section>
    }
}
