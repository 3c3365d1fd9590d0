//! `import`: the lesson's own files, native modules, the library.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use interleave_lang::{Mode, Warning};

use crate::bytecode::Bytecode;
use crate::code::{CodeObject, SourceFile};
use crate::compiled::library_code;
use crate::dict::Dict;
use crate::interpreter::Interpreter;
use crate::lock::{Lock, LockKind};
use crate::native::{Args, Body, Context, Done, NativeResult, and_then, done, request_then};
use crate::objects::{Function, FunctionState, Module};
use crate::reference::Ref;
use crate::request::{Request, Timeout};
use crate::thread_state::{Stage, ThreadState};
use crate::value::Value;

/// Which thread is running the code of which module, and which thread waits for one.
#[derive(Default)]
pub(crate) struct Imports {
    running: AtomicU32,
    state: Mutex<ImportState>,
}

#[derive(Default)]
struct ImportState {
    importing: Vec<Import>,
    /// Who waits, and for whom.
    waiting: Vec<(u64, u64)>,
}

/// A module whose code is being run.
struct Import {
    module: String,
    thread: u64,
    /// The thread's, as locks know their owners.
    ident: u64,
    /// Held by that thread as soon as another one waits.
    lock: Option<Ref<Lock>>,
}

/// The library's modules whose code was run, in order, and code that is ready to be run.
#[derive(Default)]
pub(crate) struct Library {
    run: Vec<String>,
    ready: Vec<Ref<CodeObject>>,
}

impl Import {
    fn lock(&mut self) -> Ref<Lock> {
        let lock = self.lock.get_or_insert_with(|| {
            let lock = Lock::new(LockKind::Lock, "_import");
            lock.try_acquire(self.ident);
            Ref::new(lock)
        });
        lock.clone()
    }
}

impl Imports {
    fn any(&self) -> bool {
        self.running.load(Ordering::Relaxed) > 0
    }

    /// Makes this thread the one that imports the module, unless another one is at it: what to wait for then. To be called
    /// before the module is in `sys.modules`: whoever finds it there must know that it is not ready.
    fn begin(&self, module: &str, thread: &ThreadState) -> Result<(), Ref<Lock>> {
        let mut state = self.state();
        let others = |import: &&mut Import| import.module == module && import.thread != thread.serial();
        if let Some(other) = state.importing.iter_mut().find(others) {
            return Err(other.lock());
        }
        self.running.fetch_add(1, Ordering::Relaxed);
        let (thread, ident) = (thread.serial(), thread.ident());
        state.importing.push(Import { module: module.to_owned(), thread, ident, lock: None });
        Ok(())
    }

    /// Ends what began: what is to be released for those that wait.
    #[must_use]
    fn end(&self, module: &str) -> Option<Ref<Lock>> {
        self.running.fetch_sub(1, Ordering::Relaxed);
        let mut state = self.state();
        let at = state.importing.iter().rposition(|import| import.module == module)?;
        state.importing.remove(at).lock
    }

    fn state(&self) -> MutexGuard<'_, ImportState> {
        // Nothing in here panics half-way.
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// What to wait for if another thread is importing the module and does not wait for this one.
    fn must_wait(&self, module: &str, thread: u64) -> Option<Ref<Lock>> {
        if !self.any() {
            return None;
        }
        let mut state = self.state();
        let ImportState { importing, waiting } = &mut *state;
        waiting.retain(|&(who, _)| who != thread);
        let import = importing.iter_mut().find(|import| import.module == module)?;
        // Along the chain of who waits for whom: a circle is left with the half-made module, as in CPython.
        let mut at = import.thread;
        for _ in 0..=waiting.len() {
            if at == thread {
                return None;
            }
            match waiting.iter().find(|&&(who, _)| who == at) {
                Some(&(_, next)) => at = next,
                None => break,
            }
        }
        waiting.push((thread, import.thread));
        Some(import.lock())
    }
}

