//! The types `Context` and `SignalDict`.

use smallvec::SmallVec;

use super::arithmetic::Op;
use super::conversion;
use super::number::MOST;
use super::object::{self, evaluate, modular_power, text_of};
use super::rules::{ROUNDINGS, Rounding, Rules, signal};
use super::{MODULE_NAME, given};
use crate::guard::Guard;
use crate::native::{
    Args, Context, Def, Getter, NativeData, NativeObject, NativeResult, TypeDef, and_then, done, none,
};
use crate::reference::Ref;
use crate::value::Value;

/// The signals in the order of Python's `signals`, and after them the conditions that share the flag of the first.
const SIGNALS: [u32; 9] = [
    signal::ANY_INVALID,
    signal::FLOAT,
    signal::DIVISION_BY_ZERO,
    signal::OVERFLOW,
    signal::UNDERFLOW,
    signal::SUBNORMAL,
    signal::INEXACT,
    signal::ROUNDED,
    signal::CLAMPED,
];
const CONDITIONS: [u32; 4] = [signal::SYNTAX, signal::IMPOSSIBLE, signal::UNDEFINED, signal::INVALID_CONTEXT];

/// A context's settings, and its two sets of signals: flags and traps.
struct Settings {
    rules: Guard<Rules>,
    signals: Guard<[Value; 2]>,
}

const FLAGS: usize = 0;
const TRAPS: usize = 1;

impl NativeData for Settings {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        self.signals.lock().iter().for_each(visit);
    }

    fn empty(&self) {
        let old = std::mem::take(&mut *self.signals.lock());
        drop(old);
    }

    fn state(&self) -> Option<Value> {
        let rules = *self.rules.lock();
        let mut values = numbers(&rules).map(Value::Int).to_vec();
        values.extend(self.signals.lock().iter().cloned());
        Some(Value::tuple(values))
    }

    fn restore(&self, ctx: &mut Context<'_>, state: Value) -> Result<(), Value> {
        let parts = state.sequence_items().unwrap_or_default();
        let [numbers @ .., flags, traps] = &parts[..] else { return Err(ctx.type_error("invalid state")) };
        let mut rules = Rules::DEFAULT;
        for (place, value) in numbers.iter().enumerate() {
            change(&mut rules, place, ctx.index(value)?);
        }
        *self.rules.lock() = rules;
        let old = std::mem::replace(&mut *self.signals.lock(), [flags.clone(), traps.clone()]);
        drop(old);
        Ok(())
    }
}

/// `prec`, `Emin`, `Emax`, `capitals`, `clamp`, `rounding`
fn numbers(rules: &Rules) -> [i64; 6] {
    [
        rules.prec,
        rules.emin,
        rules.emax,
        i64::from(rules.capitals),
        i64::from(rules.clamp),
        rules.rounding as i64,
    ]
}

fn change(rules: &mut Rules, place: usize, value: i64) {
    match place {
        0 => rules.prec = value.clamp(1, MOST),
        1 => rules.emin = value.clamp(-MOST, 0),
        2 => rules.emax = value.clamp(0, MOST),
        3 => rules.capitals = value != 0,
        4 => rules.clamp = value != 0,
        _ => rules.rounding = ROUNDINGS[value.rem_euclid(8) as usize].1,
    }
}

/// Flags or traps.
struct Signals(Guard<u32>);

impl NativeData for Signals {
    fn state(&self) -> Option<Value> {
        Some(Value::Int(i64::from(*self.0.lock())))
    }

    fn restore(&self, ctx: &mut Context<'_>, state: Value) -> Result<(), Value> {
        *self.0.lock() = ctx.index(&state)? as u32;
        Ok(())
    }
}

fn settings<'a>(ctx: &Context<'_>, value: &'a Value) -> Result<&'a Settings, Value> {
    value.native::<Settings>().ok_or_else(|| ctx.type_error("optional argument must be a context"))
}

/// The settings of a context.
pub(super) fn rules(context: &Value) -> Rules {
    context.native::<Settings>().map_or(Rules::DEFAULT, |settings| settings.rules.look(|rules| *rules))
}

