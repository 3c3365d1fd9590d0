//! Bytes of the page as something the browser can show and save.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// An address of some bytes, valid until it is dropped.
#[derive(Debug)]
pub struct ObjectUrl(String);

impl ObjectUrl {
    /// Gives bytes of a media type an address.
    ///
    /// # Errors
    /// If the browser does not, for want of memory for instance.
    pub fn new(bytes: &[u8], kind: &str) -> Result<ObjectUrl, JsValue> {
        let options = BlobPropertyBag::new();
        options.set_type(kind);
        let parts = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
        Url::create_object_url_with_blob(&blob).map(ObjectUrl)
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        // It then stays until the page is left.
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// Lets the visitor save bytes under a name.
pub fn download(name: &str, bytes: &[u8]) {
    let Ok(url) = ObjectUrl::new(bytes, "application/octet-stream") else { return };
    let Ok(link) = gloo_utils::document().create_element("a") else { return };
    let link: HtmlAnchorElement = link.unchecked_into();
    link.set_href(url.as_str());
    link.set_download(name);
    link.click();
    // The browser fetches it after this turn.
    gloo_timers::callback::Timeout::new(10_000, move || drop(url)).forget();
}
