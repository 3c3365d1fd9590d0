//! What of an element's content is in view, as it scrolls.

use gloo_events::EventListener;
use web_sys::Element;
use yew::prelude::*;

/// Pixels in which the view is told: scrolling by less draws nothing anew.
const STEP: i32 = 200;

/// The extent of the content of the element behind `node` that is in view, and some more on both sides, in pixels.
#[hook]
pub fn use_scroll(node: &NodeRef) -> std::ops::Range<f64> {
    let top = use_state_eq(|| 0);
    {
        let (node, top) = (node.clone(), top.clone());
        use_effect_with((), move |()| {
            let listener = node.cast::<Element>().map(|element| {
                let target = element.clone();
                EventListener::new(&element, "scroll", move |_| top.set(target.scroll_top() / STEP * STEP))
            });
            move || drop(listener)
        });
    }
    let height = node.cast::<Element>().map_or(0, |element| element.client_height());
    f64::from(*top - STEP)..f64::from(*top + height + 2 * STEP)
}