fn signals(context: &Value, which: usize) -> Value {
    context.native::<Settings>().map_or(Value::None, |settings| settings.signals.lock()[which].clone())
}

fn bits(signals: &Value) -> u32 {
    signals.native::<Signals>().map_or(0, |signals| *signals.0.lock())
}

fn set_bits(signals: &Value, change: impl FnOnce(u32) -> u32) {
    if let Some(signals) = signals.native::<Signals>() {
        let mut bits = signals.0.lock();
        *bits = change(*bits);
    }
}

// ---- the thread's context

/// The given context, or that of the thread if it is known.
pub(super) fn of(ctx: &Context<'_>, given: &Value) -> Result<Option<Value>, Value> {
    if !given.is_unbound() && !given.is_none() {
        settings(ctx, given)?;
        return Ok(Some(given.clone()));
    }
    Ok(ctx.thread.decimal.bound().cloned())
}

/// Continues with a context.
pub(super) type WithContext = Box<dyn FnOnce(&mut Context<'_>, Value) -> NativeResult + Send>;

/// Continues with the context of the thread, which Python finds among the context variables.
pub(super) fn find(ctx: &mut Context<'_>, then: WithContext) -> NativeResult {
    let found = ctx.call_module("_decimal_base", "_find_context", Vec::new());
    and_then(ctx, found, move |ctx, context| {
        settings(ctx, &context)?;
        let old = std::mem::replace(&mut ctx.thread.decimal, context.clone());
        drop(old);
        then(ctx, context)
    })
}

/// `getcontext()`
pub(super) fn current(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    match of(ctx, &Value::Unbound)? {
        Some(context) => done(context),
        None => find(ctx, Box::new(|_, context| done(context))),
    }
}

/// Raises a flag.
pub(super) fn note(context: &Value, status: u32) {
    let whole = if status & signal::ANY_INVALID != 0 { status | signal::ANY_INVALID } else { status };
    set_bits(&signals(context, FLAGS), |bits| bits | whole);
}

/// Raises the flags of what was signalled, and an exception if one is trapped.
pub(super) fn settle(ctx: &Context<'_>, context: &Value, status: u32) -> Result<(), Value> {
    if status == 0 {
        return Ok(());
    }
    note(context, status);
    let trapped = bits(&signals(context, TRAPS)) & status;
    if trapped == 0 {
        return Ok(());
    }
    let classes = all_signals(ctx);
    let place = SIGNALS.iter().position(|signal| trapped & signal != 0).unwrap_or(0);
    let Some(Value::Class(error)) = classes.get(place) else {
        return Err(ctx.runtime_error("the module decimal is not loaded"));
    };
    // As CPython lists them: invalid operations by their conditions.
    let conditions = [signal::INVALID].into_iter().chain(CONDITIONS).chain(SIGNALS[1..].iter().copied());
    let order = [0, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8];
    let list = conditions.zip(order).filter(|(condition, _)| trapped & condition != 0);
    let list = Value::list(list.filter_map(|(_, place)| classes.get(place).cloned()).collect());
    Err(ctx.interpreter.exception_with(error, vec![list]))
}

// ---- settings

fn wrong_rounding(ctx: &Context<'_>) -> Value {
    ctx.type_error(
        "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, \
         ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]",
    )
}

/// A way of rounding by its name; None is left to the context.
pub(super) fn rounding(ctx: &Context<'_>, value: &Value) -> Result<Option<Rounding>, Value> {
    if value.is_unbound() || value.is_none() {
        return Ok(None);
    }
    let name = value.as_text().unwrap_or_default();
    let found = ROUNDINGS.iter().find(|(known, _)| *known == name);
    found.map(|(_, rounding)| Some(*rounding)).ok_or_else(|| wrong_rounding(ctx))
}

const NAMES: [&str; 8] = ["prec", "Emin", "Emax", "capitals", "clamp", "rounding", "flags", "traps"];

fn get(ctx: &Context<'_>, value: &Value, place: usize) -> Result<Value, Value> {
    let rules = settings(ctx, value)?.rules.look(|rules| *rules);
    Ok(match place {
        0..=4 => Value::Int(numbers(&rules)[place]),
        5 => ctx.interpreter.intern(ROUNDINGS[rules.rounding as usize].0).to_value(),
        _ => signals(value, place - 6),
    })
}

fn set(ctx: &mut Context<'_>, value: &Value, place: usize, new: &Value) -> Result<(), Value> {
    let settings = settings(ctx, value)?;
    if new.is_unbound() {
        return Err(ctx.attribute_error("context attributes cannot be deleted"));
    }
    if place >= 6 {
        let new = signals_argument(ctx, new)?;
        set_bits(&signals(value, place - 6), |_| new);
        return Ok(());
    }
    let number = if place == 5 {
        rounding(ctx, new)?.ok_or_else(|| wrong_rounding(ctx))? as i64
    } else {
        if new.to_bigint().is_none() {
            return Err(ctx.type_error("an integer is required"));
        }
        ctx.index(new)?
    };
    let name = NAMES[place];
    let (range, words) = match place {
        0 => (1..=MOST, "[1, MAX_PREC]"),
        1 => (-MOST..=0, "[MIN_EMIN, 0]"),
        2 => (0..=MOST, "[0, MAX_EMAX]"),
        5 => (0..=7, ""),
        _ => (0..=1, ""),
    };
    if !range.contains(&number) {
        return Err(ctx.value_error(if words.is_empty() {
            format!("valid values for {name} are 0 or 1")
        } else {
            format!("valid range for {name} is {words}")
        }));
    }
    change(&mut settings.rules.lock(), place, number);
    Ok(())
}

macro_rules! getters {
    ($($place:literal)*) => {
        [$(Getter {
            name: NAMES[$place],
            get: |ctx, value| get(ctx, value, $place),
            set: Some(|ctx, value, new| set(ctx, value, $place, &new)),
        },)*]
    };
}

/// The bit of a signal's class.
fn signal_bit(ctx: &Context<'_>, class: &Value) -> Result<u32, Value> {
    let classes = all_signals(ctx);
    let place = classes.iter().take(SIGNALS.len()).position(|known| known.is(class));
    place.map(|place| SIGNALS[place]).ok_or_else(|| {
        ctx.key_error(Value::str(
            "valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, \
             Underflow, Subnormal, Inexact, Rounded,\n   Clamped]",
        ))
    })
}

/// Signals as a dict of all of them, or a `SignalDict`.
fn signals_argument(ctx: &Context<'_>, value: &Value) -> Result<u32, Value> {
    if value.native::<Signals>().is_some() {
        return Ok(bits(value));
    }
    let Some(dict) = value.as_dict() else {
        return Err(ctx.type_error("argument must be a signal dict"));
    };
    let items = dict.items();
    let wrong = || ctx.key_error(Value::str("invalid signal dict"));
    if items.len() != SIGNALS.len() {
        return Err(wrong());
    }
    let mut all = 0;
    for (key, value) in items {
        let bit = signal_bit(ctx, &key).map_err(|_| wrong())?;
        if crate::compare::truth_natively(ctx.interpreter, &value).unwrap_or(true) {
            all |= bit;
        }
    }
    Ok(all)
}

/// As [`signals_argument`], or a list of those that are set.
fn signals_or_list(ctx: &Context<'_>, value: &Value) -> Result<u32, Value> {
    match value.as_list() {
        Some(list) => list.snapshot().iter().try_fold(0, |bits, class| Ok(bits | signal_bit(ctx, class)?)),
        None => signals_argument(ctx, value),
    }
}

/// A context like another one.
fn make(ctx: &Context<'_>, rules: Rules, set: [u32; 2]) -> Result<Value, Value> {
    let class = ctx.module_class(MODULE_NAME, "SignalDict")?;
    let signals =
        set.map(|bits| Value::Native(Ref::new(NativeObject::new(class.clone(), Signals(Guard::new(bits))))));
    let class = ctx.module_class(MODULE_NAME, "Context")?;
    let settings = Settings { rules: Guard::new(rules), signals: Guard::new(signals) };
    Ok(Value::Native(Ref::new(NativeObject::new(class, settings))))
}

/// As the template, without flags.
fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let traps = signal::ANY_INVALID | signal::DIVISION_BY_ZERO | signal::OVERFLOW;
    let made = match given(ctx, "template").filter(|template| template.native::<Settings>().is_some()) {
        Some(template) => make(ctx, rules(&template), [0, bits(&signals(&template, TRAPS))])?,
        None => make(ctx, Rules::DEFAULT, [0, traps])?,
    };
    ctx.construct(&args[0], made)
}

