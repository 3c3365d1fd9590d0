//! `_random`: the generator below the module `random`: MT19937 (Matsumoto & Nishimura, "Mersenne Twister", 1998), with
//! CPython's way of seeding and drawing, so that the same seed gives the same numbers.

use num_bigint::{BigInt, BigUint, Sign};

use crate::guard::Guard;
use crate::interpreter::Interpreter;
use crate::native::{
    Args, Context, Def, ModuleDef, NativeData, NativeObject, NativeResult, TypeDef, done, none,
};
use crate::objects::Module;
use crate::reference::Ref;
use crate::types::support::index_bigint;
use crate::value::Value;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_random",
    functions: &[],
    setup: Some(setup),
    doc: "Module implements the Mersenne Twister random number generator.",
};

const RANDOM: TypeDef = TypeDef {
    new: Some(new),
    methods: &[
        Def::range("seed", seed, 0, 1),
        Def::new("random", random, 0),
        Def::new("getrandbits", getrandbits, 1),
        Def::new("getstate", getstate, 0),
        Def::new("setstate", setstate, 1),
        Def::new("_randbelow", randbelow, 1),
    ],
    doc: "Random() -> create a random number generator with its own internal state.",
    ..TypeDef::EMPTY
};

fn setup(interpreter: &Interpreter, module: &Module) {
    let class = interpreter.new_type("Random", "_random", None, &RANDOM);
    module.globals.set_name(&interpreter.intern("Random"), Value::Class(class));
}

const N: usize = 624;
const M: usize = 397;

/// The generator.
#[derive(Clone)]
struct Twister {
    words: Box<[u32; N]>,
    index: usize,
}

impl Twister {
    fn from_number(seed: u32) -> Twister {
        let mut words = Box::new([0_u32; N]);
        words[0] = seed;
        for i in 1..N {
            let previous = words[i - 1] ^ (words[i - 1] >> 30);
            words[i] = previous.wrapping_mul(1_812_433_253).wrapping_add(i as u32);
        }
        Twister { words, index: N }
    }

    /// `init_by_array` of the paper's reference code (2002).
    fn from_key(key: &[u32]) -> Twister {
        let mut twister = Twister::from_number(19_650_218);
        let words = &mut twister.words;
        let mut i = 1;
        let mut j = 0;
        for _ in 0..N.max(key.len()) {
            let previous = words[i - 1] ^ (words[i - 1] >> 30);
            words[i] =
                (words[i] ^ previous.wrapping_mul(1_664_525)).wrapping_add(key[j]).wrapping_add(j as u32);
            i += 1;
            j += 1;
            if i >= N {
                words[0] = words[N - 1];
                i = 1;
            }
            if j >= key.len() {
                j = 0;
            }
        }
        for _ in 0..N - 1 {
            let previous = words[i - 1] ^ (words[i - 1] >> 30);
            words[i] = (words[i] ^ previous.wrapping_mul(1_566_083_941)).wrapping_sub(i as u32);
            i += 1;
            if i >= N {
                words[0] = words[N - 1];
                i = 1;
            }
        }
        words[0] = 0x8000_0000;
        twister
    }

    fn refill(&mut self) {
        for i in 0..N {
            let mixed = (self.words[i] & 0x8000_0000) | (self.words[(i + 1) % N] & 0x7fff_ffff);
            let odd = if mixed & 1 == 0 { 0 } else { 0x9908_b0df };
            self.words[i] = self.words[(i + M) % N] ^ (mixed >> 1) ^ odd;
        }
        self.index = 0;
    }

    fn next(&mut self) -> u32 {
        if self.index >= N {
            self.refill();
        }
        let mut word = self.words[self.index];
        self.index += 1;
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c_5680;
        word ^= (word << 15) & 0xefc6_0000;
        word ^ (word >> 18)
    }

    /// A number of 53 bits in [0, 1).
    fn float(&mut self) -> f64 {
        let high = self.next() >> 5;
        let low = self.next() >> 6;
        (f64::from(high) * 67_108_864.0 + f64::from(low)) / 9_007_199_254_740_992.0
    }

    /// An int of `bits` bits, the words drawn from low to high.
    fn bits(&mut self, bits: usize) -> BigUint {
        let mut words = Vec::with_capacity(bits.div_ceil(32));
        let mut left = bits;
        while left > 0 {
            let word = self.next();
            words.push(if left < 32 { word >> (32 - left) } else { word });
            left = left.saturating_sub(32);
        }
        BigUint::new(words)
    }

    /// As [`Self::bits`] for at most 64.
    fn small_bits(&mut self, bits: u32) -> u64 {
        if bits <= 32 {
            return u64::from(self.next() >> (32 - bits));
        }
        let low = u64::from(self.next());
        let high = u64::from(self.next() >> (64 - bits));
        (high << 32) | low
    }
}

