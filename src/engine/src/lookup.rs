//! Finding a key whose hash or equality is written in Python, or that is to be compared with such keys.

use crate::class::flag;
use crate::compare::{equal_natively, hash_natively};
use crate::dict::Key;
use crate::native::{Context, NativeResult, and_then};
use crate::value::Value;

/// What is done with the key.
type Then = Box<dyn FnOnce(&mut Context<'_>, Key) -> NativeResult + Send>;

/// A key that is being looked for in a dict or set.
struct Search {
    key: Value,
    hash: i64,
    /// Those in the container with this hash that have not been compared yet.
    candidates: std::vec::IntoIter<Value>,
    then: Then,
}

/// Asks for the key's hash, then which equal key the container has, and continues with that or the key itself.
pub(crate) fn find(ctx: &mut Context<'_>, container: &Value, key: &Value, then: Then) -> NativeResult {
    let (container, key) = (container.clone(), key.clone());
    let hash = crate::builtins::hash_of(ctx, &key);
    and_then(ctx, hash, move |ctx, hash| {
        let hash = ctx.index(&hash)?;
        let candidates = if let Some(dict) = container.as_dict() {
            dict.lock().candidates(hash)
        } else if let Some(set) = container.as_any_set() {
            set.lock().candidates(hash)
        } else {
            Vec::new()
        };
        Search { key, hash, candidates: candidates.into_iter(), then }.go_on(ctx)
    })
}

impl Search {
    fn go_on(mut self, ctx: &mut Context<'_>) -> NativeResult {
        while let Some(candidate) = self.candidates.next() {
            if candidate.is(&self.key) {
                return self.end(ctx, Some(candidate));
            }
            match equal_natively(&candidate, &self.key) {
                Some(true) => return self.end(ctx, Some(candidate)),
                Some(false) => {}
                None => {
                    let key = self.key.clone();
                    return ctx.equal(&candidate.clone(), &key, move |ctx, equal| {
                        if equal { self.end(ctx, Some(candidate)) } else { self.go_on(ctx) }
                    });
                }
            }
        }
        self.end(ctx, None)
    }

    fn end(self, ctx: &mut Context<'_>, found: Option<Value>) -> NativeResult {
        let exotic = match &self.key {
            // One that has a hash of its own and is equal to nothing but itself.
            Value::Instance(instance) => {
                instance.class.has(flag::USER_EQ)
                    || !matches!(instance.payload, Value::Unbound | Value::Exception(_))
            }
            other => hash_natively(ctx.interpreter, other).is_err(),
        };
        let key = Key { value: found.unwrap_or(self.key), hash: self.hash, resolved: true, exotic };
        (self.then)(ctx, key)
    }
}