/// The constructor's order of [`NAMES`].
const ORDER: [usize; 8] = [0, 5, 1, 2, 3, 4, 6, 7];

fn init(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let names = ORDER.map(|place| NAMES[place]);
    if args.len() + args.names().len() > 9 {
        let given = args.len() + args.names().len() - 1;
        return Err(ctx.type_error(format!("function takes at most 8 arguments ({given} given)")));
    }
    if let Some(name) = args.names().iter().find(|name| !names.contains(&name.as_str())) {
        let name = name.as_str();
        return Err(ctx.type_error(format!("'{name}' is an invalid keyword argument for this function")));
    }
    let values = args.bind(ctx, "Context", 1, names, 0)?;
    for (value, place) in values.iter().zip(ORDER) {
        if value.is_unbound() || value.is_none() {
            continue;
        }
        if place >= 6 {
            let new = signals_or_list(ctx, value)?;
            set_bits(&signals(args.this(), place - 6), |_| new);
        } else {
            set(ctx, args.this(), place, value)?;
        }
    }
    none()
}

// ---- methods

fn copy(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    settings(ctx, args.this())?;
    let set = [FLAGS, TRAPS].map(|which| bits(&signals(args.this(), which)));
    done(make(ctx, rules(args.this()), set)?)
}

fn clear(args: &Args<'_>, which: usize) -> NativeResult {
    set_bits(&signals(args.this(), which), |_| 0);
    none()
}

