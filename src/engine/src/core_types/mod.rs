//! The types the machine itself is made of: `object`, `type`, functions, descriptors, modules, exceptions, generators.

pub(crate) mod async_step;
mod bases;
mod code;
pub(crate) mod descriptor;
mod exception;
mod function;
pub(crate) mod generator;
mod module;
pub(crate) mod object;
pub(crate) mod slot;
mod type_;

use crate::class::flag;
use crate::interpreter::Interpreter;

/// Fills these types.
pub(crate) fn install(interpreter: &Interpreter) {
    let types = &interpreter.types;
    object::install(interpreter);
    for (class, def) in [
        (&types.type_, &type_::TYPE),
        (&types.function, &function::FUNCTION),
        (&types.method, &function::METHOD),
        (&types.builtin_function, &function::NATIVE),
        (&types.method_descriptor, &function::NATIVE),
        (&types.method_descriptor, &function::DESCRIPTOR),
        (&types.cell, &function::CELL),
        (&types.code, &code::CODE),
        (&types.frame, &code::FRAME),
        (&types.traceback, &code::TRACEBACK),
        (&types.property, &descriptor::PROPERTY),
        (&types.staticmethod, &descriptor::STATIC),
        (&types.classmethod, &descriptor::CLASS),
        (&types.member, &descriptor::MEMBER),
        (&types.slot, &slot::TYPE),
        (&types.super_, &descriptor::SUPER),
        (&types.module, &module::TYPE),
        (&types.generator, &generator::TYPE),
        (&types.coroutine, &generator::COROUTINE),
        (&types.async_generator, &generator::ASYNC_GENERATOR),
        (&types.async_generator_asend, &async_step::TYPE),
        (&types.async_generator_athrow, &async_step::TYPE),
    ] {
        interpreter.extend_type(class, def);
    }
    exception::install(interpreter);
    // What derives from them is asked by `__get__` and `__set__`, as other descriptors are.
    types.property.set_flags(flag::DESCRIPTOR | flag::DATA_DESCRIPTOR);
    types.staticmethod.set_flags(flag::DESCRIPTOR);
    types.classmethod.set_flags(flag::DESCRIPTOR);
}
