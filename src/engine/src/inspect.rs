//! What a debugger asks a thread that holds still: its frames in the program's own files, and their variables. No Python
//! code runs for it, and the program cannot notice.

use crate::dict::Dict;
use crate::frame::Frame;
use crate::interpreter::Interpreter;
pub use crate::modules::collections::deque_items;
use crate::objects::Module;
use crate::reference::Ref;
use crate::string::Name;
use crate::thread_state::ThreadState;
use crate::value::Value;

/// A frame of the program's own files.
pub struct FrameView<'a> {
    /// `__qualname__` of the function; `<module>`.
    pub function: &'a str,
    /// Its file.
    pub file: &'a str,
    /// The line it is at, from 1.
    pub line: u32,
    frame: &'a Frame,
}

impl ThreadState {
    /// The frames in the program's own files, innermost first.
    pub fn program_frames(&self) -> Vec<FrameView<'_>> {
        let own = self.frames().filter(|frame| !frame.code().source.library);
        own.map(|frame| FrameView {
            function: &frame.code().code.qualname,
            file: &frame.code().source.file,
            line: self.line_of(frame).unwrap_or_default(),
            frame,
        })
        .collect()
    }
}

impl FrameView<'_> {
    /// Its local variables; none of a module's frame: they are globals.
    pub fn locals(&self) -> Vec<(Name, Value)> {
        match self.frame.namespace() {
            None => self.frame.locals(),
            Some(namespace) if namespace.is(&self.frame.function.globals) => Vec::new(),
            Some(namespace) => names_of(namespace),
        }
    }
}

impl Interpreter {
    /// The modules from the program's own files.
    pub fn program_modules(&self) -> Vec<Ref<Module>> {
        let mut modules = Vec::new();
        for (_, module) in self.modules.items() {
            if let Value::Module(module) = module
                && let Some(file) = module.globals.get_text("__file__")
                && file.as_text().is_some_and(|file| self.source_text(file).is_some())
            {
                modules.push(module);
            }
        }
        modules
    }
}

/// The variables of a namespace.
pub fn names_of(namespace: &Dict) -> Vec<(Name, Value)> {
    let items = namespace.items().into_iter();
    items.filter_map(|(key, value)| Some((Name::of(key.as_str()?), value))).collect()
}
