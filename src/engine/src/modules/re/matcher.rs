//! Runs a program over a text: leftmost match, alternatives in their order, by going back to the last choice.
//!
//! Choices are on a stack of its own, and after many steps the matcher pauses: it can go on later, so that no pattern
//! keeps other threads waiting for ever.

use super::case::lower;
use super::program::{Op, Program, Run, Single, unlimited};
use super::set::{Category, is};
use super::syntax::{At, Mode};

/// No place.
pub(super) const NOWHERE: u32 = u32::MAX;

/// What is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A match that begins anywhere.
    Search,
    /// One that begins at the start.
    Match,
    /// One from the start to the end.
    Full,
}

/// How a part of the work ended.
pub(super) enum Outcome {
    Match,
    NoMatch,
    /// To be called again.
    Paused,
    /// There is no room for more choices.
    NoMemory,
}

/// Where to go on when something fails, or what to put back.
#[derive(Clone, Copy)]
enum Entry {
    Split {
        op: u32,
        place: u32,
    },
    Mark {
        number: u32,
        old: u32,
        last: u32,
    },
    /// A greedy loop that could end here.
    Exit {
        number: u32,
        count: u32,
        begun: u32,
        place: u32,
    },
    /// A lazy loop that could have another round.
    Round {
        number: u32,
        count: u32,
        begun: u32,
        place: u32,
    },
    /// Registers of a loop.
    Registers {
        register: u32,
        count: u32,
        begun: u32,
    },
    /// A run that could be shorter, down to `low`.
    Shorter {
        op: u32,
        low: u32,
        place: u32,
    },
    /// A lazy run that could be longer.
    Longer {
        op: u32,
        count: u32,
        place: u32,
    },
    Look {
        number: u32,
        place: u32,
    },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The next attempt is to begin.
    Between,
    /// In the middle of an attempt.
    Forward,
    /// Something failed.
    Back,
}

/// A matcher at work.
pub(super) struct Matcher {
    stack: Vec<Entry>,
    /// Start and end of each group, the whole match first.
    pub(super) marks: Vec<u32>,
    /// The group that was closed last.
    pub(super) last: u32,
    registers: Vec<u32>,
    op: u32,
    place: u32,
    /// Where the attempt begins.
    start: u32,
    /// Where an empty match does not count.
    barred: u32,
    kind: Kind,
    phase: Phase,
}

/// Steps before a pause: a few milliseconds.
const STEPS: i64 = 300_000;

impl Matcher {
    pub(super) fn new(program: &Program, kind: Kind, start: usize) -> Matcher {
        Matcher {
            stack: Vec::new(),
            marks: vec![NOWHERE; program.groups as usize * 2 + 2],
            last: 0,
            registers: vec![0; program.registers as usize],
            op: 0,
            place: 0,
            start: start as u32,
            barred: NOWHERE,
            kind,
            phase: Phase::Between,
        }
    }

    /// Looks for the next match after the last one.
    pub(super) fn go_on(&mut self) {
        let (start, end) = (self.marks[0], self.marks[1]);
        self.start = end;
        self.barred = if start == end { end } else { NOWHERE };
        self.phase = Phase::Between;
    }

    /// Changes what is wanted next.
    pub(super) fn want(&mut self, kind: Kind) {
        self.kind = kind;
    }

    /// Works until there is an outcome. `text` ends where matches may end.
    pub(super) fn work(&mut self, program: &Program, text: &[u8], utf8: bool) -> Outcome {
        let mut steps = STEPS;
        loop {
            if self.phase == Phase::Between {
                if steps <= 0 {
                    return Outcome::Paused;
                }
                if !self.begin(program, text, &mut steps) {
                    return Outcome::NoMatch;
                }
            }
            let outcome = if utf8 {
                self.attempt::<true>(program, text, &mut steps)
            } else {
                self.attempt::<false>(program, text, &mut steps)
            };
            match outcome {
                Outcome::Match => {
                    self.stack.clear();
                    return Outcome::Match;
                }
                Outcome::NoMatch => {
                    let start = self.start as usize;
                    if self.kind != Kind::Search || start >= text.len() || program.anchored {
                        return Outcome::NoMatch;
                    }
                    self.barred = NOWHERE;
                    self.start = if utf8 { after(text, start) } else { start + 1 } as u32;
                    self.phase = Phase::Between;
                    steps -= 1;
                }
                other => return other,
            }
        }
    }

