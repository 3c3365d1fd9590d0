//! The list of keys and of what the pictures mean.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use crate::hooks::KEYS;
use crate::state::Action;

/// Properties of [`Help`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Whether it is open.
    pub open: bool,
    /// To close it.
    pub dispatch: Callback<Action>,
}

/// A dialog.
#[component]
pub fn Help(Props { open, dispatch }: &Props) -> Html {
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with(*open, move |open| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                if !*open {
                    dialog.close();
                } else if !dialog.open() {
                    // It is in the document and not open: nothing to refuse.
                    let _ = dialog.show_modal();
                }
            }
        });
    }
    let onclose = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: Event| dispatch.emit(Action::OpenHelp(false)))
    };
    html! {
        <dialog class="help" ref={dialog} {onclose} aria-labelledby="help-title">
            <h2 id="help-title">{"Keys"}</h2>
            <table>
                <tbody>
                    { for KEYS.iter().map(|(keys, meaning)| html! {
                        <tr key={*keys}>
                            <td>{ for keys.split(' ').map(|key| html! { <kbd>{key}</kbd> }) }</td>
                            <td>{*meaning}</td>
                        </tr>
                    }) }
                </tbody>
            </table>
            <form method="dialog"><button class="button">{"Close"}</button></form>
        </dialog>
    }
}
