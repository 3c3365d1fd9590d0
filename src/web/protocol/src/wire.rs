//! Messages as JavaScript values.

use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::JsValue;

/// A message as a value that `postMessage` takes. 64-bit numbers become `BigInt`: seeds do not fit a double.
pub fn to_js<T: Serialize>(message: &T) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_large_number_types_as_bigints(true);
    message.serialize(&serializer).expect("a message has only fields that JavaScript can hold")
}

/// The message in a value; the error says which field did not fit.
pub fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, String> {
    serde_wasm_bindgen::from_value(value).map_err(|error| error.to_string())
}
