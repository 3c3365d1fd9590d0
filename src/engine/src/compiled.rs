//! The compiled library: the same for all interpreters of an OS process, and handed on to processes that it starts, for
//! which reading it is several times faster than compiling it again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use interleave_lang::CompileError;
use interleave_lang::bytecode::Code;

enum Entry {
    Ready(Arc<Code>),
    /// As another process has stored it.
    Stored(Vec<u8>),
}

fn table() -> &'static Mutex<HashMap<String, Entry>> {
    static TABLE: OnceLock<Mutex<HashMap<String, Entry>>> = OnceLock::new();
    TABLE.get_or_init(Mutex::default)
}

/// The code of a library module.
pub(crate) fn library_code(name: &str, source: &str) -> Result<Arc<Code>, CompileError> {
    if let Ok(mut table) = table().lock() {
        match table.get(name) {
            Some(Entry::Ready(code)) => return Ok(code.clone()),
            Some(Entry::Stored(bytes)) => {
                if let Some(code) = Code::from_bytes(bytes) {
                    let code = Arc::new(code);
                    table.insert(name.to_owned(), Entry::Ready(code.clone()));
                    return Ok(code);
                }
            }
            None => {}
        }
    }
    let code = interleave_lang::compile(source)?;
    if let Ok(mut table) = table().lock() {
        table.insert(name.to_owned(), Entry::Ready(code.clone()));
    }
    Ok(code)
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
