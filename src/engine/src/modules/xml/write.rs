//! Elements as text.

use super::element::{Element, TAG, TAIL, TEXT};
use crate::dict::Dict;
use crate::native::{Args, Context, NativeResult, done};
use crate::value::{Truth, Value};

/// What a byte of a text is written as.
fn reference(byte: u8, attribute: bool) -> Option<&'static str> {
    Some(match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'"' if attribute => "&quot;",
        b'\r' if attribute => "&#13;",
        b'\n' if attribute => "&#10;",
        b'\t' if attribute => "&#09;",
        _ => return None,
    })
}

fn push(out: &mut String, text: &str, attribute: bool) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(written) = reference(byte, attribute) {
            out.push_str(&text[from..at]);
            out.push_str(written);
            from = at + 1;
        }
    }
    out.push_str(&text[from..]);
}

/// `escape(text, attribute)`
pub(super) fn escape(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let mut out = String::new();
    push(&mut out, ctx.text(&args[0], "text")?, matches!(args[1], Value::Bool(Truth::True)));
    done(out)
}

/// Deeper ones Python writes, until it refuses to.
const MOST_LEVELS: usize = 900;

/// How elements are written.
struct Writer<'a> {
    out: String,
    /// Tags and keys by how they are written.
    names: &'a Dict,
    declared: &'a str,
    short: bool,
    comment: &'a Value,
    pi: &'a Value,
}

impl Writer<'_> {
    /// How a tag or a key is written.
    fn name(&mut self, name: &Value) -> Option<Value> {
        let Value::Str(name) = name else { return None };
        let written = self.names.lock().get_text(name).cloned()?;
        self.out.push_str(written.as_text()?);
        Some(written)
    }

    /// Writes the beginning of an element, and gives the name that its end has; None if it has ended. The outer `None`: there is
    /// something that only Python can write.
    fn begin(&mut self, element: &Element) -> Option<Option<Value>> {
        let (tag, text) = (element.field(TAG), element.field(TEXT));
        let text = match &text {
            Value::None if !tag.is(self.comment) && !tag.is(self.pi) => "",
            text => text.as_text()?,
        };
        for (mark, begin, end) in [(self.comment, "<!--", "-->"), (self.pi, "<?", "?>")] {
            if tag.is(mark) {
                self.out.extend([begin, text, end]);
                return Some(None);
            }
        }
        self.out.push('<');
        let name = self.name(&tag)?;
        self.out.push_str(std::mem::take(&mut self.declared));
        let attrib = element.parts.look(|parts| parts.attrib.clone());
        for (key, value) in attrib.map_or_else(Vec::new, |attrib| attrib.items()) {
            self.out.push(' ');
            self.name(&key)?;
            self.out.push_str("=\"");
            push(&mut self.out, value.as_text()?, true);
            self.out.push('"');
        }
        if text.is_empty() && self.short && element.children_yet().is_none_or(|children| children.is_empty())
        {
            self.out.push_str(" />");
            return Some(None);
        }
        self.out.push('>');
        push(&mut self.out, text, false);
        Some(Some(name))
    }

    fn tail(&mut self, element: &Element) -> Option<()> {
        match element.field(TAIL) {
            Value::None => {}
            tail => push(&mut self.out, tail.as_text()?, false),
        }
        Some(())
    }

    fn write(&mut self, root: &Value) -> Option<()> {
        let mut open: Vec<(Value, Value, usize)> = Vec::new();
        let mut next = root.clone();
        loop {
            let element: &Element = next.native()?;
            match self.begin(element)? {
                Some(name) if open.len() < MOST_LEVELS => open.push((next, name, 0)),
                Some(_) => return None,
                None => self.tail(element)?,
            }
            next = loop {
                let Some((parent, name, done)) = open.last_mut() else { return Some(()) };
                let element: &Element = parent.native()?;
                let child = element.children_yet().and_then(|children| children.lock().get(*done).cloned());
                *done += 1;
                if let Some(child) = child {
                    break child;
                }
                self.out.extend(["</", name.as_text()?, ">"]);
                self.tail(element)?;
                open.pop();
            };
        }
    }
}

/// `serialize(root, names, declared, short, comment, pi)`: an element as XML, or None if it has something in it that is no text.
pub(super) fn serialize(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let names = args[1].as_dict().ok_or_else(|| ctx.type_error("names must be dict"))?;
    let declared = ctx.text(&args[2], "declared")?;
    let short = matches!(args[3], Value::Bool(Truth::True));
    let mut writer = Writer { out: String::new(), names, declared, short, comment: &args[4], pi: &args[5] };
    match writer.write(&args[0]) {
        Some(()) => done(writer.out),
        None => done(Value::None),
    }
}
