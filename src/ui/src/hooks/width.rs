//! The width of an element, as it changes.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// The inner width of the element behind `node`, in pixels; 0 before it is known.
#[hook]
pub fn use_width(node: &NodeRef) -> f64 {
    let width = use_state_eq(|| 0.0);
    {
        let (node, width) = (node.clone(), width.clone());
        use_effect_with((), move |()| {
            let element = node.cast::<Element>();
            let observed = element.clone().map(|element| {
                let callback = Closure::<dyn Fn()>::new(move || width.set(f64::from(element.client_width())));
                let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok();
                (observer, callback)
            });
            if let (Some((Some(observer), _)), Some(element)) = (&observed, &element) {
                observer.observe(element);
            }
            move || {
                if let Some((Some(observer), _callback)) = observed {
                    observer.disconnect();
                }
            }
        });
    }
    *width
}
