//! A row of tabs (the tabs pattern of the ARIA practices guide).

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// One tab.
#[derive(Clone, PartialEq)]
pub struct Tab<T> {
    /// What it selects.
    pub value: T,
    /// Its name.
    pub label: AttrValue,
    /// For tests.
    pub testid: &'static str,
}

/// Properties of [`Tabs`].
#[derive(PartialEq, Properties)]
pub struct Props<T: PartialEq + Copy + 'static> {
    /// What the tabs are about.
    pub label: AttrValue,
    /// All of them.
    pub tabs: Vec<Tab<T>>,
    /// The selected one.
    pub current: T,
    /// Another one was selected.
    pub onselect: Callback<T>,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
}

/// The row; left and right move through it.
#[component]
pub fn Tabs<T: PartialEq + Copy + 'static>(props: &Props<T>) -> Html {
    let row = use_node_ref();
    let current = props.tabs.iter().position(|tab| tab.value == props.current).unwrap_or(0);
    let onkeydown = {
        let values: Vec<T> = props.tabs.iter().map(|tab| tab.value).collect();
        let (onselect, row) = (props.onselect.clone(), row.clone());
        Callback::from(move |event: KeyboardEvent| {
            let next = match event.key().as_str() {
                "ArrowRight" => (current + 1) % values.len(),
                "ArrowLeft" => (current + values.len() - 1) % values.len(),
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            onselect.emit(values[next]);
            let tab = row.cast::<web_sys::Element>().and_then(|row| row.children().item(next as u32));
            if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
                // Focus is a courtesy.
                let _ = tab.focus();
            }
        })
    };
    html! {
        <div class={classes!("tabs", props.class.clone())} role="tablist" aria-label={&props.label} ref={row} {onkeydown}>
            { for props.tabs.iter().map(|tab| {
                let selected = tab.value == props.current;
                let (onselect, value) = (props.onselect.clone(), tab.value);
                html! {
                    <button
                        key={tab.label.to_string()}
                        type="button"
                        role="tab"
                        data-testid={tab.testid}
                        aria-selected={if selected { "true" } else { "false" }}
                        tabindex={if selected { "0" } else { "-1" }}
                        onclick={move |_| onselect.emit(value)}
                    >
                        {&tab.label}
                    </button>
                }
            }) }
        </div>
    }
}
