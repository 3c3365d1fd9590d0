//! The compiled library: the same for all interpreters of an OS process, and handed on to processes that it starts, for
//! which reading it is several times faster than compiling it again. It stays for as long as the OS process: interpreters do not
//! count who uses it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use interleave_lang::CompileError;
use interleave_lang::bytecode::Code;

use crate::rewind::outside;

enum Entry {
    Ready(&'static Code),
    /// As another process has stored it.
    Stored(Vec<u8>),
}

fn table() -> &'static Mutex<HashMap<String, Entry>> {
    static TABLE: OnceLock<Mutex<HashMap<String, Entry>>> = OnceLock::new();
    TABLE.get_or_init(Mutex::default)
}

/// The code of a library module.
pub(crate) fn library_code(name: &str, source: &str) -> Result<&'static Code, CompileError> {
    outside(|| known_code(name, source))
}

fn known_code(name: &str, source: &str) -> Result<&'static Code, CompileError> {
    if let Ok(mut table) = table().lock() {
        match table.get(name) {
            Some(Entry::Ready(code)) => return Ok(code),
            Some(Entry::Stored(bytes)) => {
                if let Some(code) = Code::from_bytes(bytes) {
                    let code = kept(Arc::new(code));
                    table.insert(name.to_owned(), Entry::Ready(code));
                    return Ok(code);
                }
            }
            None => {}
        }
    }
    let compiled = interleave_lang::compile(source)?;
    let Ok(mut table) = table().lock() else { return Ok(kept(compiled)) };
    // Another thread may have been faster.
    if let Some(Entry::Ready(code)) = table.get(name) {
        return Ok(code);
    }
    let code = kept(compiled);
    table.insert(name.to_owned(), Entry::Ready(code));
    Ok(code)
}

/// The same, for ever.
fn kept(code: Arc<Code>) -> &'static Code {
    // SAFETY: its count is never given back.
    unsafe { &*Arc::into_raw(code) }
}

/// How many library modules were compiled or received so far.
pub fn count() -> usize {
    table().lock().map_or(0, |table| table.len())
}

/// All of them, for another process of the same program.
pub fn store() -> Vec<u8> {
    let Ok(table) = table().lock() else { return Vec::new() };
    let mut modules: Vec<(&str, Vec<u8>)> = table
        .iter()
        .filter_map(|(name, entry)| match entry {
            Entry::Ready(code) => Some((name.as_str(), code.to_bytes()?)),
            Entry::Stored(bytes) => Some((name.as_str(), bytes.clone())),
        })
        .collect();
    modules.sort_unstable();
    postcard::to_allocvec(&modules).unwrap_or_default()
}

/// Takes what another process of the same program has stored.
pub fn load(bytes: &[u8]) {
    let Ok(modules) = postcard::from_bytes::<Vec<(&str, &[u8])>>(bytes) else { return };
    if let Ok(mut table) = table().lock() {
        for (name, bytes) in modules {
            table.entry(name.to_owned()).or_insert_with(|| Entry::Stored(bytes.to_vec()));
        }
    }
}
