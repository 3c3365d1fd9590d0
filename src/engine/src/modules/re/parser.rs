//! Reads a pattern.

use super::case::{Fold, any_same};
use super::set::{Category, Item, Set};
use super::source::{Fault, Source, is_ascii_letter, is_octal, shown, simple_escape};
use super::syntax::{At, Mode, NO_LIMIT, Node, Syntax, Width, flag, width};

/// Levels of nested groups; CPython's parser reaches its recursion limit there too.
const MOST_LEVELS: usize = 400;

const KINDS: i64 = flag::ASCII | flag::LOCALE | flag::UNICODE;

/// Reads a pattern with the flags given beside it.
pub(super) fn parse(text: &[u32], is_text: bool, flags: i64) -> Result<Syntax, Fault> {
    let mut parser = Parser {
        source: Source::new(text, is_text),
        flags,
        names: Vec::new(),
        widths: Vec::new(),
        later: Vec::new(),
        behind: None,
        level: 0,
    };
    // What it sets for all of it stands at its beginning, and counts from there on; but whether text and ASCII go together is
    // asked at its end.
    let node = match parser.alternatives(flags, true) {
        Err(Restart::Fault(fault)) => return Err(fault),
        Err(Restart::Verbose) => {
            let flags = parser.flags;
            parser.source.place = 0;
            (parser.names, parser.widths, parser.later, parser.level) = Default::default();
            match parser.alternatives(flags, true) {
                Ok(node) => node,
                Err(Restart::Fault(fault)) => return Err(fault),
                Err(Restart::Verbose) => return Err(Fault::Deep),
            }
        }
        Ok(node) => node,
    };
    let flags = fixed_flags(parser.flags, is_text)?;
    if parser.source.peek().is_some() {
        return Err(parser.source.fault("unbalanced parenthesis", 0));
    }
    let groups = parser.widths.len() as u32;
    if let Some((group, place)) = parser.later.iter().find(|(group, _)| *group > groups) {
        return Err(parser.source.fault_at(format!("invalid group reference {group}"), *place));
    }
    let widths = parser.widths.iter().map(|width| width.unwrap_or((0, u64::MAX))).collect();
    Ok(Syntax { node, flags, groups, names: parser.names, widths })
}

/// The flags with the kind of letters that the type of the pattern implies.
fn fixed_flags(flags: i64, is_text: bool) -> Result<i64, Fault> {
    let has = |bits: i64| flags & bits == bits;
    if is_text {
        if has(flag::LOCALE) {
            return Err(Fault::Value("cannot use LOCALE flag with a str pattern"));
        }
        if has(flag::ASCII | flag::UNICODE) {
            return Err(Fault::Value("ASCII and UNICODE flags are incompatible"));
        }
        return Ok(if has(flag::ASCII) { flags } else { flags | flag::UNICODE });
    }
    if has(flag::UNICODE) {
        return Err(Fault::Value("cannot use UNICODE flag with a bytes pattern"));
    }
    if has(flag::LOCALE | flag::ASCII) {
        return Err(Fault::Value("ASCII and LOCALE flags are incompatible"));
    }
    Ok(flags)
}

/// Why reading stops.
enum Restart {
    Fault(Fault),
    /// `(?x)` was met: all that came before it is to be read that way too.
    Verbose,
}

impl From<Fault> for Restart {
    fn from(fault: Fault) -> Restart {
        Restart::Fault(fault)
    }
}

type Read<T> = Result<T, Restart>;

struct Parser<'a> {
    source: Source<'a>,
    /// Those of the whole pattern.
    flags: i64,
    names: Vec<(String, u32)>,
    /// Of each group; `None` while it is open.
    widths: Vec<Option<Width>>,
    /// Groups that conditions name by number, with the places.
    later: Vec<(u32, usize)>,
    /// In a look behind: how many groups there were before the outermost one.
    behind: Option<usize>,
    level: usize,
}

