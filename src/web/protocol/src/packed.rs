//! Batches of events as bytes: a thousand events cross `postMessage` as one array instead of some ten thousand objects.

use interleave_trace::Event;
use serde::{Deserialize, Deserializer, Serializer, de::Error as _, ser::Error as _};

/// The bytes of a batch.
pub fn pack(events: &[Event]) -> Vec<u8> {
    postcard::to_allocvec(events).unwrap_or_default()
}

/// The batch in `bytes`; `None` for bytes that [`pack`] of this version did not write.
pub fn unpack(bytes: &[u8]) -> Option<Vec<Event>> {
    postcard::from_bytes(bytes).ok()
}

pub(crate) fn serialize<S: Serializer>(events: &[Event], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(&postcard::to_allocvec(events).map_err(S::Error::custom)?)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Event>, D::Error> {
    let bytes = serde_bytes::ByteBuf::deserialize(deserializer)?;
    postcard::from_bytes(&bytes).map_err(D::Error::custom)
}
