//! Bytecode as text: one line per instruction, names instead of numbers.
//!
//! Local and free variables appear under their names, temporaries as `%0`, `%1`, … counted from the first one.

use crate::bytecode::{BinaryOp, Code, CodeKind, CompareOp, Constant, Conversion, NO_REG, Op, Reg, UnaryOp};
use std::fmt::{self, Display, Formatter};

impl Display for Code {
    /// The listing of this block and of those nested in it.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", signature(self))?;
        let mut line = 0;
        for (pc, span) in self.spans.iter().enumerate() {
            let number = if span.line == line { String::new() } else { span.line.to_string() };
            line = span.line;
            writeln!(f, "{number:>5} {pc:>4}  {}", instruction(self, pc))?;
        }
        for handler in &self.handlers {
            let exc = register(self, handler.exc);
            writeln!(
                f,
                "      {} to {}: on exception {exc}, to {}",
                handler.start, handler.end, handler.handler
            )?;
        }
        self.children.iter().try_for_each(|child| write!(f, "\n{child}"))
    }
}

fn signature(code: &Code) -> String {
    let kind = match code.kind {
        CodeKind::Module => "module".to_owned(),
        CodeKind::Class => format!("class {}", code.qualname),
        CodeKind::Function => {
            let what = if code.generator { "generator" } else { "function" };
            format!("{what} {}({})", code.qualname, code.locals[..code.parameters()].join(", "))
        }
    };
    format!("{kind}: {} registers", code.registers)
}

/// The name of an instruction and what it does, without line and position.
pub fn instruction(code: &Code, pc: usize) -> String {
    format!("{:<22} {}", name(code.ops[pc]), operands(code, pc)).trim_end().to_owned()
}

/// The name of an instruction: `LoadGlobal`.
pub fn name(op: Op) -> String {
    let mut debug = format!("{op:?}");
    debug.truncate(debug.find(' ').unwrap_or(debug.len()));
    debug
}

fn register(code: &Code, reg: Reg) -> String {
    let index = usize::from(reg);
    let locals = code.locals.len();
    match code.locals.get(index).or_else(|| code.free.get(index.checked_sub(locals)?)) {
        Some(name) => name.clone(),
        None => format!("%{}", index - locals - code.free.len()),
    }
}