/// The classes of signals and conditions.
fn all_signals(ctx: &Context<'_>) -> Vec<Value> {
    given(ctx, "signals").and_then(|classes| classes.sequence_items()).unwrap_or_default()
}

fn name_of(class: Option<&Value>) -> &str {
    match class {
        Some(Value::Class(class)) => class.name.as_str(),
        _ => "",
    }
}

/// The classes of the signals that are set.
fn set_ones(ctx: &Context<'_>, signals: &Value) -> Vec<Value> {
    let bits = bits(signals);
    let classes = all_signals(ctx);
    classes
        .into_iter()
        .zip(SIGNALS)
        .filter(|(_, signal)| bits & signal != 0)
        .map(|(class, _)| class)
        .collect()
}

fn repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let rules = settings(ctx, args.this())?.rules.look(|rules| *rules);
    let [prec, emin, emax, capitals, clamp, rounding] = numbers(&rules);
    let name = ROUNDINGS[rounding as usize].0;
    let list = |which: usize| {
        let classes = all_signals(ctx);
        let bits = bits(&signals(args.this(), which));
        // In the order of libmpdec's bits.
        let names = [8, 0, 2, 6, 1, 3, 7, 5, 4].into_iter().filter(|place| bits & SIGNALS[*place] != 0);
        names.map(|place| name_of(classes.get(place))).collect::<Vec<_>>().join(", ")
    };
    done(Value::str(format!(
        "Context(prec={prec}, rounding={name}, Emin={emin}, Emax={emax}, capitals={capitals}, clamp={clamp}, \
         flags=[{}], traps=[{}])",
        list(FLAGS),
        list(TRAPS)
    )))
}

