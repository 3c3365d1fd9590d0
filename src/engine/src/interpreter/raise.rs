//! `raise` and `except`.

use crate::class::flag;
use crate::interpreter::Interpreter;
use crate::native::{Context, NativeResult, and_then, call_then, done};
use crate::value::Value;

impl Interpreter {
    /// The exception that `raise value` (`from cause`) raises, as the error of the result.
    pub(crate) fn make_exception(
        &self,
        ctx: &mut Context<'_>,
        value: Value,
        cause: Option<Value>,
    ) -> NativeResult {
        let made = self.instantiate(ctx, value, "exceptions must derive from BaseException");
        let Some(cause) = cause else {
            return and_then(ctx, made, |ctx, error| {
                ctx.interpreter.chain(ctx.thread, &error, true);
                Err(error)
            });
        };
        and_then(ctx, made, move |ctx, error| {
            let cause = if cause.is_none() {
                done(Value::None)
            } else {
                ctx.interpreter.instantiate(ctx, cause, "exception causes must derive from BaseException")
            };
            and_then(ctx, cause, move |ctx, cause| {
                if let Some(state) = error.as_exception() {
                    let mut fields = state.fields.lock();
                    fields.cause = cause;
                    fields.suppress_context = true;
                }
                ctx.interpreter.chain(ctx.thread, &error, true);
                Err(error)
            })
        })
    }

    fn instantiate(&self, ctx: &mut Context<'_>, value: Value, otherwise: &'static str) -> NativeResult {
        match &value {
            Value::Class(class) if class.has(flag::EXCEPTION) => {
                let name = class.name.clone();
                call_then(value, Vec::new(), move |ctx, made| {
                    if Interpreter::is_exception(&made) {
                        return done(made);
                    }
                    Err(ctx.type_error(format!(
                        "calling {} should have returned an instance of BaseException, not {}",
                        name.as_str(),
                        ctx.type_name(&made)
                    )))
                })
            }
            value if Interpreter::is_exception(value) => done(value.clone()),
            _ => Err(ctx.type_error(otherwise)),
        }
    }

    /// Whether an `except` clause with this class or tuple of classes takes the exception.
    pub(crate) fn match_exception(
        &self,
        ctx: &mut Context<'_>,
        error: &Value,
        class: &Value,
    ) -> NativeResult {
        let matches = |class: &Value| match class {
            Value::Class(class) if class.has(flag::EXCEPTION) => {
                Some(self.class_of(error).is_subclass(class))
            }
            _ => None,
        };
        let answer = match class {
            Value::Tuple(classes) => {
                classes.iter().try_fold(false, |found, class| matches(class).map(|matched| found || matched))
            }
            class => matches(class),
        };
        match answer {
            Some(answer) => done(answer),
            None => {
                Err(ctx.type_error("catching classes that do not inherit from BaseException is not allowed"))
            }
        }
    }
}
