//! Numbers that objects say they are: `__index__` and `__float__` of classes written in Python, as arguments of native functions.
//!
//! A native function calls no Python. Where it wants a number and gets an object that could tell one, it fails as if there
//! were none, and says so in its thread; whoever invoked it asks the object, and invokes the function again with the answer in
//! the object's place. So a function that asks for numbers must do that before it changes anything, as CPython's argument
//! clinic does.

use crate::native::{Args, Call, Context, Done, NativeFunction, NativeResult, call_then};
use crate::reference::Ref;
use crate::string::Name;
use crate::value::Value;

/// An object that a native function took for no number.
pub(crate) struct Refused {
    object: Value,
    /// What the function has raised.
    error: Value,
    whole: bool,
}

impl Context<'_> {
    /// `error`, because `value` is no integer; its class may have `__index__`.
    pub(crate) fn no_index(&self, value: &Value, error: Value) -> Value {
        self.refuse(value, error, true, &[&self.interpreter.names.index])
    }

    /// `error`, because `value` is no real number; its class may have `__float__` or `__index__`.
    pub(crate) fn no_float(&self, value: &Value, error: Value) -> Value {
        let names = &self.interpreter.names;
        self.refuse(value, error, false, &[&names.float, &names.index])
    }

    #[cold]
    fn refuse(&self, value: &Value, error: Value, whole: bool, methods: &[&Name]) -> Value {
        if let Value::Instance(instance) = value
            && instance.payload.is_unbound()
            && methods.iter().any(|method| instance.class.lookup(method).is_some())
        {
            let refused = Refused { object: value.clone(), error: error.clone(), whole };
            self.thread.refused.set(Some(Box::new(refused)));
        }
        error
    }
}

/// The result of `function`, which has failed: if it is for an object among its arguments that can tell a number, once more
/// with that.
#[cold]
pub(crate) fn once_more(
    ctx: &mut Context<'_>,
    function: &NativeFunction,
    args: &Args<'_>,
    error: Value,
) -> NativeResult {
    let Some(refused) = ctx.thread.refused.take() else { return Err(error) };
    let Refused { object, error: raised, whole } = *refused;
    if !raised.is(&error) || !args.values().iter().any(|value| value.is(&object)) {
        return Err(error);
    }
    let function =
        NativeFunction { def: function.def, owner: function.owner.clone(), module: function.module };
    let callable = Value::NativeFunction(Ref::new(function));
    let (mut values, names) = (args.values().to_vec(), args.names().to_vec());
    let number = if whole { ctx.helper("_index") } else { Value::Class(ctx.interpreter.types.float.clone()) };
    call_then(number, vec![object.clone()], move |_, number| {
        for value in values.iter_mut().filter(|value| value.is(&object)) {
            *value = number.clone();
        }
        Ok(Done::Call(Box::new(Call { callable, args: values, names, then: None })))
    })
}