struct Random {
    twister: Guard<Twister>,
}

impl NativeData for Random {
    fn state(&self) -> Option<Value> {
        Some(state_tuple(&self.twister.lock()))
    }

    fn restore(&self, ctx: &mut Context<'_>, state: Value) -> Result<(), Value> {
        set_state(ctx, self, &state)
    }
}

fn state_tuple(twister: &Twister) -> Value {
    let mut items: Vec<Value> = twister.words.iter().map(|&word| Value::Int(i64::from(word))).collect();
    items.push(Value::from_usize(twister.index));
    Value::tuple(items)
}

fn set_state(ctx: &Context<'_>, random: &Random, state: &Value) -> Result<(), Value> {
    let Some(items) = state.as_tuple() else {
        return Err(ctx.type_error("state vector must be a tuple"));
    };
    if items.len() != N + 1 {
        return Err(ctx.value_error("state vector is the wrong size"));
    }
    let mut words = Box::new([0_u32; N]);
    for (word, item) in words.iter_mut().zip(items.iter()) {
        *word = ctx.index(item)? as u32;
    }
    let index = ctx.size(&items[N])?;
    if index > N {
        return Err(ctx.value_error("invalid state"));
    }
    *random.twister.lock() = Twister { words, index };
    Ok(())
}

/// Without a seed: what the process was started with.
fn default_twister(ctx: &Context<'_>) -> Twister {
    let identity = &ctx.interpreter.identity;
    let turn = super::fresh_number(ctx);
    let seed = ctx.interpreter.settings.seed.unwrap_or(identity.entropy());
    let pid = u64::from(identity.pid());
    let key = [seed as u32, (seed >> 32) as u32, pid as u32, turn as u32, (turn >> 32) as u32];
    Twister::from_key(&key)
}

fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = ctx.module_class("_random", "Random")?;
    let random = Random { twister: Guard::new(default_twister(ctx)) };
    ctx.construct(&args[0], Value::Native(Ref::new(NativeObject::new(class, random))))
}

fn receiver<'a>(ctx: &Context<'_>, args: &Args<'a>) -> Result<&'a Random, Value> {
    args.this()
        .native::<Random>()
        .ok_or_else(|| ctx.type_error("descriptor requires a '_random.Random' object"))
}

fn seed(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let random = receiver(ctx, args)?;
    let twister = match args.get(1) {
        None | Some(Value::None) => default_twister(ctx),
        Some(value) => {
            let number = match value.to_bigint() {
                Some(number) => number,
                None => match crate::compare::hash_natively(ctx.interpreter, value) {
                    // As CPython: the hash as a number without sign.
                    Ok(hash) => BigInt::from(hash as u64),
                    Err(_) => {
                        return Err(ctx.type_error(format!("unhashable type: '{}'", ctx.type_name(value))));
                    }
                },
            };
            Twister::from_key(&number.magnitude().to_u32_digits_or_zero())
        }
    };
    *random.twister.lock() = twister;
    none()
}

trait Digits {
    fn to_u32_digits_or_zero(&self) -> Vec<u32>;
}

impl Digits for BigUint {
    fn to_u32_digits_or_zero(&self) -> Vec<u32> {
        let digits = self.to_u32_digits();
        if digits.is_empty() { vec![0] } else { digits }
    }
}

fn random(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(receiver(ctx, args)?.twister.lock().float())
}

fn getrandbits(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let random = receiver(ctx, args)?;
    let bits = ctx.index(&args[1])?;
    let bits = usize::try_from(bits).map_err(|_| ctx.value_error("number of bits must be non-negative"))?;
    if bits == 0 {
        return done(0_i64);
    }
    ctx.check_size(bits / 8)?;
    let number = random.twister.lock().bits(bits);
    done(Value::from_bigint(BigInt::from_biguint(Sign::Plus, number)))
}

/// A number in [0, n): draws as many bits as `n` has until they are below it, as `Random._randbelow_with_getrandbits`.
fn randbelow(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let random = receiver(ctx, args)?;
    let limit = index_bigint(ctx, &args[1])?;
    if limit.sign() != Sign::Plus {
        return done(0_i64);
    }
    let mut twister = random.twister.lock();
    if let Ok(small) = u64::try_from(&limit) {
        let bits = 64 - small.leading_zeros();
        loop {
            let number = twister.small_bits(bits);
            if number < small {
                return done(Value::from_bigint(BigInt::from(number)));
            }
        }
    }
    let bits = limit.bits() as usize;
    loop {
        let number = BigInt::from_biguint(Sign::Plus, twister.bits(bits));
        if number < limit {
            return done(Value::from_bigint(number));
        }
    }
}

fn getstate(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(state_tuple(&receiver(ctx, args)?.twister.lock()))
}

fn setstate(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let random = receiver(ctx, args)?;
    set_state(ctx, random, &args[1])?;
    none()
}