    /// Begins an attempt at the next place that may do.
    fn begin(&mut self, program: &Program, text: &[u8], steps: &mut i64) -> bool {
        let start = self.start as usize;
        if start > text.len() {
            return false;
        }
        if self.kind == Kind::Search {
            let rest = &text[start..];
            let skipped = match (&program.prefix[..], program.first) {
                _ if program.anchored => Some(0),
                ([], None) => Some(0),
                ([], Some(first)) => rest.iter().position(|&byte| in_bits(&first, byte)),
                ([byte], _) => memchr::memchr(*byte, rest),
                (prefix, _) => crate::text::bytes::find(rest, prefix),
            };
            let Some(skipped) = skipped else { return false };
            *steps -= skipped as i64 >> 6;
            if skipped > 0 {
                self.barred = NOWHERE;
            }
            self.start = (start + skipped) as u32;
        }
        if program.groups > 0 {
            self.marks.fill(NOWHERE);
            self.last = 0;
        }
        self.stack.clear();
        self.op = 0;
        self.place = self.start;
        self.phase = Phase::Forward;
        true
    }

    /// Room for another entry; false: there is none.
    #[inline(always)]
    fn push(&mut self, entry: Entry) -> bool {
        /// Below, the system's memory is not asked about.
        const SMALL: usize = 1 << 14;
        let length = self.stack.len();
        if length == self.stack.capacity()
            && length > SMALL
            && crate::memory::exceeds(length * 3 * size_of::<Entry>())
        {
            return false;
        }
        self.stack.push(entry);
        true
    }