/// What an instruction does: `%0 = counter`; a jump begins with `to` and the instruction that it leads to.
pub fn operands(code: &Code, pc: usize) -> String {
    let r = |reg: Reg| register(code, reg);
    let run = |base: Reg, count: u16| (base..base + count).map(r).collect::<Vec<_>>().join(", ");
    let site = |site: u32| &code.sites[site as usize];
    let attr = |site: u16| &code.sites[usize::from(site)];
    let to = |offset: i32| format!("to {}", pc as i64 + 1 + i64::from(offset));
    let shape = |base: Reg, shape: u16| {
        let shape = &code.call_shapes[usize::from(shape)];
        let positional = (base..base + shape.positional).map(r);
        let named =
            shape.names.iter().zip(base + shape.positional..).map(|(name, reg)| format!("{name}={}", r(reg)));
        positional.chain(named).collect::<Vec<_>>().join(", ")
    };
    let binary = |dst: Reg, a: Reg, op: &str, b: Reg| format!("{} = {} {op} {}", r(dst), r(a), r(b));
    match code.ops[pc] {
        Op::LoadConst { dst, constant } => {
            format!("{} = {}", r(dst), Literal(&code.constants[constant as usize]))
        }
        Op::LoadInt { dst, value } => format!("{} = {value}", r(dst)),
        Op::LoadNone { dst } => format!("{} = None", r(dst)),
        Op::LoadBool { dst, value } => format!("{} = {}", r(dst), if value { "True" } else { "False" }),
        Op::Move { dst, src } => format!("{} = {}", r(dst), r(src)),
        Op::CheckBound { reg } | Op::Unbind { reg } | Op::MakeCell { reg } => r(reg),
        Op::LoadGlobal { dst, site: s } | Op::LoadName { dst, site: s } => {
            format!("{} = {}", r(dst), site(s))
        }
        Op::StoreGlobal { src, site: s } | Op::StoreName { src, site: s } => {
            format!("{} = {}", site(s), r(src))
        }
        Op::DeleteGlobal { site: s } | Op::DeleteName { site: s } => site(s).clone(),
        Op::LoadCell { dst, cell } => format!("{} = cell {}", r(dst), r(cell)),
        Op::LoadNameOrCell { dst, cell, site } => format!("{} = {} or cell {}", r(dst), attr(site), r(cell)),
        Op::StoreCell { src, cell } => format!("cell {} = {}", r(cell), r(src)),
        Op::DeleteCell { cell } => format!("cell {}", r(cell)),
        Op::LoadAttr { dst, obj, site } => format!("{} = {}.{}", r(dst), r(obj), attr(site)),
        Op::StoreAttr { src, obj, site } => format!("{}.{} = {}", r(obj), attr(site), r(src)),
        Op::DeleteAttr { obj, site } => format!("{}.{}", r(obj), attr(site)),
        Op::LoadMethod { base, obj, site } => {
            format!("{}, {} = {}.{}", r(base), r(base + 1), r(obj), attr(site))
        }
        Op::LoadSuperAttr { dst, base, site } => {
            format!("{} = super({}).{}", r(dst), run(base, 2), attr(site))
        }
        Op::LoadItem { dst, obj, key } => format!("{} = {}[{}]", r(dst), r(obj), r(key)),
        Op::StoreItem { src, obj, key } => format!("{}[{}] = {}", r(obj), r(key), r(src)),
        Op::DeleteItem { obj, key } => format!("{}[{}]", r(obj), r(key)),
        Op::BuildSlice { dst, base } => format!("{} = slice({})", r(dst), run(base, 3)),
        Op::Add { dst, a, b } => binary(dst, a, "+", b),
        Op::Sub { dst, a, b } => binary(dst, a, "-", b),
        Op::Mul { dst, a, b } => binary(dst, a, "*", b),
        Op::Mod { dst, a, b } => binary(dst, a, "%", b),
        Op::FloorDiv { dst, a, b } => binary(dst, a, "//", b),
        Op::AddInt { dst, a, value, in_place } => {
            format!("{} = {} {}{value}", r(dst), r(a), if in_place { "+= " } else { "+ " })
        }
        Op::SubInt { dst, a, value, in_place } => {
            format!("{} = {} {}{value}", r(dst), r(a), if in_place { "-= " } else { "- " })
        }
        Op::Binary { op, dst, a, b } => binary(dst, a, binary_sign(op), b),
        Op::InPlace { op, dst, a, b } => binary(dst, a, &format!("{}=", binary_sign(op)), b),
        Op::Unary { op, dst, src } => format!("{} = {}{}", r(dst), unary_sign(op), r(src)),
        Op::Compare { op, dst, a, b } => binary(dst, a, compare_sign(op), b),
        Op::Jump { offset } => to(offset),
        Op::JumpIfTrue { cond, offset } => format!("{} if {}", to(offset), r(cond)),
        Op::JumpIfFalse { cond, offset } => format!("{} if not {}", to(offset), r(cond)),
        Op::JumpIfCompare { op, a, b, offset } => {
            format!("{} if {} {} {}", to(offset.into()), r(a), compare_sign(op), r(b))
        }
        Op::JumpUnlessCompare { op, a, b, offset } => {
            format!("{} unless {} {} {}", to(offset.into()), r(a), compare_sign(op), r(b))
        }
        Op::JumpIfCompareInt { op, a, value, offset } => {
            format!("{} if {} {} {value}", to(offset.into()), r(a), compare_sign(op))
        }
        Op::JumpUnlessCompareInt { op, a, value, offset } => {
            format!("{} unless {} {} {value}", to(offset.into()), r(a), compare_sign(op))
        }
        Op::GetAwaitable { dst, src } => format!("{} = awaitable({})", r(dst), r(src)),
        Op::GetIter { dst, src } | Op::GetYieldFromIter { dst, src } => {
            format!("{} = iter({})", r(dst), r(src))
        }
        Op::ForLoop { iter, dst, offset } => {
            format!("{} with {} = next({})", to(offset.into()), r(dst), r(iter))
        }
        Op::Return { src } | Op::Raise { src } | Op::Reraise { src } => r(src),
        Op::Call { dst, base, argc } => format!("{} = {}({})", r(dst), r(base), run(base + 1, argc)),
        Op::CallMethod { dst, base, argc } => {
            format!("{} = {}({})", r(dst), r(base), run(base + 1, argc + 1))
        }
        Op::CallKeyword { dst, base, shape: s } => {
            format!("{} = {}({})", r(dst), r(base), shape(base + 1, s))
        }
        Op::CallMethodKeyword { dst, base, shape: s } => {
            let arguments = shape(base + 2, s);
            format!("{} = {}({}, {arguments})", r(dst), r(base), r(base + 1))
        }
        Op::CallSpread { dst, base } => {
            format!("{} = {}(*{}, **{})", r(dst), r(base), r(base + 1), r(base + 2))
        }
        Op::MakeFunction { dst, base, function } => {
            let spec = &code.functions[usize::from(function)];
            let values = usize::from(spec.defaults) + spec.keyword_defaults.len() + spec.annotations.len();
            let child = &code.children[spec.code as usize];
            let mut text = format!("{} = {}", r(dst), child.qualname);
            if values > 0 {
                text += &format!(" with {}", run(base, values as u16));
            }
            if !spec.closure.is_empty() {
                text += &format!(
                    " over {}",
                    spec.closure.iter().map(|&reg| r(reg)).collect::<Vec<_>>().join(", ")
                );
            }
            text
        }
        Op::LoadBuildClass { dst } => format!("{} = __build_class__", r(dst)),
        Op::BuildList { dst, base, count } => format!("{} = [{}]", r(dst), run(base, count)),
        Op::BuildTuple { dst, base, count } => format!("{} = ({})", r(dst), run(base, count)),
        Op::BuildSet { dst, base, count } => format!("{} = {{{}}}", r(dst), run(base, count)),
        Op::BuildDict { dst, base, count } => {
            let pairs = (0..count).map(|i| format!("{}: {}", r(base + 2 * i), r(base + 2 * i + 1)));
            format!("{} = {{{}}}", r(dst), pairs.collect::<Vec<_>>().join(", "))
        }
        Op::BuildString { dst, base, count } => format!("{} = join {}", r(dst), run(base, count)),
        Op::ListAppend { list, value } => format!("{}.append({})", r(list), r(value)),
        Op::ListExtend { list, iterable } => format!("{}.extend({})", r(list), r(iterable)),
        Op::ArgumentsExtend { list, iterable, callee } => {
            format!("{}.extend({}) for {}", r(list), r(iterable), r(callee))
        }
        Op::ListToTuple { dst, list } => format!("{} = tuple({})", r(dst), r(list)),
        Op::SetAdd { set, value } => format!("{}.add({})", r(set), r(value)),
        Op::SetOfConstants { set } => format!("{} = its constants", r(set)),
        Op::SetUpdate { set, iterable } => format!("{}.update({})", r(set), r(iterable)),
        Op::DictInsert { dict, key, value } => format!("{}[{}] = {}", r(dict), r(key), r(value)),
        Op::DictUpdate { dict, mapping } => format!("{}.update({})", r(dict), r(mapping)),
        Op::DictMerge { dict, mapping, callee } => {
            format!("{}.update({}) for {}", r(dict), r(mapping), r(callee))
        }
        Op::Format { conversion, dst, src, spec } => {
            let conversion = match conversion {
                Conversion::None => "",
                Conversion::Str => "!s",
                Conversion::Repr => "!r",
                Conversion::Ascii => "!a",
            };
            let spec = if spec == NO_REG { String::new() } else { format!(" as {}", r(spec)) };
            format!("{} = {}{conversion}{spec}", r(dst), r(src))
        }
        Op::UnpackSequence { src, base, count } => format!("{} = {}", run(base, count), r(src)),
        Op::UnpackStarred { src, base, before, after } => {
            let (before, after) = (u16::from(before), u16::from(after));
            let parts = [run(base, before), format!("*{}", r(base + before)), run(base + before + 1, after)];
            let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            format!("{} = {}", parts.join(", "), r(src))
        }
        Op::RaiseFrom { src, cause } => format!("{} from {}", r(src), r(cause)),
        Op::RaiseCurrent | Op::RaiseAssertion { message: NO_REG } => String::new(),
        Op::EnterHandler { exc, saved } => format!("handles {}, before {}", r(exc), r(saved)),
        Op::LeaveHandler { saved } => format!("handles {} again", r(saved)),
        Op::MatchException { dst, exc, class } => format!("{} = {} matches {}", r(dst), r(exc), r(class)),
        Op::RaiseAssertion { message } => r(message),
        Op::LoadContextManager { base, src } => {
            format!("{}, {} = {}.__exit__, .__enter__", r(base), r(base + 1), r(src))
        }
        Op::CallExit { dst, exit, exc } => format!("{} = {}({})", r(dst), r(exit), r(exc)),
        Op::Yield { dst, src } => format!("{} = yield {}", r(dst), r(src)),
        Op::AsyncYield { dst, src } => format!("{} = async yield {}", r(dst), r(src)),
        Op::YieldFrom { dst, iter } => format!("{} = yield from {}", r(dst), r(iter)),
        Op::Import { dst, name, leaf } => {
            let name = &code.names[usize::from(name)];
            format!("{} = {}{name}", r(dst), if leaf { "" } else { "top of " })
        }
        Op::ImportFrom { dst, module, site } => format!("{} = {} of {}", r(dst), attr(site), r(module)),
        Op::ImportStar { module } => r(module),
        Op::MatchSequence { dst, src } => format!("{} = is {} a sequence", r(dst), r(src)),
        Op::MatchMapping { dst, src } => format!("{} = is {} a mapping", r(dst), r(src)),
        Op::MatchKeys { dst, src, keys } => format!("{} = values in {} of {}", r(dst), r(src), r(keys)),
        Op::MatchClass { dst, base, positional } => {
            let [subject, class, names] = [0, 1, 2].map(|i| r(base + i));
            format!("{} = {subject} is {class} with {positional} and {names}", r(dst))
        }
        Op::Length { dst, src } => format!("{} = len({})", r(dst), r(src)),
    }
}

