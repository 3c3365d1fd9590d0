//! The cells of a notebook: by the browser's reader of JSON, in tests by the lessons' own.

#[cfg(not(target_arch = "wasm32"))]
pub use interleave_lesson::notebook::cells;

/// Reads a notebook.
///
/// # Errors
/// If it is no JSON; browsers do not say in which line.
#[cfg(target_arch = "wasm32")]
pub fn cells(json: &str) -> interleave_lesson::notebook::Cells {
    use interleave_lesson::notebook::Cell;
    use js_sys::{Array, JSON, Reflect};
    use wasm_bindgen::{JsCast, JsValue};

    // `undefined` is what objects give for names that they do not have, and what nothing else can be asked of.
    let of = |value: &JsValue, name: &str| {
        Reflect::get(value, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
    };
    let list = |value: JsValue| value.dyn_into::<Array>().ok();
    let notebook =
        JSON::parse(json).map_err(|error| (1, of(&error, "message").as_string().unwrap_or_default()))?;
    let cell = |cell: JsValue| {
        let source = of(&cell, "source");
        let source = match source.as_string() {
            Some(source) => source,
            None => list(source)?.iter().filter_map(|line| line.as_string()).collect(),
        };
        Some(Cell { kind: of(&cell, "cell_type").as_string(), source })
    };
    Ok(list(of(&notebook, "cells")).map(|cells| cells.iter().filter_map(cell).collect()))
}