    fn attempt<const UTF8: bool>(&mut self, program: &Program, text: &[u8], steps: &mut i64) -> Outcome {
        let ops = &program.ops[..];
        let mut op = self.op as usize;
        let mut place = self.place as usize;
        let mut failed = self.phase == Phase::Back;
        macro_rules! push {
            ($entry:expr) => {
                if !self.push($entry) {
                    return Outcome::NoMemory;
                }
            };
        }
        loop {
            while !failed {
                match ops[op] {
                    Op::Byte(byte) => {
                        if place < text.len() && text[place] == byte {
                            place += 1;
                            op += 1;
                        } else {
                            failed = true;
                        }
                    }
                    Op::Literal(at, length) => {
                        let literal = &program.literals[at as usize..(at + length) as usize];
                        if text[place..].starts_with(literal) {
                            place += literal.len();
                            op += 1;
                        } else {
                            failed = true;
                        }
                    }
                    Op::One(single) => match one::<UTF8>(program, single, text, place) {
                        Some(next) => {
                            place = next;
                            op += 1;
                        }
                        None => failed = true,
                    },
                    Op::Mark(number) => {
                        let old = self.marks[number as usize];
                        if !self.stack.is_empty() {
                            push!(Entry::Mark { number, old, last: self.last });
                        }
                        self.marks[number as usize] = place as u32;
                        if number & 1 == 1 {
                            self.last = number / 2;
                        }
                        op += 1;
                    }
                    Op::Jump(other) => op = other as usize,
                    Op::Branch { firsts, other } => {
                        let fits =
                            text.get(place).is_some_and(|&c| in_bits(&program.firsts[firsts as usize], c));
                        if fits {
                            push!(Entry::Split { op: other, place: place as u32 });
                            op += 1;
                        } else {
                            op = other as usize;
                        }
                    }
                    Op::Split { other } => {
                        push!(Entry::Split { op: other, place: place as u32 });
                        op += 1;
                    }
                    Op::Run(number) => {
                        let run = program.runs[number as usize];
                        match begin_run::<UTF8>(program, run, text, place) {
                            None => failed = true,
                            Some((low, high)) => {
                                *steps -= (high - place) as i64 >> 5;
                                match run.mode {
                                    Mode::Possessive => {
                                        place = high;
                                        op += 1;
                                    }
                                    Mode::Greedy => match shorter(run, text, low, high) {
                                        None => failed = true,
                                        Some(found) => {
                                            if found > low {
                                                push!(Entry::Shorter {
                                                    op: op as u32,
                                                    low: low as u32,
                                                    place: found as u32
                                                });
                                            }
                                            place = found;
                                            op += 1;
                                        }
                                    },
                                    Mode::Lazy => match longer::<UTF8>(program, run, text, low, run.least) {
                                        None => failed = true,
                                        Some((found, count)) => {
                                            *steps -= (found - low) as i64 >> 4;
                                            if unlimited(run.most) || count < run.most {
                                                push!(Entry::Longer {
                                                    op: op as u32,
                                                    count,
                                                    place: found as u32
                                                });
                                            }
                                            place = found;
                                            op += 1;
                                        }
                                    },
                                }
                            }
                        }
                    }
                    Op::Enter(number) => {
                        let register = program.loops[number as usize].register as usize;
                        if !self.stack.is_empty() {
                            push!(Entry::Registers {
                                register: register as u32,
                                count: self.registers[register],
                                begun: self.registers[register + 1],
                            });
                        }
                        self.registers[register] = 0;
                        self.registers[register + 1] = NOWHERE;
                        op += 1;
                    }
                    Op::Loop(number) => {
                        *steps -= 1;
                        if *steps < 0 {
                            (self.op, self.place, self.phase) = (op as u32, place as u32, Phase::Forward);
                            return Outcome::Paused;
                        }
                        let loop_ = &program.loops[number as usize];
                        let register = loop_.register as usize;
                        let (count, begun) = (self.registers[register], self.registers[register + 1]);
                        let place_ = place as u32;
                        if count < loop_.least {
                            if !self.stack.is_empty() {
                                push!(Entry::Registers { register: register as u32, count, begun });
                            }
                            self.registers[register] = count + 1;
                            op = loop_.body as usize;
                        } else if loop_.lazy {
                            push!(Entry::Round { number, count, begun, place: place_ });
                            op = loop_.exit as usize;
                        } else if (unlimited(loop_.most) || count < loop_.most) && begun != place_ {
                            push!(Entry::Exit { number, count, begun, place: place_ });
                            self.registers[register] = count.saturating_add(1);
                            self.registers[register + 1] = place_;
                            op = loop_.body as usize;
                        } else {
                            op = loop_.exit as usize;
                        }
                    }
                    Op::At(at) => {
                        if is_at::<UTF8>(at, text, place) {
                            op += 1;
                        } else {
                            failed = true;
                        }
                    }
                    Op::Accept => {
                        if (self.kind == Kind::Full && place != text.len())
                            || (self.barred == place as u32 && self.start == place as u32)
                        {
                            failed = true;
                        } else {
                            self.marks[0] = self.start;
                            self.marks[1] = place as u32;
                            return Outcome::Match;
                        }
                    }
                    Op::Fail => failed = true,
                    Op::Look(number) => {
                        let look = &program.looks[number as usize];
                        match back_by::<UTF8>(text, place, look.back) {
                            None if look.negated => op = look.exit as usize,
                            None => failed = true,
                            Some(start) => {
                                self.registers[look.register as usize] = self.stack.len() as u32;
                                push!(Entry::Look { number, place: place as u32 });
                                place = start;
                                op += 1;
                            }
                        }
                    }
                    Op::Looked(number) => {
                        let look = &program.looks[number as usize];
                        let base = self.registers[look.register as usize] as usize;
                        if look.negated {
                            while self.stack.len() > base
                                && let Some(entry) = self.stack.pop()
                            {
                                self.undo(program, entry);
                            }
                            failed = true;
                        } else {
                            if let Some(Entry::Look { place: from, .. }) = self.stack.get(base) {
                                place = *from as usize;
                            }
                            self.settle(program, base);
                            op += 1;
                        }
                    }
                    Op::Atomic(register) => {
                        self.registers[register as usize] = self.stack.len() as u32;
                        op += 1;
                    }
                    Op::Atomically(register) => {
                        self.settle(program, self.registers[register as usize] as usize);
                        op += 1;
                    }
                    Op::Back(group, fold) => {
                        let (from, to) = (self.marks[group as usize * 2], self.marks[group as usize * 2 + 1]);
                        let taken = (from != NOWHERE && to != NOWHERE && from <= to)
                            .then(|| &text[from as usize..to as usize]);
                        let end = taken.and_then(|taken| {
                            if fold == super::case::Fold::None {
                                text[place..].starts_with(taken).then_some(place + taken.len())
                            } else {
                                same_folded::<UTF8>(taken, text, place, fold)
                            }
                        });
                        match end {
                            Some(end) => {
                                place = end;
                                op += 1;
                            }
                            None => failed = true,
                        }
                    }
                    Op::If { group, other } => {
                        // A group that is still open has an end only from an earlier round.
                        let matched =
                            self.marks.get(group as usize * 2 + 1).is_some_and(|&end| end != NOWHERE);
                        op = if matched { op + 1 } else { other as usize };
                    }
                }
            }
            *steps -= 1;
            if *steps < 0 {
                self.phase = Phase::Back;
                return Outcome::Paused;
            }
            let Some(entry) = self.stack.pop() else { return Outcome::NoMatch };
            match entry {
                Entry::Split { op: to, place: from } => {
                    (op, place, failed) = (to as usize, from as usize, false);
                }
                Entry::Exit { number, place: from, .. } => {
                    self.undo(program, entry);
                    op = program.loops[number as usize].exit as usize;
                    (place, failed) = (from as usize, false);
                }
                Entry::Round { number, count, begun, place: from } => {
                    let loop_ = &program.loops[number as usize];
                    if (unlimited(loop_.most) || count < loop_.most) && begun != from {
                        let register = loop_.register as usize;
                        push!(Entry::Registers { register: register as u32, count, begun });
                        self.registers[register] = count.saturating_add(1);
                        self.registers[register + 1] = from;
                        (op, place, failed) = (loop_.body as usize, from as usize, false);
                    }
                }
                Entry::Shorter { op: at, low, place: from } => {
                    let Op::Run(number) = ops[at as usize] else { continue };
                    let run = program.runs[number as usize];
                    let before = if UTF8 { before(text, from as usize) } else { from as usize - 1 };
                    if let Some(found) = shorter(run, text, low as usize, before) {
                        *steps -= (before - found) as i64 >> 4;
                        if found > low as usize {
                            push!(Entry::Shorter { op: at, low, place: found as u32 });
                        }
                        (op, place, failed) = (at as usize + 1, found, false);
                    }
                }
                Entry::Longer { op: at, count, place: from } => {
                    let Op::Run(number) = ops[at as usize] else { continue };
                    let run = program.runs[number as usize];
                    if let Some(next) = one::<UTF8>(program, run.single, text, from as usize)
                        && let Some((found, count)) = longer::<UTF8>(program, run, text, next, count + 1)
                    {
                        *steps -= (found - next) as i64 >> 4;
                        if unlimited(run.most) || count < run.most {
                            push!(Entry::Longer { op: at, count, place: found as u32 });
                        }
                        (op, place, failed) = (at as usize + 1, found, false);
                    }
                }
                Entry::Look { number, place: from } => {
                    let look = &program.looks[number as usize];
                    if look.negated {
                        (op, place, failed) = (look.exit as usize, from as usize, false);
                    }
                }
                Entry::Mark { .. } | Entry::Registers { .. } => self.undo(program, entry),
            }
        }
    }

