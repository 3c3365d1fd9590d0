//! What the program has left in its files: pictures and texts to look at, everything to download.

use interleave_protocol::RunFile;
use yew::prelude::*;

use crate::blob::{ObjectUrl, download};
use crate::files::{Files, Preview, name, preview};
use crate::format;
use crate::shared::Shared;
use crate::state::Status;

/// Properties of [`FileList`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The files.
    pub files: Shared<Files>,
    /// How the run stands.
    pub status: Status,
}

/// Pictures side by side, then the other files.
#[component]
pub fn FileList(Props { files, status }: &Props) -> Html {
    if files.list.is_empty() {
        let text = match status {
            Status::Finished | Status::Failed | Status::Stopped => "The program left no files.",
            _ => "Files that the program writes appear here when the run has ended.",
        };
        return html! { <p class="faint" data-testid="files">{text}</p> };
    }
    let (pictures, others): (Vec<usize>, Vec<usize>) =
        (0..files.list.len()).partition(|at| matches!(preview(&files.list[*at]), Preview::Picture(_)));
    // A file on its own is opened at once.
    let open = others.len() == 1 && pictures.is_empty();
    html! {
        <div class="files" data-testid="files">
            if !pictures.is_empty() {
                <ul class="pictures">
                    { for pictures.into_iter().map(|at| html! { <Picture key={at} files={files.clone()} {at} /> }) }
                </ul>
            }
            if !others.is_empty() {
                <ul>
                    { for others.into_iter().map(|at| html! { <li key={at}>{other(files, at, open)}</li> }) }
                </ul>
            }
            if files.more > 0 {
                <p class="faint">{format!("{} that are not shown.", format::count(files.more as usize, "more file"))}</p>
            }
        </div>
    }
}

fn other(files: &Shared<Files>, at: usize, open: bool) -> Html {
    let file = &files.list[at];
    let note = match preview(file) {
        Preview::Text { text: "", .. } => "empty",
        Preview::Text { text, cut } => {
            return html! {
                <details {open}>
                    <summary>{head(files, at, "")}</summary>
                    <pre tabindex="0">{text}</pre>
                    if cut { <p class="faint">{"This is its beginning; download it to see all."}</p> }
                </details>
            };
        }
        Preview::Binary => "not a text",
        Preview::TooLarge => "too large: 16 MB of files are brought to the page at most",
        Preview::Picture(_) => "",
    };
    html! { <div class="plain">{head(files, at, note)}</div> }
}

/// Name, size, what else there is to say, and the way to save it.
fn head(files: &Shared<Files>, at: usize, note: &str) -> Html {
    let file: &RunFile = &files.list[at];
    let save = {
        let files = files.clone();
        Callback::from(move |event: MouseEvent| {
            // Inside a summary, which would open.
            event.prevent_default();
            if let Some(content) = &files.list[at].content {
                download(name(&files.list[at].path), content);
            }
        })
    };
    html! {
        <>
            <b>{&file.path}</b>
            <span class="faint">{format::bytes(file.size)}{if note.is_empty() { String::new() } else { format!(", {note}") }}</span>
            if file.content.is_some() {
                <button
                    type="button"
                    class="quiet"
                    aria-label={format!("Download {}", file.path)}
                    data-testid="download"
                    onclick={save}
                >
                    {"Download"}
                </button>
            }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct PictureProps {
    files: Shared<Files>,
    at: usize,
}

#[component]
fn Picture(PictureProps { files, at }: &PictureProps) -> Html {
    let url = use_memo((files.clone(), *at), |(files, at)| {
        let file = &files.list[*at];
        let Preview::Picture(kind) = preview(file) else { return None };
        ObjectUrl::new(file.content.as_deref()?, kind).ok()
    });
    let path = files.list[*at].path.clone();
    html! {
        <li>
            <figure>
                if let Some(url) = &*url { <img src={url.as_str().to_owned()} alt={path} /> }
                <figcaption>{head(files, *at, "")}</figcaption>
            </figure>
        </li>
    }
}