fn reduce(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let mut values = Vec::new();
    for place in ORDER {
        let value = get(ctx, args.this(), place)?;
        values.push(if place >= 6 { Value::list(set_ones(ctx, &value)) } else { value });
    }
    let class = Value::Class(ctx.interpreter.class_of(args.this()).clone());
    done(Value::tuple([class, Value::tuple(values)]))
}

/// An operation as a method of a context.
fn method(ctx: &mut Context<'_>, op: Op, args: &Args<'_>) -> NativeResult {
    settings(ctx, args.this())?;
    if op == Op::IsCanonical {
        canonical(ctx, args)?;
    }
    let operands: SmallVec<[&Value; 3]> = args.rest().iter().collect();
    evaluate(ctx, op, None, &operands, args.this())
}

fn power(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    settings(ctx, args.this())?;
    let [a, b, modulo] = args.bind(ctx, "function", 1, ["a", "b", "modulo"], 2)?;
    if modulo.is_none() || modulo.is_unbound() {
        return evaluate(ctx, Op::Power, None, &[&a, &b], args.this());
    }
    modular_power(ctx, [&a, &b, &modulo], args.this())
}

macro_rules! operations {
    ($($unary:literal $unary_op:ident,)*; $($binary:literal $op:ident,)*) => {
        &[
            $(Def::new($unary, |ctx, args| method(ctx, Op::$unary_op, args), 1),)*
            $(Def::new($binary, |ctx, args| method(ctx, Op::$op, args), 2),)*
            Def::new("fma", |ctx, args| method(ctx, Op::Fma, args), 3),
            Def::any("power", power),
            Def::new("copy", copy, 0),
            Def::new("__copy__", copy, 0),
            Def::new("clear_flags", |_, args| clear(args, FLAGS), 0),
            Def::new("clear_traps", |_, args| clear(args, TRAPS), 0),
            Def::new("Etiny", |_, args| done(rules(args.this()).tiny()), 0),
            Def::new("Etop", |_, args| done(rules(args.this()).top()), 0),
            Def::new("radix", object::radix, 0),
            Def::new("__repr__", repr, 0),
            Def::new("__reduce__", reduce, 0),
            Def::range("create_decimal", conversion::create, 0, 1),
            Def::new("create_decimal_from_float", conversion::create_from_float, 1),
            Def::new("copy_decimal", conversion::as_decimal, 1),
            Def::new("canonical", canonical, 1),
            Def::new("to_sci_string", |ctx, args| text_of(ctx, &args[1], &args[0], object::plain_text), 1),
            Def::new("to_eng_string", |ctx, args| text_of(ctx, &args[1], &args[0], object::engineers_text), 1),
        ]
    };
}

fn canonical(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match object::number(&args[1]) {
        Some(_) => done(args[1].clone()),
        None => Err(ctx.type_error("argument must be a Decimal")),
    }
}

const METHODS: &[Def] = operations! {
    "abs" Abs, "copy_abs" CopyAbs, "copy_negate" CopyNegate, "exp" Exp, "is_canonical" IsCanonical,
    "is_finite" IsFinite, "is_infinite" IsInfinite, "is_nan" IsNan, "is_normal" IsNormal, "is_qnan" IsQnan,
    "is_signed" IsSigned, "is_snan" IsSnan, "is_subnormal" IsSubnormal, "is_zero" IsZero, "ln" Ln, "log10" Log10,
    "logb" Logb, "logical_invert" Invert, "minus" Minus, "next_minus" NextMinus, "next_plus" NextPlus,
    "normalize" Normalize, "number_class" NumberClass, "plus" Plus, "_apply" Apply, "sqrt" Sqrt,
    "to_integral" ToIntegralValue, "to_integral_exact" ToIntegralExact, "to_integral_value" ToIntegralValue,;
    "add" Add, "compare" Compare, "compare_signal" CompareSignal, "compare_total" CompareTotal,
    "compare_total_mag" CompareTotalMag, "copy_sign" CopySign, "divide" Divide, "divide_int" DivideInt,
    "divmod" DivMod, "logical_and" And, "logical_or" Or, "logical_xor" Xor, "max" Max,
    "max_mag" MaxMag, "min" Min, "min_mag" MinMag, "multiply" Multiply, "next_toward" NextToward,
    "quantize" Quantize, "remainder" Remainder, "remainder_near" RemainderNear, "rotate" Rotate,
    "same_quantum" SameQuantum, "scaleb" Scaleb, "shift" Shift, "subtract" Subtract,
};

