//! `match` statements (PEP 634).
//!
//! The names of a pattern are bound only when the whole pattern has matched: until then the captured values stay in
//! temporaries.

use super::expr::small_int;
use super::unit::Label;
use super::{Compiler, Result};
use crate::bytecode::{CompareOp, Constant, Op, Reg, Span};
use crate::constant;
use ruff_python_ast::{self as ast, Expr, Pattern, Singleton};
use ruff_text_size::Ranged;

/// Names and the registers of their values.
type Captures<'a> = Vec<(&'a ast::Identifier, Reg)>;

impl<'a> Compiler<'_, 'a> {
    pub(super) fn match_stmt(&mut self, node: &'a ast::StmtMatch) -> Result {
        let subject = self.value(&node.subject)?;
        let end = self.unit.label();
        for (index, case) in node.cases.iter().enumerate() {
            let last = index + 1 == node.cases.len();
            if !last && case.guard.is_none() {
                self.check_refutable(&case.pattern)?;
            }
            let next = self.unit.label();
            self.scratch(|this| {
                let mut captures = Vec::new();
                this.pattern(&case.pattern, subject, next, &mut captures)?;
                for (name, reg) in captures {
                    let span = this.lines.span(name.range());
                    this.store_name(name.as_str(), reg, span);
                }
                Ok(())
            })?;
            if let Some(guard) = &case.guard {
                self.jump_if(guard, next, false)?;
            }
            self.body(&case.body)?;
            let span = self.span(&case.pattern);
            if !last {
                self.unit.jump(Op::Jump { offset: 0 }, end, span);
            }
            self.unit.place(next);
        }
        self.unit.place(end);
        Ok(())
    }

    fn check_refutable(&self, pattern: &Pattern) -> Result {
        match pattern.irrefutable_pattern() {
            None => Ok(()),
            Some(found) => {
                let what = match &found.kind {
                    ast::IrrefutablePatternKind::Name(name) => format!("name capture '{name}'"),
                    ast::IrrefutablePatternKind::Wildcard => "wildcard".to_owned(),
                };
                self.error(format!("{what} makes remaining patterns unreachable"), found.range)
            }
        }
    }

    fn capture(&self, captures: &mut Captures<'a>, name: &'a ast::Identifier, reg: Reg) -> Result {
        if captures.iter().any(|(known, _)| known.as_str() == name.as_str()) {
            return self.error(format!("multiple assignments to name '{name}' in pattern"), name.range());
        }
        captures.push((name, reg));
        Ok(())
    }

    /// Jumps to `fail` unless the value in `src` matches. Temporaries that captures refer to stay allocated.
    fn pattern(
        &mut self,
        pattern: &'a Pattern,
        src: Reg,
        fail: Label,
        captures: &mut Captures<'a>,
    ) -> Result {
        let span = self.span(pattern);
        match pattern {
            Pattern::MatchValue(node) => {
                self.scratch(|this| this.value_pattern(&node.value, src, fail, span))
            }
            Pattern::MatchSingleton(node) => {
                let constant = match node.value {
                    Singleton::None => Constant::None,
                    Singleton::True => Constant::Bool(true),
                    Singleton::False => Constant::Bool(false),
                };
                let b = self.load_constant(constant, span);
                self.unit.jump(Op::JumpUnlessCompare { op: CompareOp::Is, a: src, b, offset: 0 }, fail, span);
                self.unit.next_temp = b;
                Ok(())
            }
            Pattern::MatchAs(node) => {
                if let Some(pattern) = &node.pattern {
                    self.pattern(pattern, src, fail, captures)?;
                }
                node.name.as_ref().map_or(Ok(()), |name| self.capture(captures, name, src))
            }
            Pattern::MatchStar(node) => {
                node.name.as_ref().map_or(Ok(()), |name| self.capture(captures, name, src))
            }
            Pattern::MatchSequence(node) => self.sequence_pattern(&node.patterns, src, fail, captures, span),
            Pattern::MatchMapping(node) => self.mapping_pattern(node, src, fail, captures, span),
            Pattern::MatchClass(node) => self.class_pattern(node, src, fail, captures, span),
            Pattern::MatchOr(node) => self.or_pattern(&node.patterns, src, fail, captures, span),
        }
    }

    fn value_pattern(&mut self, value: &'a Expr, src: Reg, fail: Label, span: Span) -> Result {
        if value.is_f_string_expr() {
            return self.error("patterns may only match literals and attribute lookups", value.range());
        }
        let op = CompareOp::Eq;
        let jump = match small_int(value) {
            Some(value) => Op::JumpUnlessCompareInt { op, a: src, value, offset: 0 },
            None => Op::JumpUnlessCompare { op, a: src, b: self.operand(value)?, offset: 0 },
        };
        self.unit.jump(jump, fail, span);
        Ok(())
    }

    fn sequence_pattern(
        &mut self,
        patterns: &'a [Pattern],
        src: Reg,
        fail: Label,
        captures: &mut Captures<'a>,
        span: Span,
    ) -> Result {
        let star = patterns.iter().position(Pattern::is_match_star);
        if patterns.iter().filter(|pattern| pattern.is_match_star()).count() > 1 {
            let second = patterns.iter().rfind(|pattern| pattern.is_match_star()).expect("there are two");
            return self.error("multiple starred names in sequence pattern", second.range());
        }
        let scratch = self.unit.alloc();
        self.unit.emit(Op::MatchSequence { dst: scratch, src }, span);
        self.jump_if_reg(scratch, fail, false, span);
        let (op, length) = match star {
            Some(_) => (CompareOp::Ge, patterns.len() - 1),
            None => (CompareOp::Eq, patterns.len()),
        };
        if op == CompareOp::Eq || length > 0 {
            self.check_length(scratch, src, op, length, fail, span);
        }
        self.unit.next_temp = scratch;
        if patterns.iter().all(is_wildcard) {
            return Ok(());
        }
        let base = self.unit.alloc_run(patterns.len());
        let op = match star {
            None => Op::UnpackSequence { src, base, count: self.unit.narrow(patterns.len()) },
            Some(star) => match (u8::try_from(star), u8::try_from(patterns.len() - star - 1)) {
                (Ok(before), Ok(after)) => Op::UnpackStarred { src, base, before, after },
                _ => {
                    let message = "too many expressions in star-unpacking sequence pattern";
                    return self.error(message, patterns[star].range());
                }
            },
        };
        self.unit.emit(op, span);
        for (pattern, reg) in patterns.iter().zip(base..) {
            self.pattern(pattern, reg, fail, captures)?;
        }
        Ok(())
    }

    fn check_length(
        &mut self,
        scratch: Reg,
        src: Reg,
        op: CompareOp,
        length: usize,
        fail: Label,
        span: Span,
    ) {
        self.unit.emit(Op::Length { dst: scratch, src }, span);
        let jump = match i16::try_from(length) {
            Ok(value) => Op::JumpUnlessCompareInt { op, a: scratch, value, offset: 0 },
            Err(_) => {
                let b = self.load_constant(Constant::Int(length as i64), span);
                Op::JumpUnlessCompare { op, a: scratch, b, offset: 0 }
            }
        };
        self.unit.jump(jump, fail, span);
    }

    fn jump_if_none(&mut self, reg: Reg, target: Label, span: Span) {
        let b = self.load_constant(Constant::None, span);
        self.unit.jump(Op::JumpIfCompare { op: CompareOp::Is, a: reg, b, offset: 0 }, target, span);
        self.unit.next_temp = b;
    }

    fn mapping_pattern(
        &mut self,
        node: &'a ast::PatternMatchMapping,
        src: Reg,
        fail: Label,
        captures: &mut Captures<'a>,
        span: Span,
    ) -> Result {
        self.check_keys(&node.keys)?;
        let scratch = self.unit.alloc();
        self.unit.emit(Op::MatchMapping { dst: scratch, src }, span);
        self.jump_if_reg(scratch, fail, false, span);
        let count = node.keys.len();
        if count == 0 {
            self.unit.next_temp = scratch;
        }
        let keys = scratch;
        if count > 0 {
            self.check_length(scratch, src, CompareOp::Ge, count, fail, span);
            self.unit.next_temp = keys + 1;
            self.tuple(&node.keys, keys, span)?;
            self.unit.next_temp = keys + 1;
            let values = self.unit.alloc();
            self.unit.emit(Op::MatchKeys { dst: values, src, keys }, span);
            self.jump_if_none(values, fail, span);
            let base = self.unit.alloc_run(count);
            let count = self.unit.narrow(count);
            self.unit.emit(Op::UnpackSequence { src: values, base, count }, span);
            for (pattern, reg) in node.patterns.iter().zip(base..) {
                self.pattern(pattern, reg, fail, captures)?;
            }
        }
        if let Some(rest) = &node.rest {
            let dict = self.unit.alloc();
            self.unit.emit(Op::BuildDict { dst: dict, base: dict, count: 0 }, span);
            self.unit.emit(Op::DictUpdate { dict, mapping: src }, span);
            if count > 0 {
                let base = self.unit.alloc_run(count);
                let narrow = self.unit.narrow(count);
                self.unit.emit(Op::UnpackSequence { src: keys, base, count: narrow }, span);
                for key in (base..).take(count) {
                    self.unit.emit(Op::DeleteItem { obj: dict, key }, span);
                }
                self.unit.next_temp = base;
            }
            self.capture(captures, rest, dict)?;
        }
        Ok(())
    }

    fn check_keys(&self, keys: &[Expr]) -> Result {
        let mut seen = Vec::new();
        for key in keys {
            if let Some(value) = constant::fold(key) {
                if seen.contains(&value) {
                    let text = match &value {
                        Constant::Str(text) if !text.contains(['\'', '\\']) => format!("'{text}'"),
                        _ => self.source[key.range()].to_owned(),
                    };
                    return self.error(format!("mapping pattern checks duplicate key ({text})"), key.range());
                }
                seen.push(value);
            }
        }
        Ok(())
    }

    fn class_pattern(
        &mut self,
        node: &'a ast::PatternMatchClass,
        src: Reg,
        fail: Label,
        captures: &mut Captures<'a>,
        span: Span,
    ) -> Result {
        let keywords = &node.arguments.keywords;
        let mut names = Vec::new();
        for keyword in keywords {
            let name = Constant::Str(keyword.attr.to_string());
            if names.contains(&name) {
                let message = format!("attribute name repeated in class pattern: {}", keyword.attr);
                return self.error(message, keyword.range());
            }
            names.push(name);
        }
        let base = self.unit.alloc_run(3);
        self.unit.emit(Op::Move { dst: base, src }, span);
        self.expr_to(&node.cls, base + 1)?;
        self.load_constant_to(Constant::Tuple(names), base + 2, span);
        let positional = self.unit.narrow(node.arguments.patterns.len());
        self.unit.emit(Op::MatchClass { dst: base, base, positional }, span);
        self.unit.next_temp = base + 1;
        self.jump_if_none(base, fail, span);
        let patterns: Vec<&Pattern> =
            node.arguments.patterns.iter().chain(keywords.iter().map(|keyword| &keyword.pattern)).collect();
        if patterns.iter().all(|pattern| is_wildcard(pattern)) {
            self.unit.next_temp = base;
            return Ok(());
        }
        let count = self.unit.narrow(patterns.len());
        let run = self.unit.alloc_run(patterns.len());
        self.unit.emit(Op::UnpackSequence { src: base, base: run, count }, span);
        for (pattern, reg) in patterns.into_iter().zip(run..) {
            self.pattern(pattern, reg, fail, captures)?;
        }
        Ok(())
    }

    fn or_pattern(
        &mut self,
        patterns: &'a [Pattern],
        src: Reg,
        fail: Label,
        captures: &mut Captures<'a>,
        span: Span,
    ) -> Result {
        let matched = self.unit.label();
        // Where the values of the names go, whichever alternative matches.
        let mut common: Option<Captures<'a>> = None;
        let names = count_names(&patterns[0]);
        let base = self.unit.alloc_run(names);
        for (index, pattern) in patterns.iter().enumerate() {
            let last = index + 1 == patterns.len();
            if !last {
                self.check_refutable(pattern)?;
            }
            let next = if last { fail } else { self.unit.label() };
            self.scratch(|this| {
                let mut own = Vec::new();
                this.pattern(pattern, src, next, &mut own)?;
                let known = common.get_or_insert_with(|| {
                    own.iter().zip(base..).map(|(&(name, _), reg)| (name, reg)).collect()
                });
                let same = known.len() == own.len();
                for (name, dst) in known {
                    match own.iter().find(|(own, _)| own.as_str() == name.as_str()) {
                        Some(&(_, src)) => this.unit.emit(Op::Move { dst: *dst, src }, span),
                        None => {
                            return this.error("alternative patterns bind different names", pattern.range());
                        }
                    }
                }
                if !same {
                    return this.error("alternative patterns bind different names", pattern.range());
                }
                Ok(())
            })?;
            if !last {
                self.unit.jump(Op::Jump { offset: 0 }, matched, span);
                self.unit.place(next);
            }
        }
        self.unit.place(matched);
        for (name, reg) in common.unwrap_or_default() {
            self.capture(captures, name, reg)?;
        }
        Ok(())
    }
}

fn is_wildcard(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::MatchAs(node) => node.pattern.is_none() && node.name.is_none(),
        Pattern::MatchStar(node) => node.name.is_none(),
        _ => false,
    }
}

/// How many names a pattern binds.
fn count_names(pattern: &Pattern) -> usize {
    match pattern {
        Pattern::MatchAs(node) => {
            node.pattern.as_deref().map_or(0, count_names) + usize::from(node.name.is_some())
        }
        Pattern::MatchStar(node) => usize::from(node.name.is_some()),
        Pattern::MatchSequence(node) => node.patterns.iter().map(count_names).sum(),
        Pattern::MatchMapping(node) => {
            node.patterns.iter().map(count_names).sum::<usize>() + usize::from(node.rest.is_some())
        }
        Pattern::MatchClass(node) => {
            let keywords = node.arguments.keywords.iter().map(|keyword| count_names(&keyword.pattern));
            node.arguments.patterns.iter().map(count_names).chain(keywords).sum()
        }
        Pattern::MatchOr(node) => node.patterns.first().map_or(0, count_names),
        Pattern::MatchValue(_) | Pattern::MatchSingleton(_) => 0,
    }
}
