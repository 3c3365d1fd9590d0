//! Files beside the engine, which few programs want. An import cannot be left half-way, and a worker may wait: nobody sees it stand still.

use std::sync::OnceLock;

use wasm_bindgen::prelude::*;
use web_sys::XmlHttpRequest;

/// The address of their folder, with a slash at its end.
static FOLDER: OnceLock<String> = OnceLock::new();

/// Tells where they lie.
pub(crate) fn lie_in(folder: String) {
    let _ = FOLDER.set(folder);
}

/// The text of one.
///
/// # Errors
/// If it cannot be had: its address, and what is wrong.
pub(crate) fn fetch(file: &str) -> Result<String, String> {
    let address = format!("{}{file}", FOLDER.get().map_or("", |folder| folder));
    let answer = || -> Result<XmlHttpRequest, JsValue> {
        let request = XmlHttpRequest::new()?;
        request.open_with_async("GET", &address, false)?;
        request.send()?;
        Ok(request)
    };
    let request = answer().map_err(|_| format!("{address} does not answer"))?;
    match (request.status(), request.response_text()) {
        (Ok(200), Ok(Some(text))) => Ok(text),
        (status, _) => Err(format!("{address} answers {}", status.unwrap_or_default())),
    }
}