    /// Puts back what an entry says.
    fn undo(&mut self, program: &Program, entry: Entry) {
        let (register, count, begun) = match entry {
            Entry::Mark { number, old, last } => {
                self.marks[number as usize] = old;
                self.last = last;
                return;
            }
            Entry::Registers { register, count, begun } => (register, count, begun),
            Entry::Exit { number, count, begun, .. } => {
                (program.loops[number as usize].register, count, begun)
            }
            _ => return,
        };
        self.registers[register as usize] = count;
        self.registers[register as usize + 1] = begun;
    }

    /// Gives up the choices above `base`, but keeps what is to be put back when something below fails.
    fn settle(&mut self, program: &Program, base: usize) {
        let mut kept = base;
        for index in base..self.stack.len() {
            let entry = match self.stack[index] {
                Entry::Exit { number, count, begun, .. } => {
                    let register = program.loops[number as usize].register;
                    Entry::Registers { register, count, begun }
                }
                entry @ (Entry::Mark { .. } | Entry::Registers { .. }) => entry,
                _ => continue,
            };
            self.stack[kept] = entry;
            kept += 1;
        }
        self.stack.truncate(kept);
    }
}

#[inline(always)]
fn in_bits(bits: &[u64; 4], byte: u8) -> bool {
    bits[usize::from(byte >> 6)] >> (byte & 63) & 1 != 0
}

