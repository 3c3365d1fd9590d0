//! All elements and all texts within an element, in the order of the document.

use super::element::{Element, TAG, TAIL, TEXT, element, has_tag};
use crate::composite::{Composite, Input, Kind, Need, Progress};
use crate::iterator::{IteratorState, NativeIterator};
use crate::native::{Args, Context, NativeResult, TypeDef, done};
use crate::objects::List;
use crate::reference::Ref;
use crate::types::iterators::METHODS;
use crate::value::{Truth, Value};

pub(in super::super) const KINDS: &[&Kind] = &[&ITER];

/// Without what copies iterators.
pub(super) const TYPE: TypeDef = TypeDef { methods: METHODS.split_at(2).0, ..TypeDef::EMPTY };

/// Values: the tag asked for, or None for any; then the element itself, not given yet, or the elements that are open. Numbers:
/// of each open one, how many of its children are done.
static ITER: Kind = Kind::quick("element_iterator", resume, |this| match advance(this) {
    Next::Item(item) => Some(item),
    _ => None,
});

enum Next {
    Item(Value),
    /// Python must compare its tag.
    Doubtful(Value),
    End,
}

/// The next element that has the tag.
fn advance(this: &mut Composite) -> Next {
    loop {
        let begun = this.numbers.len();
        let candidate = match (this.values.last(), this.numbers.last()) {
            (Some(root), None) if this.values.len() == 2 => root.clone(),
            (Some(open), Some(done)) if this.values.len() == begun + 1 => {
                let children = open.native::<Element>().and_then(Element::children_yet);
                let child = children.and_then(|children| children.lock().get(*done as usize).cloned());
                match child {
                    Some(child) => child,
                    None => {
                        this.numbers.pop();
                        let left = this.values.pop();
                        drop(left);
                        continue;
                    }
                }
            }
            _ => return Next::End,
        };
        let wanted = &this.values[0];
        let has = if wanted.is_none() { Some(true) } else { has_tag(&candidate, wanted) };
        let Some(has) = has else { return Next::Doubtful(candidate) };
        if let Some(done) = this.numbers.last_mut() {
            *done += 1;
            this.values.push(candidate.clone());
        }
        this.numbers.push(0);
        if has {
            return Next::Item(candidate);
        }
    }
}

fn resume(
    this: &mut Composite,
    _: &mut Context<'_>,
    progress: &mut Progress,
    input: Input,
) -> Result<Need, Value> {
    if progress.phase == 1 {
        // As if any tag were asked for, that once.
        let tag = std::mem::replace(&mut this.values[0], Value::None);
        let next = advance(this);
        this.values[0] = tag;
        if let (Next::Item(item), Input::Value(Value::Bool(Truth::True))) = (next, input) {
            return Ok(Need::Item(item));
        }
    }
    Ok(match advance(this) {
        Next::Item(item) => Need::Item(item),
        Next::End => Need::End,
        Next::Doubtful(candidate) => {
            progress.phase = 1;
            let own = candidate.native::<Element>().map_or(Value::None, |element| element.field(TAG));
            Need::Equal(own, this.values[0].clone())
        }
    })
}

pub(super) fn iter(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if args.len() > 2 {
        return Err(ctx.type_error(format!("iter() takes at most 1 argument ({} given)", args.len() - 1)));
    }
    let [tag] = args.bind(ctx, "iter", 1, ["tag"], 0)?;
    let tag = tag.bound().filter(|tag| tag.as_text() != Some("*")).cloned().unwrap_or(Value::None);
    let class = ctx.module_class("_xml", "_element_iterator")?;
    done(Composite::iterator(&class, &ITER, vec![tag, args.this().clone()], Vec::new()))
}

/// The texts within an element, gathered at once.
pub(super) fn itertext(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    element(ctx, args.this())?;
    let mut texts = Vec::new();
    let mut open: Vec<(Value, usize)> = vec![(args.this().clone(), 0)];
    let told = |value: Value| !matches!(&value, Value::None) && value.as_text() != Some("");
    while let Some((current, done)) = open.last_mut() {
        let element = element(ctx, current)?;
        if *done == 0 {
            texts.extend(Some(element.field(TEXT)).filter(|text| told(text.clone())));
        }
        let child = element.children_yet().and_then(|children| children.lock().get(*done).cloned());
        *done += 1;
        match child {
            Some(child) => {
                if open.len() == open.capacity() {
                    // An element may be within itself.
                    ctx.check_size(open.len() * 2 * size_of::<(Value, usize)>())?;
                }
                open.push((child, 0));
            }
            None => {
                let tail = element.field(TAIL);
                open.pop();
                if !open.is_empty() && told(tail.clone()) {
                    texts.push(tail);
                }
            }
        }
    }
    let list = Ref::new(List::new(texts));
    done(NativeIterator::value(&ctx.interpreter.types.list_iterator, IteratorState::List { list, index: 0 }))
}