pub(super) const TYPE: TypeDef = TypeDef {
    new: Some(new),
    init: Some(init),
    methods: METHODS,
    getters: &getters!(0 1 2 3 4 5 6 7),
    doc: "The context affects almost all operations and controls rounding, Over/Underflow, raising of exceptions and much more.",
};

// ---- flags and traps

fn dict_new(_ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Value::Class(class) = &args[0] else { return none() };
    done(Value::Native(Ref::new(NativeObject::new(class.clone(), Signals(Guard::new(0))))))
}

fn dict_get(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let bit = signal_bit(ctx, &args[1])?;
    done(bits(args.this()) & bit != 0)
}

fn dict_set(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let bit = signal_bit(ctx, &args[1])?;
    let signals = args.this().clone();
    ctx.truth(&args[2], move |_, yes| {
        set_bits(&signals, |bits| if yes { bits | bit } else { bits & !bit });
        none()
    })
}

/// The classes with what is told of each.
fn dict_items(ctx: &Context<'_>, args: &Args<'_>) -> Vec<(Value, bool)> {
    let bits = bits(args.this());
    let classes = all_signals(ctx);
    classes.into_iter().zip(SIGNALS).map(|(class, signal)| (class, bits & signal != 0)).collect()
}

fn dict_keys(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let keys = dict_items(ctx, args).into_iter().map(|(class, _)| class).collect::<Vec<_>>();
    let iter = ctx.interpreter.builtins.get_text("iter").unwrap_or(Value::None);
    crate::native::call(iter, vec![Value::tuple(keys)])
}

fn dict_repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let items = dict_items(ctx, args).into_iter().map(|(class, set)| {
        ["<class 'decimal.", name_of(Some(&class)), if set { "'>:True" } else { "'>:False" }].concat()
    });
    done(Value::str(["{", &items.collect::<Vec<_>>().join(", "), "}"].concat()))
}

fn dict_equal(ctx: &mut Context<'_>, args: &Args<'_>, equal: bool) -> NativeResult {
    let same = match signals_argument(ctx, &args[1]) {
        Ok(other) => other == bits(args.this()),
        Err(_) if args[1].as_dict().is_some() => false,
        Err(_) => return done(Value::NotImplemented),
    };
    done(same == equal)
}

/// A method of mappings, which Python has.
fn mixin(ctx: &mut Context<'_>, name: &str, args: &Args<'_>) -> NativeResult {
    let mut all = vec![Value::str(name)];
    all.extend_from_slice(args.positional());
    super::more(ctx, "mapping", all)
}

macro_rules! mixins {
    ($($name:literal)*) => {
        &[
            Def::new("__getitem__", dict_get, 1),
            Def::new("__setitem__", dict_set, 2),
            Def::new("__delitem__", |ctx, _| Err(ctx.value_error("signal keys cannot be deleted")), 1),
            Def::new("__iter__", dict_keys, 0),
            Def::new("__len__", |_, _| done(SIGNALS.len() as i64), 0),
            Def::new("__repr__", dict_repr, 0),
            Def::new("__eq__", |ctx, args| dict_equal(ctx, args, true), 1),
            Def::new("__ne__", |ctx, args| dict_equal(ctx, args, false), 1),
            $(Def::range($name, |ctx, args| mixin(ctx, $name, args), 0, 2),)*
        ]
    };
}

pub(super) const SIGNAL_DICT: TypeDef = TypeDef {
    new: Some(dict_new),
    methods: mixins!("__contains__" "get" "keys" "items" "values" "pop" "popitem" "setdefault" "update" "clear" "copy"),
    ..TypeDef::EMPTY
};