/// The place after the character at `place`, in UTF-8.
#[inline(always)]
pub(super) fn after(text: &[u8], place: usize) -> usize {
    place
        + match text[place] {
            0..0x80 => 1,
            0x80..0xe0 => 2,
            0xe0..0xf0 => 3,
            _ => 4,
        }
}

/// The place before the character that ends at `place`, in UTF-8.
#[inline(always)]
fn before(text: &[u8], mut place: usize) -> usize {
    place -= 1;
    while text[place] & 0xc0 == 0x80 {
        place -= 1;
    }
    place
}

/// So many characters before a place.
fn back_by<const UTF8: bool>(text: &[u8], mut place: usize, count: u32) -> Option<usize> {
    if !UTF8 {
        return place.checked_sub(count as usize);
    }
    for _ in 0..count {
        if place == 0 {
            return None;
        }
        place = before(text, place);
    }
    Some(place)
}

/// The character at `place`, which is before the end.
#[inline(always)]
fn char_at<const UTF8: bool>(text: &[u8], place: usize) -> u32 {
    let first = u32::from(text[place]);
    if !UTF8 || first < 0x80 {
        return first;
    }
    let more = |index: usize| u32::from(text[place + index] & 0x3f);
    match first {
        0..0xe0 => (first & 0x1f) << 6 | more(1),
        0xe0..0xf0 => (first & 0xf) << 12 | more(1) << 6 | more(2),
        _ => (first & 7) << 18 | more(1) << 12 | more(2) << 6 | more(3),
    }
}

/// The place after one character that fits.
#[inline(always)]
fn one<const UTF8: bool>(program: &Program, single: Single, text: &[u8], place: usize) -> Option<usize> {
    let &byte = text.get(place)?;
    if UTF8 && byte >= 0x80 {
        let fits = match single {
            Single::Any | Single::AnyInLine => true,
            Single::Byte(_) => false,
            Single::Char(c) => char_at::<true>(text, place) == c,
            Single::Set(set) => program.sets[set as usize].has(char_at::<true>(text, place)),
        };
        return fits.then(|| after(text, place));
    }
    let fits = match single {
        Single::Any => true,
        Single::AnyInLine => byte != b'\n',
        Single::Byte(wanted) => byte == wanted,
        Single::Char(_) => false,
        Single::Set(set) => program.sets[set as usize].has_low(byte),
    };
    fits.then_some(place + 1)
}

/// Takes as few and as many characters as a run may: the places after them. A lazy run takes the fewest only.
#[inline(always)]
fn begin_run<const UTF8: bool>(
    program: &Program,
    run: Run,
    text: &[u8],
    mut place: usize,
) -> Option<(usize, usize)> {
    for _ in 0..run.least {
        place = one::<UTF8>(program, run.single, text, place)?;
    }
    let low = place;
    if run.mode == Mode::Lazy {
        return Some((low, low));
    }
    if unlimited(run.most) {
        let rest = &text[place..];
        let taken = match run.single {
            Single::Any => rest.len(),
            Single::AnyInLine => memchr::memchr(b'\n', rest).unwrap_or(rest.len()),
            Single::Byte(byte) => rest.iter().position(|&c| c != byte).unwrap_or(rest.len()),
            Single::Set(set) => {
                let set = &program.sets[set as usize];
                let mut at = 0;
                loop {
                    while at < rest.len() && (!UTF8 || rest[at] < 0x80) && set.has_low(rest[at]) {
                        at += 1;
                    }
                    if UTF8 && at < rest.len() && rest[at] >= 0x80 && set.has(char_at::<true>(rest, at)) {
                        at = after(rest, at);
                    } else {
                        break at;
                    }
                }
            }
            Single::Char(_) => {
                let mut at = 0;
                while let Some(next) = one::<UTF8>(program, run.single, rest, at) {
                    at = next;
                }
                at
            }
        };
        return Some((low, low + taken));
    }
    for _ in run.least..run.most {
        match one::<UTF8>(program, run.single, text, place) {
            Some(next) => place = next,
            None => break,
        }
    }
    Some((low, place))
}

