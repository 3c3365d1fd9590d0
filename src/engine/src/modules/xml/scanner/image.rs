//! A scanner in the heap: what it refers to, and its state in images.

use super::{Scanner, State, Tag, event};
use crate::native::{Context, NativeData};
use crate::value::Value;

impl NativeData for Scanner {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        let state = self.state.lock();
        crate::heap::lend(&state.entities, Value::Dict, visit);
        let single = [&state.entity, &state.comment, &state.pi, &state.root, &state.last, &state.fault];
        single.into_iter().for_each(&mut *visit);
        [&state.labels, &state.events, &state.data].into_iter().flatten().for_each(&mut *visit);
        state.tags.iter().for_each(|tag| visit(&tag.value));
        state.spaces.iter().for_each(|(prefix, uri)| {
            visit(prefix);
            visit(uri);
        });
        state.known_tags.values().chain(state.known_keys.values()).for_each(visit);
    }

    fn empty(&self) {
        let old = std::mem::take(&mut *self.state.lock());
        drop(old);
    }

    fn state(&self) -> Option<Value> {
        let state = self.state.lock();
        let (line, column) = state.place(&state.text, state.at);
        let flags = [state.half, state.declared_elsewhere, state.done, state.builds, state.after];
        let flags = flags.iter().rev().fold(0, |all, flag| all << 1 | i64::from(*flag));
        let numbers = [line, column, state.size as i64, state.expanded as i64, flags];
        let numbers = numbers.into_iter().chain(state.tags.iter().map(|tag| tag.spaces as i64));
        let tags = state.tags.iter().map(|tag| tag.value.clone());
        let spaces = state.spaces.iter().flat_map(|(prefix, uri)| [prefix.clone(), uri.clone()]);
        Some(Value::tuple(vec![
            Value::str(&state.text[state.at..]),
            Value::str(state.open.as_str()),
            Value::Dict(state.entities.clone()),
            state.entity.clone(),
            state.comment.clone(),
            state.pi.clone(),
            state.root.clone(),
            state.last.clone(),
            state.fault.clone(),
            Value::list(numbers.map(Value::Int).collect()),
            Value::list(tags.collect()),
            Value::list(spaces.collect()),
            Value::list(state.labels.clone()),
            Value::list(state.events.clone()),
            Value::list(state.data.clone()),
        ]))
    }

    fn restore(&self, ctx: &mut Context<'_>, saved: Value) -> Result<(), Value> {
        let restored = restored(&saved).ok_or_else(|| ctx.value_error("not the state of a scanner"))?;
        let old = std::mem::replace(&mut *self.state.lock(), restored);
        drop(old);
        Ok(())
    }
}

fn restored(saved: &Value) -> Option<State> {
    let parts: [Value; 15] = saved.sequence_items()?.try_into().ok()?;
    let [text, open, entities, entity, comment, pi, root, last, fault, lists @ ..] = parts;
    let mut lists = lists.iter().map(Value::sequence_items);
    let mut list = || lists.next().flatten();
    let numbers: Vec<i64> = list()?.iter().map(Value::as_int).collect::<Option<_>>()?;
    let (tags, spaces) = (list()?, list()?);
    let (labels, events, data) = (list()?, list()?, list()?);
    let [line, column, size, expanded, flags, ref counts @ ..] = numbers[..] else { return None };
    if counts.len() != tags.len() || labels.len() != event::COUNT {
        return None;
    }
    let flag = |which: i64| flags >> which & 1 != 0;
    Some(State {
        text: text.as_text()?.to_owned(),
        line,
        column,
        half: flag(0),
        size: size as usize,
        expanded: expanded as usize,
        open: open.as_text()?.to_owned(),
        tags: tags
            .into_iter()
            .zip(counts)
            .map(|(value, count)| Tag { value, spaces: *count as usize })
            .collect(),
        spaces: spaces.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect(),
        entities: entities.as_dict()?.clone(),
        declared_elsewhere: flag(1),
        done: flag(2),
        builds: flag(3),
        after: flag(4),
        entity,
        comment,
        pi,
        labels,
        events,
        root,
        last,
        data,
        fault,
        ..State::default()
    })
}
