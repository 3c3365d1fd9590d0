//! `_image`: heap images and pickles, below `multiprocessing` and `pickle`.

use crate::image;
use crate::interpreter::Interpreter;
use crate::native::{Args, Context, Def, ModuleDef, NativeResult, TypeDef, done};
use crate::objects::Module;
use crate::value::Value;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_image",
    functions: &[
        Def::new("fork", fork, 1)
            .doc("Image of this process for a child that calls the argument, and handles in it."),
        Def::new("spawn", spawn, 1).doc("Image of a fresh process that is handed these bytes."),
        Def::new("dumps", dumps, 1).doc("The object as bytes, and the handles in it."),
        Def::new("loads", loads, 1).doc("The object of such bytes."),
        Def::new("standard_dumps", standard_dumps, 2)
            .doc("The pickle of an object by a protocol of CPython's, 4 or 5."),
        Def::range("standard_loads", standard_loads, 1, 2)
            .doc("The object of such a pickle, or of the rest of one, of a protocol; NotImplemented: it is damaged or of an old protocol."),
    ],
    setup: Some(setup),
    doc: "Heap images and pickles.",
};

fn setup(interpreter: &Interpreter, module: &Module) {
    let class = |name: &str, base| {
        let class = interpreter.new_type(name, "_pickle", Some(base), &TypeDef::EMPTY);
        module.globals.set_name(&interpreter.intern(name), Value::Class(class.clone()));
        class
    };
    let error = class("PickleError", &interpreter.exceptions.exception);
    class("PicklingError", &error);
    class("UnpicklingError", &error);
}

fn fork(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (bytes, handles) = image::fork(ctx, &args[0])?;
    let handles = handles.into_iter().map(|handle| Value::Int(handle as i64)).collect();
    done(Value::tuple([Value::bytes(bytes), Value::list(handles)]))
}

fn spawn(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match args[0].as_bytes() {
        Some(bytes) => done(Value::bytes(image::spawn(bytes))),
        None => Err(ctx.type_error("spawn() needs the bytes of dumps()")),
    }
}

fn dumps(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    image::pickle::dumps(ctx, &args[0])
}

fn loads(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    image::pickle::loads(ctx, &args[0])
}

fn standard_dumps(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match args[1].as_int().and_then(|protocol| u8::try_from(protocol).ok()) {
        Some(protocol) => image::standard::dumps(ctx, &args[0], protocol),
        None => Err(ctx.type_error("standard_dumps() needs the number of a protocol")),
    }
}

fn standard_loads(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let protocol = args.get(1).and_then(Value::as_int).and_then(|protocol| u8::try_from(protocol).ok());
    match &args[0] {
        Value::Bytes(pickle) => image::standard::loads(ctx, pickle, protocol.unwrap_or(0)),
        _ => Err(ctx.type_error("standard_loads() needs bytes")),
    }
}