/// Where a module was found.
enum Found {
    Native(&'static crate::native::ModuleDef),
    Library { text: &'static str, package: bool },
    File { file: String, text: String, package: bool },
}

type Compiled = (Bytecode, Arc<SourceFile>, Vec<Warning>);

/// Tells the compiler's warnings about a file of the program, then goes on.
fn after_warnings(
    ctx: &mut Context<'_>,
    source: &SourceFile,
    warnings: &[Warning],
    then: impl FnOnce(&mut Context<'_>) -> NativeResult + Send + 'static,
) -> NativeResult {
    if warnings.is_empty() {
        return then(ctx);
    }
    let lines: Vec<&str> = source.text.lines().collect();
    let shown = |warning: &Warning| {
        let line = lines.get(warning.line as usize - 1).unwrap_or(&"").trim();
        format!("{}:{}: SyntaxWarning: {}\n  {line}\n", source.file, warning.line, warning.message)
    };
    let text: String = warnings.iter().map(shown).collect();
    let told = ctx.call_helper("_to_stderr", vec![Value::str(text)]);
    and_then(ctx, told, move |ctx, _| then(ctx))
}

impl Interpreter {
    fn find_module(&self, name: &str) -> Result<Option<Found>, String> {
        let path = name.replace('.', "/");
        for (file, package) in [(format!("{path}.py"), false), (format!("{path}/__init__.py"), true)] {
            // A lesson may live in a directory: its modules are beside it.
            let directory = self
                .settings
                .program
                .main
                .file
                .rfind('/')
                .map_or("", |at| &self.settings.program.main.file[..=at]);
            let found = self
                .settings
                .program
                .files
                .iter()
                .find(|source| source.file == file || source.file == format!("{directory}{file}"));
            if let Some(source) = found {
                let (file, text) = (source.file.clone(), source.text.clone());
                return Ok(Some(Found::File { file, text, package }));
            }
        }
        let main = &self.settings.program.main.file;
        if main.rsplit('/').next().is_some_and(|file| file == format!("{path}.py")) {
            let text = self.settings.program.main.text.clone();
            return Ok(Some(Found::File { file: main.clone(), text, package: false }));
        }
        if let Some(def) = crate::modules::find(name) {
            return Ok(Some(Found::Native(def)));
        }
        let found = crate::modules::library::find(name)?;
        Ok(found.map(|(text, package)| Found::Library { text, package }))
    }

    /// Text of a source file of the program, by the name tracebacks show.
    pub fn source_text(&self, file: &str) -> Option<&str> {
        if self.settings.program.main.file == file {
            return Some(&self.settings.program.main.text);
        }
        self.settings
            .program
            .files
            .iter()
            .find(|source| source.file == file)
            .map(|source| source.text.as_str())
    }

    /// A module object with the usual variables, entered in `sys.modules`.
    pub(crate) fn make_module(&self, name: &str, file: Option<&str>, package: bool) -> Ref<Module> {
        let name = self.intern(name);
        let module = Ref::new(Module { name: name.clone(), globals: Ref::new(Dict::new()) });
        let names = &self.names;
        let set = |key: &crate::string::Name, value| module.globals.set_name(key, value);
        set(&names.name, name.to_value());
        set(&names.doc, Value::None);
        let parent = name.as_str().rsplit_once('.').map_or("", |(parent, _)| parent);
        set(&names.package, Value::str(if package { name.as_str() } else { parent }));
        set(&self.intern("__loader__"), Value::None);
        set(&names.spec, Value::None);
        if let Some(file) = file {
            set(&names.file, Value::str(file));
        }
        if package {
            set(&names.path, Value::list(Vec::new()));
        }
        if let Some(builtins) = self.modules.get_text("builtins") {
            set(&names.builtins, builtins);
        }
        self.modules.set_name(&name, Value::Module(module.clone()));
        module
    }

    /// A function without parameters that runs a module's code.
    pub fn module_body(
        &self,
        code: &Bytecode,
        source: &Arc<SourceFile>,
        globals: &Ref<Dict>,
    ) -> Ref<Function> {
        let code = match source.library {
            true => self.library_module(code, source),
            false => CodeObject::new(self, code, source),
        };
        let state = FunctionState {
            name: code.name.to_value(),
            qualname: code.name.to_value(),
            doc: Value::None,
            module: Value::str(source.module.as_str()),
            annotations: None,
            attributes: None,
            stand_in: None,
        };
        Ref::new(Function::new(code, globals.clone(), Box::default(), Box::default(), Box::default(), state))
    }

    /// The code of a module of the library, which is about to be run.
    fn library_module(&self, code: &Bytecode, source: &Arc<SourceFile>) -> Ref<CodeObject> {
        let mut library = self.library.lock();
        library.run.push(source.module.clone());
        let ready = library.ready.iter().position(|ready| ready.source.module == source.module);
        match ready {
            Some(at) => library.ready.swap_remove(at),
            None => {
                drop(library);
                CodeObject::new(self, code, source)
            }
        }
    }

    /// The modules of the library whose code was run, in order, but for so many first ones.
    pub fn library_modules(&self, but: usize) -> Vec<String> {
        self.library.lock().run.iter().skip(but).cloned().collect()
    }

    /// Makes code of the library ready to be run, which is most of what an import takes. The program sees nothing of it.
    pub fn prepare_module(&self, name: &str) {
        // Helpers must be there.
        let Ok(Some((text, _))) = crate::modules::library::find(name) else { return };
        if self.modules.get_text("sys").is_none() {
            return;
        }
        if let Ok(code) = library_code(name, text) {
            let _entered = self.heap.enter();
            let code = CodeObject::new(self, &code.into(), &Arc::new(SourceFile::of_library(name, text)));
            self.library.lock().ready.push(code);
        }
    }

    /// `SyntaxError` and its kind, from the compiler.
    pub(crate) fn syntax_error(
        &self,
        error: &interleave_lang::CompileError,
        file: &str,
        text: &str,
    ) -> Value {
        let class = self.exception_class(error.kind).unwrap_or_else(|| self.exceptions.syntax_error.clone());
        let span = error.span;
        let line = text
            .lines()
            .nth(span.line.saturating_sub(1) as usize)
            .map_or(Value::None, |line| Value::str(format!("{line}\n")));
        let int = |number: u32| Value::Int(i64::from(number));
        let place = vec![
            Value::str(file),
            int(span.line),
            int(span.column + 1),
            line,
            int(span.end_line),
            int(span.end_column + 1),
        ];
        let args = vec![Value::str(error.message.as_str()), Value::tuple(place.clone())];
        let exception = self.exception_with(&class, args);
        if let Value::Instance(instance) = &exception {
            let fields = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"];
            instance.set(&self.names.msg, Value::str(error.message.as_str()));
            for (field, value) in fields.iter().zip(place) {
                instance.set(&self.intern(field), value);
            }
        }
        exception
    }

    /// Compiles a text: a `SyntaxError` if that fails.
    pub(crate) fn compile(
        &self,
        text: &str,
        file: &str,
        module: &str,
    ) -> Result<(Bytecode, Arc<SourceFile>), Value> {
        self.compile_warning(text, file, module).map(|(code, source, _)| (code, source))
    }

    /// The same, with the warnings that are to be told.
    fn compile_warning(&self, text: &str, file: &str, module: &str) -> Result<Compiled, Value> {
        match interleave_lang::compile_warning(text) {
            Ok((code, warnings)) => Ok((code.into(), program_source(text, file, module), warnings)),
            Err(error) => Err(self.syntax_error(&error, file, text)),
        }
    }

    /// A text for `exec` or `eval`.
    pub(crate) fn compile_as(
        &self,
        text: &str,
        file: &str,
        mode: Mode,
    ) -> Result<(Bytecode, Arc<SourceFile>), Value> {
        match interleave_lang::compile_as(text, mode) {
            Ok((code, _)) => Ok((code.into(), program_source(text, file, ""))),
            Err(error) => Err(self.syntax_error(&error, file, text)),
        }
    }
}

/// A source file of the program, not of the library.
fn program_source(text: &str, file: &str, module: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile::of_program(file.to_owned(), text.to_owned(), module.to_owned()))
}

/// Imports a module by its full name: the module itself.
pub(crate) fn import_module(ctx: &mut Context<'_>, name: &str) -> NativeResult {
    import_part(ctx, name.to_owned(), 0)
}

/// Imports the package up to the dot after `from`, then the rest.
fn import_part(ctx: &mut Context<'_>, name: String, from: usize) -> NativeResult {
    let end = name[from..].find('.').map_or(name.len(), |at| from + at);
    let part = name[..end].to_owned();
    let loaded = load(ctx, &part);
    and_then(ctx, loaded, move |ctx, module| {
        if let Some((parent, child)) = part.rsplit_once('.')
            && let Some(Value::Module(parent)) = ctx.interpreter.modules.get_text(parent)
        {
            parent.globals.set_name(&ctx.interpreter.intern(child), module.clone());
        }
        if end == name.len() { Ok(Done::Value(module)) } else { import_part(ctx, name, end + 1) }
    })
}

/// Waits for the thread that is running the module's code, as CPython does with a lock per module.
fn load_after(lock: Ref<Lock>, name: &str) -> NativeResult {
    let name = name.to_owned();
    let acquire = Request::Acquire { lock: lock.clone(), timeout: Timeout::Forever };
    request_then(acquire, move |_, _| request_then(Request::Release { lock }, move |ctx, _| load(ctx, &name)))
}

/// Ends an import, then goes on.
fn end_import(
    ctx: &mut Context<'_>,
    name: &str,
    then: impl FnOnce(&mut Context<'_>) -> NativeResult + Send + 'static,
) -> NativeResult {
    match ctx.interpreter.imports.end(name) {
        Some(lock) => request_then(Request::Release { lock }, move |ctx, _| then(ctx)),
        None => then(ctx),
    }
}

fn load(ctx: &mut Context<'_>, name: &str) -> NativeResult {
    let interpreter = ctx.interpreter;
    if let Some(module) = interpreter.modules.get_text(name) {
        if let Some(lock) = interpreter.imports.must_wait(name, ctx.thread.serial()) {
            return load_after(lock, name);
        }
        if module.is_none() {
            return Err(not_found(ctx, name, &format!("import of {name} halted; None in sys.modules")));
        }
        return Ok(Done::Value(module));
    }
    if let Some((parent, _)) = name.rsplit_once('.')
        && let Some(Value::Module(parent)) = interpreter.modules.get_text(parent)
        && parent.globals.get_name(&interpreter.names.path).is_none()
    {
        let text = format!("No module named '{name}'; '{}' is not a package", parent.name.as_str());
        return Err(not_found(ctx, name, &text));
    }
    let found = interpreter.find_module(name).map_err(|why| {
        let text = format!(
            "the library's module '{name}' could not be fetched: {why}. Check the network connection and run again"
        );
        ctx.error(&interpreter.exceptions.import_error, &text)
    })?;
    let Some(found) = found else {
        let text = format!("No module named '{name}'{}", explanation(name));
        return Err(not_found(ctx, name, &text));
    };
    let (code, source, package) = match found {
        Found::Native(def) => {
            return import_once(ctx, name, |ctx| {
                let module = ctx.interpreter.new_module(def);
                end_import(ctx, module.name.clone().as_str(), |_| done(Value::Module(module)))
            });
        }
        Found::Library { text, package } => {
            let file = format!("<library {name}>");
            let code =
                library_code(name, text).map_err(|error| interpreter.syntax_error(&error, &file, text))?;
            let source = SourceFile::of_library(name, text);
            (code.into(), Arc::new(source), package)
        }
        Found::File { file, text, package } => {
            let (code, source, warnings) = interpreter.compile_warning(&text, &file, name)?;
            let name = name.to_owned();
            return after_warnings(ctx, &source.clone(), &warnings, move |ctx| {
                run_module(ctx, &name, package, &code, &source)
            });
        }
    };
    run_module(ctx, name, package, &code, &source)
}

/// Does it unless another thread is at it or has done it meanwhile. `import` ends what begins here.
fn import_once(
    ctx: &mut Context<'_>,
    name: &str,
    import: impl FnOnce(&mut Context<'_>) -> NativeResult,
) -> NativeResult {
    if let Err(lock) = ctx.interpreter.imports.begin(name, ctx.thread) {
        return load_after(lock, name);
    }
    if let Some(module) = ctx.interpreter.modules.get_text(name) {
        return end_import(ctx, name, |_| done(module));
    }
    import(ctx)
}

/// Runs a module's code in a namespace of its own; if that fails it is no module.
fn run_module(
    ctx: &mut Context<'_>,
    name: &str,
    package: bool,
    code: &Bytecode,
    source: &Arc<SourceFile>,
) -> NativeResult {
    import_once(ctx, name, |ctx| {
        let module = ctx.interpreter.make_module(name, Some(&source.file), package);
        begin_module(ctx, module, code, source)
    })
}

fn begin_module(
    ctx: &mut Context<'_>,
    module: Ref<Module>,
    code: &Bytecode,
    source: &Arc<SourceFile>,
) -> NativeResult {
    let body = body_of(ctx, &module, code, source);
    let then: crate::native::Then = Box::new(move |ctx, result| {
        let name = module.name.clone();
        // First: a module that failed must not be found by those who have waited.
        let finished = finish_module(ctx, module, result);
        end_import(ctx, name.as_str(), |_| finished)
    });
    Ok(Done::Body(Box::new(Body { then: Some(then), ..body })))
}

pub(crate) fn body_of(
    ctx: &Context<'_>,
    module: &Ref<Module>,
    code: &Bytecode,
    source: &Arc<SourceFile>,
) -> Body {
    if let Some(doc) = &code.doc {
        module.globals.set_name(&ctx.interpreter.names.doc, Value::str(doc.as_str()));
    }
    let function = ctx.interpreter.module_body(code, source, &module.globals);
    Body { function, namespace: module.globals.clone(), mapping: None, then: None }
}

fn finish_module(ctx: &mut Context<'_>, module: Ref<Module>, result: Result<Value, Value>) -> NativeResult {
    match result {
        // A module may have replaced itself.
        Ok(_) => {
            Ok(Done::Value(ctx.interpreter.modules.get_name(&module.name).unwrap_or(Value::Module(module))))
        }
        Err(error) => {
            ctx.interpreter.modules.remove_name(&module.name);
            Err(error)
        }
    }
}

#[cold]
fn not_found(ctx: &Context<'_>, name: &str, text: &str) -> Value {
    let error = ctx.error(&ctx.interpreter.exceptions.module_not_found_error, text);
    if let Value::Instance(instance) = &error {
        instance.set(&ctx.interpreter.intern("name"), Value::str(name));
        instance.set(&ctx.interpreter.intern("path"), Value::None);
    }
    error
}

/// Why a module cannot be had here: a sentence to add to the message.
fn explanation(name: &str) -> &'static str {
    match name.split('.').next().unwrap_or(name) {
        "numpy" | "pandas" | "scipy" | "matplotlib" | "torch" | "tensorflow" | "sklearn" | "numba"
        | "cv2" | "PIL" => ": it is compiled machine code, which this Python cannot run",
        "socket" | "ssl" | "http" | "urllib" | "requests" | "select" | "selectors" | "socketserver"
        | "aiohttp" | "ftplib" | "smtplib" | "flask" | "django" | "fastapi" | "websockets" | "httpx" => {
            ": this Python has no network; threads, processes and queues are what it has"
        }
        "trio" | "anyio" | "gevent" | "uvloop" => ": it is not part of Python; asyncio is here",
        "tkinter" | "curses" | "turtle" | "pygame" => ": this Python has no screen of its own",
        "ray" | "dask" | "joblib" | "mpi4py" | "celery" => {
            ": it is not part of Python; threading, multiprocessing and concurrent.futures are here"
        }
        "cProfile" | "profile" | "pstats" | "trace" | "tracemalloc" | "pdb" | "bdb" => {
            ": the timeline shows what each worker did and where it waits; time.process_time() measures"
        }
        "fcntl" | "posix" | "pwd" | "grp" | "pty" | "termios" | "syslog" => {
            ": it speaks to the operating system; multiprocessing has shared_memory, locks and pipes"
        }
        "sqlite3" => ": this Python has no database; shelve, pickle, json and csv keep data in files",
        // Below `multiprocessing` and its like, a name that is tried and not found is no news.
        name if name.starts_with('_') => "",
        _ => {
            ": it is not beside the program, and this Python has only the standard library's modules for \
             threads and processes, data, text, numbers, time and files"
        }
    }
}

/// The full name of a module named with leading dots.
fn absolute_name(ctx: &Context<'_>, name: &str) -> Result<String, Value> {
    let rest = name.trim_start_matches('.');
    let level = name.len() - rest.len();
    if level == 0 {
        return Ok(name.to_owned());
    }
    let globals = ctx.thread.frames().next().map(|frame| frame.function.globals.clone());
    let package = globals.and_then(|g| g.get_name(&ctx.interpreter.names.package));
    let package = package.as_ref().and_then(|p| p.as_text()).unwrap_or("");
    if package.is_empty() {
        return Err(ctx.error(
            &ctx.interpreter.exceptions.import_error,
            "attempted relative import with no known parent package",
        ));
    }
    let mut base = package;
    for _ in 1..level {
        base = match base.rsplit_once('.') {
            Some((parent, _)) => parent,
            None => {
                return Err(ctx.error(
                    &ctx.interpreter.exceptions.import_error,
                    "attempted relative import beyond top-level package",
                ));
            }
        };
    }
    Ok(if rest.is_empty() { base.to_owned() } else { format!("{base}.{rest}") })
}

/// The `import` statement: the top package, or with `leaf` the module itself.
pub(crate) fn import_statement(ctx: &mut Context<'_>, name: &str, leaf: bool) -> NativeResult {
    let full = absolute_name(ctx, name)?;
    // The common case: it is there already.
    if let Some(module) = ctx.interpreter.modules.get_text(&full)
        && !module.is_none()
        && !ctx.interpreter.imports.any()
        && (leaf || !full.contains('.'))
    {
        return Ok(Done::Value(module));
    }
    let result = import_module(ctx, &full);
    and_then(ctx, result, move |ctx, module| {
        if leaf {
            return Ok(Done::Value(module));
        }
        let top = full.split('.').next().unwrap_or(&full);
        Ok(Done::Value(ctx.interpreter.modules.get_text(top).unwrap_or(module)))
    })
}

/// `from module import name`
pub(crate) fn import_from(ctx: &mut Context<'_>, module: &Value, name: &crate::string::Name) -> NativeResult {
    let found = super::attribute::get(ctx, module, name);
    let (module, name) = (module.clone(), name.clone());
    crate::native::compose(ctx, found, move |ctx, result| match result {
        Ok(value) => Ok(Done::Value(value)),
        Err(error) if ctx.interpreter.is_instance(&error, &ctx.interpreter.exceptions.attribute_error) => {
            let Value::Module(module) = &module else { return Err(error) };
            let full = format!("{}.{}", module.name.as_str(), name.as_str());
            let is_package = module.globals.get_name(&ctx.interpreter.names.path).is_some();
            if is_package
                && (ctx.interpreter.modules.get_text(&full).is_some()
                    || !matches!(ctx.interpreter.find_module(&full), Ok(None)))
            {
                return import_module(ctx, &full);
            }
            let file = module.globals.get_name(&ctx.interpreter.names.file);
            let place = file
                .as_ref()
                .and_then(|f| f.as_text())
                .filter(|f| !f.starts_with('<'))
                .unwrap_or("unknown location");
            let error = ctx.error(
                &ctx.interpreter.exceptions.import_error,
                format!("cannot import name '{}' from '{}' ({place})", name.as_str(), module.name.as_str()),
            );
            if let Value::Instance(instance) = &error {
                instance.set(&ctx.interpreter.intern("name"), module.name.to_value());
            }
            Err(error)
        }
        Err(error) => Err(error),
    })
}

/// `from module import *`
pub(crate) fn import_star(ctx: &mut Context<'_>, module: &Value, target: &Ref<Dict>) -> NativeResult {
    let Value::Module(module) = module else {
        return Err(ctx.error(
            &ctx.interpreter.exceptions.import_error,
            "from-import-* object has no __dict__ and no __all__",
        ));
    };
    match module.globals.get_name(&ctx.interpreter.names.all) {
        Some(all) => {
            let names = all.sequence_items().unwrap_or_default().into_iter();
            return import_listed(ctx, module.clone(), names, target.clone());
        }
        None => {
            for (key, value) in module.globals.items() {
                if let Some(text) = key.as_str()
                    && !text.as_str().starts_with('_')
                {
                    target.set_name(&ctx.interpreter.intern_str(text), value);
                }
            }
        }
    }
    crate::native::none()
}

/// The names of `__all__`, one after the other: the module may make some of them by its `__getattr__`.
fn import_listed(
    ctx: &mut Context<'_>,
    module: Ref<Module>,
    mut names: std::vec::IntoIter<Value>,
    target: Ref<Dict>,
) -> NativeResult {
    while let Some(listed) = names.next() {
        let Some(text) = listed.as_str() else { continue };
        let name = ctx.interpreter.intern_str(text);
        if let Some(value) = module.globals.get_name(&name) {
            target.set_name(&name, value);
            continue;
        }
        let Some(getattr) = module.globals.get_name(&ctx.interpreter.names.getattr) else {
            return Err(ctx.attribute_error(format!(
                "module '{}' has no attribute '{}'",
                module.name.as_str(),
                name.as_str()
            )));
        };
        return crate::native::call_then(getattr, vec![listed], move |ctx, value| {
            target.set_name(&name, value);
            import_listed(ctx, module, names, target)
        });
    }
    crate::native::none()
}

/// The main program, called by `_boot._run_main`.
pub(crate) fn run_program(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    ctx.thread.stage = Stage::Program;
    // What the program makes is finalized in order.
    ctx.interpreter.heap.sort_free();
    let main = ctx.interpreter.settings.program.main.clone();
    let module = ctx.interpreter.make_module("__main__", Some(&main.file), false);
    module.globals.set_name(&ctx.interpreter.names.package, Value::None);
    let (code, source, warnings) = ctx.interpreter.compile_warning(&main.text, &main.file, "__main__")?;
    // Nothing native waits for its end, so that it can fork.
    after_warnings(ctx, &source.clone(), &warnings, move |ctx| {
        Ok(Done::Body(Box::new(body_of(ctx, &module, &code, &source))))
    })
}

/// A function of the native module `_process`: as all of its functions it has the same name in a forked child.
pub(crate) fn boot_function(ctx: &Context<'_>, name: &str) -> Value {
    let interpreter = ctx.interpreter;
    let module = match interpreter.modules.get_text("_process") {
        Some(Value::Module(module)) => Some(module),
        _ => crate::modules::find("_process").map(|def| interpreter.new_module(def)),
    };
    module.and_then(|module| module.globals.get_text(name)).unwrap_or_default()
}

/// What the first thread of a process calls: loads the helpers and the boot protocol, then runs the program by it.
pub(crate) fn boot_main(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    prepare(ctx, |ctx| {
        let boot = import_module(ctx, "_boot");
        and_then(ctx, boot, |ctx, boot| {
            let run = boot_function(ctx, "run_program");
            let name = ctx.interpreter.intern("_run_main");
            super::attribute::call_method(ctx, &boot, &name, vec![run])
        })
    })
}

/// Loads the helper module, on which native code relies, and `sys`.
pub(crate) fn prepare(
    ctx: &mut Context<'_>,
    then: impl FnOnce(&mut Context<'_>) -> NativeResult + Send + 'static,
) -> NativeResult {
    let interpreter = ctx.interpreter;
    if interpreter.modules.get_text("builtins").is_none() {
        let name = interpreter.intern("builtins");
        let module = Ref::new(Module { name: name.clone(), globals: interpreter.builtins.clone() });
        interpreter.builtins.set_name(&interpreter.names.name, name.to_value());
        interpreter.modules.set_name(&name, Value::Module(module));
    }
    let module = "_builtins";
    let Ok(Some((text, _))) = crate::modules::library::find(module) else {
        return Err(ctx.error(&interpreter.exceptions.system_error, "the library lacks _builtins"));
    };
    let file = format!("<library {module}>");
    let code = library_code(module, text).map_err(|error| interpreter.syntax_error(&error, &file, text))?;
    let source = Arc::new(SourceFile::of_library(module, text));
    let name = interpreter.intern(module);
    interpreter.helpers.set_name(&interpreter.names.name, name.to_value());
    if let Some(builtins) = interpreter.modules.get_text("builtins") {
        interpreter.helpers.set_name(&interpreter.names.builtins, builtins);
    }
    let function = interpreter.module_body(&code.into(), &source, &interpreter.helpers);
    let body = Body { function, namespace: interpreter.helpers.clone(), mapping: None, then: None };
    and_then(ctx, Ok(Done::Body(Box::new(body))), move |ctx, _| {
        // `sys` first: its setup may rely on the helpers.
        let sys = import_module(ctx, "sys");
        and_then(ctx, sys, move |ctx, _| then(ctx))
    })
}
