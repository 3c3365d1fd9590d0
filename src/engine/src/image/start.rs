//! Starting a process from an image.

use std::sync::Arc;

use super::{ImageError, fork, spawned};
use crate::interpreter::Interpreter;
use crate::interpreter::attribute::call_method;
use crate::interpreter::import::{boot_function, import_module, prepare};
use crate::native::{Args, Context, Def, NativeResult, and_then};
use crate::objects::BoundMethod;
use crate::reference::Ref;
use crate::settings::Settings;
use crate::thread_state::ThreadState;
use crate::value::Value;

impl Interpreter {
    /// A forked or spawned child, and its main thread.
    ///
    /// A fork's main thread has the ident of the thread that forked; a spawned one gets a fresh one from its host.
    pub fn from_image(
        settings: Settings,
        image: &[u8],
    ) -> Result<(Arc<Interpreter>, ThreadState), ImageError> {
        let interpreter = Interpreter::new(settings);
        if let Some(pickle) = spawned(image) {
            let start = interpreter.module_function(&Def::new("_spawned", boot_spawned, 1), "_boot");
            let thread = ThreadState::new(start, vec![Value::bytes(pickle)]);
            return Ok((interpreter, thread));
        }
        let mut thread = ThreadState::new(Value::None, Vec::new());
        let root = fork::read(&mut Context { interpreter: &interpreter, thread: &mut thread }, image)?;
        if root.function.is_unbound() {
            thread.set_ident(root.ident);
            return Ok((interpreter, thread));
        }
        let boot = match interpreter.modules.get_text("_boot") {
            Some(Value::Module(boot)) => boot.globals.get_text("_run_child"),
            _ => None,
        };
        let boot = boot.ok_or_else(|| ImageError::Unknown("the module '_boot'".into()))?;
        let mut thread = ThreadState::new(boot, vec![root.function]);
        thread.set_ident(root.ident);
        Ok((interpreter, thread))
    }
}

/// What the main thread of a spawned process calls, with the pickle that its parent made for it.
fn boot_spawned(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let pickle = args[0].clone();
    prepare(ctx, move |ctx| {
        let boot = import_module(ctx, "_boot");
        and_then(ctx, boot, move |ctx, boot| {
            // `_run_child` calls it without arguments.
            let function = boot_function(ctx, "run_spawned");
            let run = Value::BoundMethod(Ref::new(BoundMethod { function, receiver: pickle }));
            let name = ctx.interpreter.intern("_run_child");
            call_method(ctx, &boot, &name, vec![run])
        })
    })
}

pub(crate) fn run_spawned(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let pickle = args[0].clone();
    let boot = import_module(ctx, "_boot");
    and_then(ctx, boot, move |ctx, boot| {
        let name = ctx.interpreter.intern("_run_spawned");
        call_method(ctx, &boot, &name, vec![pickle])
    })
}