/// A constant in Python's spelling, shortened.
struct Literal<'a>(&'a Constant);

impl Display for Literal<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        const LONGEST: usize = 60;
        let list = |items: &[Constant]| {
            items.iter().map(|item| Literal(item).to_string()).collect::<Vec<_>>().join(", ")
        };
        let text = match self.0 {
            Constant::None => "None".to_owned(),
            Constant::Ellipsis => "...".to_owned(),
            Constant::Bool(value) => if *value { "True" } else { "False" }.to_owned(),
            Constant::Int(value) => value.to_string(),
            Constant::BigInt(digits) => digits.clone(),
            Constant::Float(value) => format!("{value:?}"),
            Constant::Complex(imag) => format!("{imag:?}j"),
            Constant::Helper(name) => format!("<{name}>"),
            Constant::Str(text) => format!("{text:?}"),
            Constant::Bytes(bytes) => format!("b\"{}\"", bytes.escape_ascii()),
            Constant::Tuple(items) => format!("({})", list(items)),
            Constant::FrozenSet(items) => format!("frozenset({{{}}})", list(items)),
        };
        match text.char_indices().nth(LONGEST) {
            Some((end, _)) => write!(f, "{}…", &text[..end]),
            None => f.write_str(&text),
        }
    }
}

fn binary_sign(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::TrueDiv => "/",
        BinaryOp::FloorDiv => "//",
        BinaryOp::Mod => "%",
        BinaryOp::Pow => "**",
        BinaryOp::LShift => "<<",
        BinaryOp::RShift => ">>",
        BinaryOp::And => "&",
        BinaryOp::Or => "|",
        BinaryOp::Xor => "^",
        BinaryOp::MatMul => "@",
    }
}

fn unary_sign(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Neg => "-",
        UnaryOp::Pos => "+",
        UnaryOp::Invert => "~",
        UnaryOp::Not => "not ",
    }
}

fn compare_sign(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Lt => "<",
        CompareOp::Le => "<=",
        CompareOp::Eq => "==",
        CompareOp::Ne => "!=",
        CompareOp::Gt => ">",
        CompareOp::Ge => ">=",
        CompareOp::Is => "is",
        CompareOp::IsNot => "is not",
        CompareOp::In => "in",
        CompareOp::NotIn => "not in",
    }
}
