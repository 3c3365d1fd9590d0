//! `_collections._tuplegetter`: an item of a named tuple by its name.

use crate::guard::Guard;
use crate::interpreter::Interpreter;
use crate::native::{Args, Context, Def, Getter, NativeData, NativeObject, NativeResult, TypeDef, done};
use crate::objects::Module;
use crate::reference::Ref;
use crate::value::Value;

const TYPE: TypeDef = TypeDef {
    new: Some(new),
    methods: &[
        Def::range("__get__", get, 1, 2),
        Def::new("__set__", |ctx, _| Err(ctx.attribute_error("can't set attribute")), 2),
        Def::new("__delete__", |ctx, _| Err(ctx.attribute_error("can't delete attribute")), 1),
        Def::new("__reduce__", reduce, 0),
    ],
    getters: &[Getter {
        name: "__doc__",
        get: |ctx, value| Ok(field(ctx, value)?.state.lock().1.clone()),
        set: Some(|ctx, value, doc| {
            let doc = if doc.is_unbound() { Value::None } else { doc };
            let old = std::mem::replace(&mut field(ctx, value)?.state.lock().1, doc);
            drop(old);
            Ok(())
        }),
    }],
    ..TypeDef::EMPTY
};

pub(super) fn setup(interpreter: &Interpreter, module: &Module) {
    let class = interpreter.new_type("_tuplegetter", "collections", None, &TYPE);
    module.globals.set_name(&interpreter.intern("_tuplegetter"), Value::Class(class));
}

/// Which item, and `__doc__`.
pub(crate) struct TupleField {
    state: Guard<(usize, Value)>,
}

impl TupleField {
    /// The item of an object that has a tuple; none: it has no tuple, or a shorter one.
    #[inline]
    pub(crate) fn of(&self, object: &Value) -> Option<Value> {
        let place = self.state.look(|state| state.0);
        object.as_tuple()?.get(place).cloned()
    }
}

impl NativeData for TupleField {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.state.lock().1);
    }

    fn empty(&self) {
        let old = self.state.lock().1.take();
        drop(old);
    }

    fn state(&self) -> Option<Value> {
        let (place, doc) = self.state.lock().clone();
        Some(Value::tuple([Value::from_usize(place), doc]))
    }

    fn restore(&self, ctx: &mut Context<'_>, saved: Value) -> Result<(), Value> {
        let parts = saved.sequence_items().unwrap_or_default();
        let [place, doc] = &parts[..] else { return Err(ctx.type_error("invalid state")) };
        let place = ctx.size(place)?;
        let old = std::mem::replace(&mut *self.state.lock(), (place, doc.clone()));
        drop(old);
        Ok(())
    }
}

/// `_tuplegetter(place, doc)`; the heap image makes one without arguments, and restores it.
fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let place = args.get(1).map_or(Ok(0), |place| ctx.size(place))?;
    let doc = args.get(2).cloned().unwrap_or(Value::None);
    let Value::Class(class) = &args[0] else { return Err(ctx.type_error("a class is missing")) };
    let field = TupleField { state: Guard::new((place, doc)) };
    done(Value::Native(Ref::new(NativeObject::new(class.clone(), field))))
}

fn field<'a>(ctx: &Context<'_>, value: &'a Value) -> Result<&'a TupleField, Value> {
    value.native::<TupleField>().ok_or_else(|| ctx.type_error("not a _tuplegetter"))
}

fn get(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if args[1].is_none() {
        return done(args.this().clone());
    }
    match field(ctx, args.this())?.of(&args[1]) {
        Some(item) => done(item),
        None => Err(no_item(ctx, args.this(), &args[1])),
    }
}

/// What is wrong about an object that has not the item.
pub(crate) fn no_item(ctx: &Context<'_>, field: &Value, object: &Value) -> Value {
    if object.as_tuple().is_some() {
        return ctx.index_error("tuple index out of range");
    }
    let place = field.native::<TupleField>().map_or(0, |field| field.state.lock().0);
    let kind = ctx.type_name(object);
    ctx.type_error(format!(
        "descriptor for index '{place}' for tuple subclasses doesn't apply to '{kind}' object"
    ))
}

fn reduce(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (place, doc) = field(ctx, args.this())?.state.lock().clone();
    let class = Value::Class(ctx.interpreter.class_of(args.this()).clone());
    done(Value::tuple([class, Value::tuple([Value::from_usize(place), doc])]))
}
