//! What the page's own JavaScript offers: the loader in `index.html` and the editor bundle in `www/editor`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Imports a module beside `index.html`.
    #[wasm_bindgen(js_namespace = ["window", "interleave"], js_name = load, catch)]
    pub async fn load(url: &str) -> Result<JsValue, JsValue>;

    /// `www/fetch.js`.
    pub type FetchModule;

    /// Fetches a text within limits.
    #[wasm_bindgen(method, js_name = fetchText)]
    pub async fn fetch_text(this: &FetchModule, address: &str, most_bytes: u32, most_ms: u32) -> JsValue;

    /// What came of it.
    pub type Fetched;

    /// Whom it was asked of.
    #[wasm_bindgen(method, getter)]
    pub fn host(this: &Fetched) -> String;

    /// The text; none if there was a problem.
    #[wasm_bindgen(method, getter)]
    pub fn text(this: &Fetched) -> Option<String>;

    /// A word for the problem.
    #[wasm_bindgen(method, getter)]
    pub fn problem(this: &Fetched) -> Option<String>;

    /// More about it.
    #[wasm_bindgen(method, getter)]
    pub fn detail(this: &Fetched) -> Option<String>;

    /// `www/frame.js`.
    pub type FrameModule;

    /// Talks to the page around; what that wants is handed on.
    #[wasm_bindgen(method)]
    pub fn begin(this: &FrameModule, asked: &Closure<dyn Fn(String)>);

    /// Tells the page around.
    #[wasm_bindgen(method)]
    pub fn tell(this: &FrameModule, message: &JsValue);

    /// `www/snippets.js`.
    pub type SnippetsModule;

    /// Shows what brings this page into another one.
    #[wasm_bindgen(method)]
    pub fn open(this: &SnippetsModule, site: &str, hash: &str, title: &str, code: Option<String>);

    /// The editor bundle.
    pub type EditorModule;

    /// Puts an editor into an element.
    #[wasm_bindgen(method)]
    pub fn create(this: &EditorModule, parent: &web_sys::Element, options: &JsValue) -> Editor;

    /// An editor.
    #[derive(Clone)]
    pub type Editor;

    /// Takes over a text; cursor and history stay.
    #[wasm_bindgen(method, js_name = setText)]
    pub fn set_text(this: &Editor, text: &str);

    /// Begins with another text.
    #[wasm_bindgen(method, js_name = setDocument)]
    pub fn set_document(this: &Editor, text: &str);

    /// Shows where the workers are.
    #[wasm_bindgen(method, js_name = setMarks)]
    pub fn set_marks(this: &Editor, marks: &JsValue);

    /// Marks the line of an error; 0 for none.
    #[wasm_bindgen(method, js_name = setFault)]
    pub fn set_fault(this: &Editor, line: u32, message: &str);

    /// Scrolls a line into view.
    #[wasm_bindgen(method)]
    pub fn reveal(this: &Editor, line: u32);

    /// Removes it.
    #[wasm_bindgen(method)]
    pub fn destroy(this: &Editor);
}

/// A plain object.
pub fn object(pairs: &[(&str, JsValue)]) -> JsValue {
    let object = js_sys::Object::new();
    for (key, value) in pairs {
        // Setting a property of a fresh plain object cannot fail.
        let _ = js_sys::Reflect::set(&object, &JsValue::from_str(key), value);
    }
    object.into()
}
