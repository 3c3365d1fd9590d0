//! In the browser `decimal` is Python (`lib-browser/decimal.py`): no object is a native number.

use crate::native::Context;
use crate::value::Value;

pub(crate) fn is_decimal(_: &Value) -> bool {
    false
}

pub(crate) fn float(ctx: &Context<'_>, value: &Value) -> Result<f64, Value> {
    Err(ctx.type_error(format!("must be real number, not {}", ctx.type_name(value))))
}

pub(crate) fn equal(_: &Value, _: &Value) -> Option<bool> {
    None
}

pub(crate) fn truth(_: &Value) -> Option<bool> {
    None
}
