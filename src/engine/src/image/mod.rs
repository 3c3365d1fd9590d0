//! Heap images: Python objects as bytes, with everything they refer to, sharing and cycles kept.
//!
//! There are two forms.
//!
//! - [`fork`](fork()): the whole heap that a process can reach, and a function to call in the child, or the frames of the thread
//!   that goes on there. Objects are copied as
//!   they are: locked locks, half-run generators, identities. Builtin types and functions are named; code is named by its
//!   source and its place therein; the child compiles the sources again. Read back by
//!   [`Interpreter::from_image`](crate::Interpreter::from_image).
//! - [`pickle`]: one object for another process, by the rules of CPython's `pickle` and in its words where they
//!   forbid something. Functions and classes are named; objects are taken apart and put together by the methods that
//!   their classes give them.
//!
//! Both begin with [`MAGIC`], the version and the form. Whatever the bytes are, a reader answers with objects or an
//! [`ImageError`], and allocates no more than they are worth. Same heap, same bytes: images can be hashed.

mod codec;
pub mod fork;
pub mod pickle;
pub(crate) mod standard;
pub(crate) mod start;

pub use fork::{fork, fork_thread};

/// How every image begins.
pub const MAGIC: [u8; 3] = *b"\x89IL";

/// Version of both forms. An image lives as long as its run, so there is one reader, for this version.
pub const VERSION: u8 = 1;

const FORK: u8 = b'F';
const SPAWN: u8 = b'S';
const PICKLE: u8 = b'P';

/// Bytes that are no image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImageError {
    /// Not an image, or of another version or form.
    Header,
    /// It ends too early.
    Truncated,
    /// It says something impossible.
    Damaged(&'static str),
    /// It names something that this program does not have.
    Unknown(String),
}

impl std::fmt::Display for ImageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ImageError::Header => f.write_str("not a heap image of this version"),
            ImageError::Truncated => f.write_str("the heap image ends too early"),
            ImageError::Damaged(what) => write!(f, "the heap image has {what}"),
            ImageError::Unknown(what) => {
                write!(f, "the heap image refers to {what}, which does not exist here")
            }
        }
    }
}

impl std::error::Error for ImageError {}

fn begin(form: u8) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend([VERSION, form]);
    bytes
}

/// What follows the header.
fn body(bytes: &[u8], form: u8) -> Result<codec::Input<'_>, ImageError> {
    match bytes.split_at_checked(5) {
        Some((header, rest)) if header[..3] == MAGIC && header[3..] == [VERSION, form] => {
            Ok(codec::Input::new(rest))
        }
        _ => Err(ImageError::Header),
    }
}

/// The image of a process to be spawned: a fresh interpreter that is handed this pickle.
pub fn spawn(pickle: &[u8]) -> Vec<u8> {
    let mut bytes = begin(SPAWN);
    bytes.extend_from_slice(pickle);
    bytes
}

/// The pickle in an image that [`spawn`] made; none for another image.
pub fn spawned(image: &[u8]) -> Option<&[u8]> {
    (body(image, SPAWN).is_ok()).then(|| &image[5..])
}