/// What an escape in a set or outside stands for.
enum Escape {
    Char(u32),
    Category(Category, bool),
}

impl Parser<'_> {
    fn fault<T>(&self, message: impl Into<String>, back: usize) -> Read<T> {
        Err(Restart::Fault(self.source.fault(message, back)))
    }

    fn alternatives(&mut self, mut flags: i64, outermost: bool) -> Read<Node> {
        if self.level >= MOST_LEVELS {
            return Err(Restart::Fault(Fault::Deep));
        }
        self.level += 1;
        let mut nodes = vec![self.sequence(&mut flags, outermost)?];
        while self.source.take(b'|') {
            nodes.push(self.sequence(&mut flags, false)?);
        }
        self.level -= 1;
        Ok(match nodes.len() {
            1 => nodes.remove(0),
            _ => merged(nodes),
        })
    }

    /// Items up to a bar, a closing parenthesis or the end. `first`: flags for the whole pattern may stand here.
    fn sequence(&mut self, flags: &mut i64, first: bool) -> Read<Node> {
        let mut nodes: Vec<Node> = Vec::new();
        while let Some(c) = self.source.peek() {
            let byte = u8::try_from(c).ok().filter(u8::is_ascii);
            if matches!(byte, Some(b'|' | b')')) {
                break;
            }
            self.source.place += 1;
            if *flags & flag::VERBOSE != 0 {
                match byte {
                    Some(b' ' | b'\t'..=b'\r') => continue,
                    Some(b'#') => {
                        while self.source.next().is_some_and(|c| c != 10) {}
                        continue;
                    }
                    _ => {}
                }
            }
            let node = match byte {
                Some(b'\\') => self.escape(*flags)?,
                Some(b'[') => self.set(*flags)?,
                Some(b'*' | b'+' | b'?' | b'{') => {
                    if let Some(repeated) = self.repeat(c as u8, &mut nodes)? {
                        nodes.push(repeated);
                    }
                    continue;
                }
                Some(b'.') if *flags & flag::DOTALL != 0 => Node::Any,
                Some(b'.') => Node::AnyInLine,
                Some(b'^') if *flags & flag::MULTILINE != 0 => Node::At(At::LineStart),
                Some(b'^') => Node::At(At::Start),
                Some(b'$') if *flags & flag::MULTILINE != 0 => Node::At(At::LineEnd),
                Some(b'$') => Node::At(At::LastLineEnd),
                Some(b'(') => match self.parenthesis(flags, first && nodes.is_empty())? {
                    Some(node) => node,
                    None => continue,
                },
                _ => self.char(c, *flags),
            };
            nodes.push(node);
        }
        Ok(match nodes.len() {
            1 => nodes.remove(0),
            _ => Node::Sequence(nodes),
        })
    }

    fn fold(&self, flags: i64) -> Fold {
        if flags & flag::IGNORECASE == 0 {
            Fold::None
        } else if self.is_ascii(flags) {
            Fold::Ascii
        } else {
            Fold::Unicode
        }
    }

    fn is_ascii(&self, flags: i64) -> bool {
        !self.source.is_text || flags & flag::ASCII != 0
    }

    fn char(&self, c: u32, flags: i64) -> Node {
        let fold = self.fold(flags);
        if any_same(c, fold, |other| other != c) {
            Node::Set(Box::new(Set::new(vec![Item::Range(c, c)], false, fold)))
        } else {
            Node::Char(c)
        }
    }

    fn category(&self, category: Category, negated: bool, flags: i64) -> Item {
        Item::Category { category, ascii: self.is_ascii(flags), negated }
    }

    /// An escape outside of sets; the backslash is taken.
    fn escape(&mut self, flags: i64) -> Read<Node> {
        let c = self.source.escaped()?;
        let ascii = self.is_ascii(flags);
        match u8::try_from(c) {
            Ok(b'A') => return Ok(Node::At(At::Start)),
            Ok(b'Z') => return Ok(Node::At(At::End)),
            Ok(b'b') => return Ok(Node::At(At::Edge { ascii, negated: false })),
            Ok(b'B') => return Ok(Node::At(At::Edge { ascii, negated: true })),
            Ok(b'0') => {
                let digits = self.source.take_while(2, is_octal);
                let code = u32::from_str_radix(&digits, 8).unwrap_or(0);
                return Ok(self.char(code, flags));
            }
            Ok(first @ b'1'..=b'9') => return self.number(first, flags),
            _ => {}
        }
        Ok(match self.common_escape(c)? {
            Escape::Char(c) => self.char(c, flags),
            Escape::Category(category, negated) => {
                let item = self.category(category, negated, flags);
                Node::Set(Box::new(Set::new(vec![item], false, Fold::None)))
            }
        })
    }

    /// A group's number, or a character by three octal digits.
    fn number(&mut self, first: u8, flags: i64) -> Read<Node> {
        let mut digits = String::from(char::from(first));
        digits += &self.source.take_while(1, |c| c.is_ascii_digit());
        if digits.len() == 2 && digits.bytes().all(is_octal) {
            digits += &self.source.take_while(1, is_octal);
            if digits.len() == 3 {
                return Ok(self.char(self.octal(&digits)?, flags));
            }
        }
        let group: u32 = digits.parse().unwrap_or(u32::MAX);
        if group as usize > self.widths.len() {
            return self.fault(format!("invalid group reference {group}"), digits.len());
        }
        self.check_closed(group, digits.len() + 1)?;
        Ok(Node::Back(group, self.fold(flags)))
    }

    fn octal(&self, digits: &str) -> Read<u32> {
        match u32::from_str_radix(digits, 8) {
            Ok(code) if code <= 0o377 => Ok(code),
            _ => self
                .fault(format!("octal escape value \\{digits} outside of range 0-0o377"), digits.len() + 1),
        }
    }

    /// Refuses a reference to a group from within.
    fn check_closed(&self, group: u32, back: usize) -> Read<()> {
        let closed = |group: u32| self.widths.get(group as usize - 1).is_some_and(Option::is_some);
        if !closed(group) {
            return self.fault("cannot refer to an open group", back);
        }
        self.check_behind(group)
    }

    /// Refuses a reference within a look behind to a group of the same.
    fn check_behind(&self, group: u32) -> Read<()> {
        let Some(before) = self.behind else { return Ok(()) };
        if self.widths.get(group as usize - 1).is_none_or(Option::is_none) {
            return self.fault("cannot refer to an open group", 0);
        }
        if group as usize > before {
            return self.fault("cannot refer to group defined in the same lookbehind subpattern", 0);
        }
        Ok(())
    }

    /// Escapes that are the same in sets and outside.
    fn common_escape(&mut self, c: u32) -> Read<Escape> {
        if let Some(c) = simple_escape(c) {
            return Ok(Escape::Char(c));
        }
        let category = match u8::try_from(c).unwrap_or(0) {
            b'd' => Some((Category::Digit, false)),
            b'D' => Some((Category::Digit, true)),
            b's' => Some((Category::Space, false)),
            b'S' => Some((Category::Space, true)),
            b'w' => Some((Category::Word, false)),
            b'W' => Some((Category::Word, true)),
            _ => None,
        };
        if let Some((category, negated)) = category {
            return Ok(Escape::Category(category, negated));
        }
        let text = self.source.is_text;
        match u8::try_from(c).unwrap_or(0) {
            b'x' => return self.hexadecimal('x', 2),
            b'u' if text => return self.hexadecimal('u', 4),
            b'U' if text => return self.hexadecimal('U', 8),
            b'N' if text => {
                if !self.source.take(b'{') {
                    return self.fault("missing {", 0);
                }
                let name = self.source.until(b'}', "character name")?;
                return match interleave_lang::named_character(&name) {
                    Some(c) => Ok(Escape::Char(c as u32)),
                    None => {
                        let message = format!("undefined character name {}", Source::quoted(&name));
                        self.fault(message, name.chars().count() + 4)
                    }
                };
            }
            _ => {}
        }
        if is_ascii_letter(c) {
            return self.fault(format!("bad escape \\{}", shown(c)), 2);
        }
        Ok(Escape::Char(c))
    }

    fn hexadecimal(&mut self, letter: char, length: usize) -> Read<Escape> {
        let digits = self.source.take_while(length, |c| c.is_ascii_hexdigit());
        if digits.len() != length {
            return self.fault(format!("incomplete escape \\{letter}{digits}"), digits.len() + 2);
        }
        match u32::from_str_radix(&digits, 16) {
            Ok(code) if code < 0x11_0000 => Ok(Escape::Char(code)),
            _ => self.fault(format!("bad escape \\{letter}{digits}"), digits.len() + 2),
        }
    }

    /// A set; the bracket is taken.
    fn set(&mut self, flags: i64) -> Read<Node> {
        let here = self.source.place - 1;
        let unfinished = |parser: &Self| parser.source.fault_at("unterminated character set", here);
        let negated = self.source.take(b'^');
        let mut items = Vec::new();
        loop {
            let start = self.source.place;
            let Some(c) = self.source.next() else { return Err(unfinished(self).into()) };
            if c == u32::from(b']') && !items.is_empty() {
                break;
            }
            let first = if c == u32::from(b'\\') { self.set_escape()? } else { Escape::Char(c) };
            let token = |start: usize, c: u32| start..start + 1 + usize::from(c == u32::from(b'\\'));
            let first_token = token(start, c);
            if !self.source.take(b'-') {
                items.push(self.item(first, flags));
                continue;
            }
            let start = self.source.place;
            let Some(c) = self.source.next() else { return Err(unfinished(self).into()) };
            if c == u32::from(b']') {
                items.push(self.item(first, flags));
                items.push(Item::Range(u32::from(b'-'), u32::from(b'-')));
                break;
            }
            let last = if c == u32::from(b'\\') { self.set_escape()? } else { Escape::Char(c) };
            match (first, last) {
                (Escape::Char(first), Escape::Char(last)) if first <= last => {
                    items.push(Item::Range(first, last));
                }
                _ => {
                    let last_token = token(start, c);
                    let back = first_token.len() + 1 + last_token.len();
                    let (first, last) = (self.source.shown(first_token), self.source.shown(last_token));
                    return self.fault(format!("bad character range {first}-{last}"), back);
                }
            }
        }
        let fold = self.fold(flags);
        if let ([Item::Range(first, last)], false) = (&items[..], negated)
            && first == last
        {
            return Ok(self.char(*first, flags));
        }
        Ok(Node::Set(Box::new(Set::new(items, negated, fold))))
    }

    fn item(&self, escape: Escape, flags: i64) -> Item {
        match escape {
            Escape::Char(c) => Item::Range(c, c),
            Escape::Category(category, negated) => self.category(category, negated, flags),
        }
    }

    fn set_escape(&mut self) -> Read<Escape> {
        let c = self.source.escaped()?;
        match u8::try_from(c) {
            Ok(first @ b'0'..=b'7') => {
                let mut digits = String::from(char::from(first));
                digits += &self.source.take_while(2, is_octal);
                Ok(Escape::Char(self.octal(&digits)?))
            }
            Ok(b'8' | b'9') => self.fault(format!("bad escape \\{}", shown(c)), 2),
            _ => self.common_escape(c),
        }
    }

    /// A quantifier, which takes the last item away; `None` if the brace was none.
    fn repeat(&mut self, c: u8, nodes: &mut Vec<Node>) -> Read<Option<Node>> {
        let here = self.source.place;
        let (least, most) = match c {
            b'?' => (0, 1),
            b'*' => (0, NO_LIMIT),
            b'+' => (1, NO_LIMIT),
            _ => {
                if self.source.sees(b'}') {
                    return Ok(Some(Node::Char(u32::from(c))));
                }
                let digits = |parser: &mut Self| parser.source.take_while(usize::MAX, |c| c.is_ascii_digit());
                let low = digits(self);
                let high = if self.source.take(b',') { digits(self) } else { low.clone() };
                if !self.source.take(b'}') {
                    self.source.place = here;
                    return Ok(Some(Node::Char(u32::from(c))));
                }
                let count = |digits: &str, otherwise: u32| match digits {
                    "" => Ok(otherwise),
                    digits => digits
                        .parse()
                        .ok()
                        .filter(|&count| count != NO_LIMIT)
                        .ok_or(Fault::Overflow("the repetition number is too large")),
                };
                let (least, most) = (count(&low, 0)?, count(&high, NO_LIMIT)?);
                if most < least {
                    let back = self.source.place - here;
                    return self.fault("min repeat greater than max repeat", back);
                }
                (least, most)
            }
        };
        let back = self.source.place - here + 1;
        let node = match nodes.pop() {
            None | Some(Node::At(_)) => return self.fault("nothing to repeat", back),
            Some(Node::Repeat { .. }) => return self.fault("multiple repeat", back),
            Some(Node::Plain(node)) => node,
            Some(node) => Box::new(node),
        };
        let mode = if self.source.take(b'?') {
            Mode::Lazy
        } else if self.source.take(b'+') {
            Mode::Possessive
        } else {
            Mode::Greedy
        };
        Ok(Some(Node::Repeat { node, least, most, mode }))
    }

    fn close(&mut self, start: usize) -> Read<()> {
        if self.source.take(b')') {
            return Ok(());
        }
        Err(self.source.fault_at("missing ), unterminated subpattern", start).into())
    }

    /// What an opening parenthesis begins; it is taken. `None`: nothing that matches.
    fn parenthesis(&mut self, flags: &mut i64, first: bool) -> Read<Option<Node>> {
        let start = self.source.place - 1;
        if !self.source.take(b'?') {
            return self.group(None, *flags, start).map(Some);
        }
        let Some(c) = self.source.next() else { return self.fault("unexpected end of pattern", 0) };
        match u8::try_from(c).unwrap_or(0) {
            b'P' => self.named(*flags, start).map(Some),
            b':' => self.plain(*flags, start).map(Some),
            b'>' => {
                let node = self.alternatives(*flags, false)?;
                self.close(start)?;
                Ok(Some(Node::Atomic(Box::new(node))))
            }
            b'#' => loop {
                match self.source.next() {
                    None => {
                        return Err(self.source.fault_at("missing ), unterminated comment", start).into());
                    }
                    Some(c) if c == u32::from(b')') => return Ok(None),
                    Some(_) => {}
                }
            },
            b'=' => self.look(*flags, start, false, false).map(Some),
            b'!' => self.look(*flags, start, false, true).map(Some),
            b'<' => {
                let Some(c) = self.source.next() else { return self.fault("unexpected end of pattern", 0) };
                match u8::try_from(c).unwrap_or(0) {
                    b'=' => self.look(*flags, start, true, false).map(Some),
                    b'!' => self.look(*flags, start, true, true).map(Some),
                    _ => self.fault(format!("unknown extension ?<{}", shown(c)), 3),
                }
            }
            b'(' => self.condition(*flags, start).map(Some),
            letter if letter == b'-' || inline(u32::from(letter)).is_some() => {
                let Some((add, remove)) = self.inline_flags(c)? else {
                    if !first {
                        let back = self.source.place - start;
                        return self.fault("global flags not at the start of the expression", back);
                    }
                    if self.flags & flag::VERBOSE != 0 && *flags & flag::VERBOSE == 0 {
                        return Err(Restart::Verbose);
                    }
                    *flags = self.flags;
                    return Ok(None);
                };
                let mut inner = *flags;
                if add & KINDS != 0 {
                    inner &= !KINDS;
                }
                inner = (inner | add) & !remove;
                self.plain(inner, start).map(Some)
            }
            _ => self.fault(format!("unknown extension ?{}", shown(c)), 2),
        }
    }

    fn plain(&mut self, flags: i64, start: usize) -> Read<Node> {
        let node = self.alternatives(flags, false)?;
        self.close(start)?;
        Ok(Node::Plain(Box::new(node)))
    }

    fn group(&mut self, name: Option<String>, flags: i64, start: usize) -> Read<Node> {
        let number = self.widths.len() as u32 + 1;
        if let Some(name) = name {
            if let Some((_, other)) = self.names.iter().find(|(known, _)| *known == name) {
                let quoted = Source::quoted(&name);
                let message =
                    format!("redefinition of group name {quoted} as group {number}; was group {other}");
                return self.fault(message, name.chars().count() + 1);
            }
            self.names.push((name, number));
        }
        self.widths.push(None);
        let node = self.alternatives(flags, false)?;
        self.close(start)?;
        self.widths[number as usize - 1] = Some(width(&node, &self.widths));
        Ok(Node::Group(number, Box::new(node)))
    }

    /// `(?P<name>…)`, `(?P=name)`
    fn named(&mut self, flags: i64, start: usize) -> Read<Node> {
        if self.source.take(b'<') {
            let name = self.source.until(b'>', "group name")?;
            self.source.check_name(&name)?;
            return self.group(Some(name), flags, start);
        }
        if self.source.take(b'=') {
            let name = self.source.until(b')', "group name")?;
            self.source.check_name(&name)?;
            let group = self.known(&name)?;
            self.check_closed(group, name.chars().count() + 1)?;
            return Ok(Node::Back(group, self.fold(flags)));
        }
        match self.source.next() {
            None => self.fault("unexpected end of pattern", 0),
            Some(c) => self.fault(format!("unknown extension ?P{}", shown(c)), 3),
        }
    }

    fn known(&self, name: &str) -> Read<u32> {
        match self.names.iter().find(|(known, _)| known == name) {
            Some((_, group)) => Ok(*group),
            None => {
                let message = format!("unknown group name {}", Source::quoted(name));
                self.fault(message, name.chars().count() + 1)
            }
        }
    }

    fn look(&mut self, flags: i64, start: usize, behind: bool, negated: bool) -> Read<Node> {
        let outer = self.behind;
        if behind && outer.is_none() {
            self.behind = Some(self.widths.len());
        }
        let node = self.alternatives(flags, false)?;
        if behind {
            self.behind = outer;
        }
        self.close(start)?;
        if negated && matches!(&node, Node::Sequence(nodes) if nodes.is_empty()) {
            return Ok(Node::Never);
        }
        Ok(Node::Look { node: Box::new(node), behind, negated })
    }

    /// `(?(1)…|…)`; its inner parenthesis is taken.
    fn condition(&mut self, flags: i64, start: usize) -> Read<Node> {
        let name = self.source.until(b')', "group name")?;
        let length = name.chars().count();
        let group = if Source::is_name(&name) {
            self.known(&name)?
        } else {
            let digits = name.trim().trim_start_matches('+');
            let all_digits = !digits.is_empty() && digits.bytes().all(|c| c.is_ascii_digit());
            if !all_digits {
                return Err(self.source.bad_name(&name).into());
            }
            let group: u64 = digits.parse().unwrap_or(u64::MAX);
            if group == 0 {
                return self.fault("bad group number", length + 1);
            }
            let Some(group) = u32::try_from(group).ok().filter(|&group| group < i32::MAX as u32) else {
                return self.fault(format!("invalid group reference {digits}"), length + 1);
            };
            if !self.later.iter().any(|(known, _)| *known == group) {
                self.later.push((group, self.source.place - length - 1));
            }
            group
        };
        self.check_behind(group)?;
        let mut flags = flags;
        let yes = self.sequence(&mut flags, false)?;
        let no = if self.source.take(b'|') {
            let no = self.sequence(&mut flags, false)?;
            if self.source.sees(b'|') {
                return self.fault("conditional backref with more than two branches", 0);
            }
            no
        } else {
            Node::empty()
        };
        self.close(start)?;
        Ok(Node::If { group, yes: Box::new(yes), no: Box::new(no) })
    }

    /// Letters after `(?`, of which `c` is the first. `None`: they are for the whole pattern.
    fn inline_flags(&mut self, c: u32) -> Read<Option<(i64, i64)>> {
        let mut letter = c;
        let (mut add, mut remove) = (0, 0);
        if letter != u32::from(b'-') {
            loop {
                let bit = inline(letter).unwrap_or(0);
                if self.source.is_text && bit == flag::LOCALE {
                    return self.fault("bad inline flags: cannot use 'L' flag with a str pattern", 0);
                }
                if !self.source.is_text && bit == flag::UNICODE {
                    return self.fault("bad inline flags: cannot use 'u' flag with a bytes pattern", 0);
                }
                add |= bit;
                if bit & KINDS != 0 && add & KINDS != bit {
                    return self.fault("bad inline flags: flags 'a', 'u' and 'L' are incompatible", 0);
                }
                letter = self.letter("missing -, : or )")?;
                if matches!(u8::try_from(letter), Ok(b')' | b'-' | b':')) {
                    break;
                }
                self.check_letter(letter, "missing -, : or )")?;
            }
        }
        if letter == u32::from(b')') {
            self.flags |= add;
            return Ok(None);
        }
        // Only whole patterns are debugged.
        if letter == u32::from(b'-') {
            letter = self.letter("missing flag")?;
            self.check_letter(letter, "missing flag")?;
            loop {
                let bit = inline(letter).unwrap_or(0);
                if bit & KINDS != 0 {
                    return self.fault("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", 0);
                }
                remove |= bit;
                letter = self.letter("missing :")?;
                if letter == u32::from(b':') {
                    break;
                }
                self.check_letter(letter, "missing :")?;
            }
        }
        if add & remove != 0 {
            return self.fault("bad inline flags: flag turned on and off", 1);
        }
        Ok(Some((add, remove)))
    }

    fn letter(&mut self, missing: &str) -> Read<u32> {
        match self.source.next() {
            Some(letter) => Ok(letter),
            None => self.fault(missing, 0),
        }
    }

    fn check_letter(&self, letter: u32, missing: &str) -> Read<()> {
        if inline(letter).is_some() {
            return Ok(());
        }
        let alphabetic = char::from_u32(letter).is_some_and(crate::text::unicode::is_alpha);
        self.fault(if alphabetic { "unknown flag" } else { missing }, 1)
    }
}

/// The flag of a letter in `(?…)`.
fn inline(letter: u32) -> Option<i64> {
    Some(match u8::try_from(letter).ok()? {
        b'i' => flag::IGNORECASE,
        b'L' => flag::LOCALE,
        b'm' => flag::MULTILINE,
        b's' => flag::DOTALL,
        b'x' => flag::VERBOSE,
        b'a' => flag::ASCII,
        b'u' => flag::UNICODE,
        _ => return None,
    })
}

/// Alternatives; if each is one character, a set.
fn merged(nodes: Vec<Node>) -> Node {
    let mut items = Vec::new();
    for node in &nodes {
        match node {
            Node::Char(c) => items.push(Item::Range(*c, *c)),
            Node::Set(set) => match set.plain_items() {
                Some(more) => items.extend_from_slice(more),
                None => return Node::Alternatives(nodes),
            },
            _ => return Node::Alternatives(nodes),
        }
    }
    Node::Set(Box::new(Set::new(items, false, Fold::None)))
}