/// The longest end of a run, from `high` down to `low`, after which what must come next can come.
#[inline(always)]
fn shorter(run: Run, text: &[u8], low: usize, high: usize) -> Option<usize> {
    let Some(next) = run.next else { return Some(high) };
    // The byte begins a character, so it is not found within one.
    let end = (high + 1).min(text.len());
    if end <= low {
        return None;
    }
    memchr::memrchr(next, &text[low..end]).map(|found| low + found)
}

/// The shortest end of a lazy run after which what must come next can come, and how many characters that are.
#[inline(always)]
fn longer<const UTF8: bool>(
    program: &Program,
    run: Run,
    text: &[u8],
    mut place: usize,
    mut count: u32,
) -> Option<(usize, u32)> {
    let Some(next) = run.next else { return Some((place, count)) };
    while text.get(place) != Some(&next) {
        if count >= run.most && !unlimited(run.most) {
            return None;
        }
        place = one::<UTF8>(program, run.single, text, place)?;
        count = count.saturating_add(1);
    }
    Some((place, count))
}

fn is_at<const UTF8: bool>(at: At, text: &[u8], place: usize) -> bool {
    match at {
        At::Start => place == 0,
        At::LineStart => place == 0 || text[place - 1] == b'\n',
        At::End => place == text.len(),
        At::LastLineEnd => place == text.len() || (place + 1 == text.len() && text[place] == b'\n'),
        At::LineEnd => place == text.len() || text[place] == b'\n',
        At::Edge { ascii, negated } => {
            let word = |place: usize| is(Category::Word, ascii, char_at::<UTF8>(text, place));
            let ahead = place < text.len() && word(place);
            let behind = place > 0 && word(if UTF8 { before(text, place) } else { place - 1 });
            // As in CPython up to 3.13, an empty text has neither edges nor places that are none.
            !text.is_empty() && (ahead != behind) != negated
        }
    }
}

/// Where a text that differs in case only ends, if it is at `place`.
fn same_folded<const UTF8: bool>(
    taken: &[u8],
    text: &[u8],
    mut place: usize,
    fold: super::case::Fold,
) -> Option<usize> {
    let mut at = 0;
    while at < taken.len() {
        if place >= text.len() {
            return None;
        }
        let (a, b) = (char_at::<UTF8>(taken, at), char_at::<UTF8>(text, place));
        if a != b && lower(a, fold) != lower(b, fold) {
            return None;
        }
        at = if UTF8 { after(taken, at) } else { at + 1 };
        place = if UTF8 { after(text, place) } else { place + 1 };
    }
    Some(place)
}

#[cfg(test)]
mod tests {
    use super::super::{parser, program};
    use super::*;

    /// How often the matcher pauses, and whether there is a match.
    fn run(pattern: &str, text: &str) -> (usize, bool) {
        let codes: Vec<u32> = pattern.chars().map(|c| c as u32).collect();
        let program = parser::parse(&codes, true, 0).and_then(|syntax| program::compile(&syntax, true));
        let Ok(program) = program else { panic!("{pattern} is a pattern") };
        let mut matcher = Matcher::new(&program, Kind::Search, 0);
        let mut pauses = 0;
        loop {
            match matcher.work(&program, text.as_bytes(), !text.is_ascii()) {
                Outcome::Paused => pauses += 1,
                Outcome::Match => return (pauses, true),
                Outcome::NoMatch => return (pauses, false),
                Outcome::NoMemory => panic!("no memory"),
            }
        }
    }

    #[test]
    fn long_work_pauses_and_ends_all_the_same() {
        // Choices double with each letter, or grow by the golden ratio.
        let (many, more) = ("a".repeat(20), "a".repeat(27));
        for (pattern, text, found) in [
            ("(a+)+$", format!("{many}b"), false),
            ("(a+)+$", format!("{many}bé"), false),
            ("(?:a|aa)+?$", format!("{more}b"), false),
            ("(?=(a+)+$)a", format!("{many}b{many}"), true),
            ("(?:.*é)?(a|aa)*c", format!("{more}é{more}é"), false),
            (".*.*.*c", "a".repeat(400), false),
        ] {
            let (pauses, there) = run(pattern, &text);
            assert!(pauses > 0, "{pattern} in {text}");
            assert_eq!(there, found, "{pattern} in {text}");
        }
        assert_eq!(run("a+b", &format!("{many}b")), (0, true));
    }
}
