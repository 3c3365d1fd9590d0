//! A pattern as instructions for the matcher.

use super::case::Fold;
use super::set::Set;
use super::source::Fault;
use super::syntax::{At, Mode, NO_LIMIT, Node, Syntax, Width, width};

/// One instruction; those with more to say have a number in a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Op {
    /// The whole pattern has matched.
    Accept,
    /// Try something else.
    Fail,
    /// This byte.
    Byte(u8),
    /// These bytes: where they are in the literals, and how many.
    Literal(u32, u32),
    /// One character.
    One(Single),
    At(At),
    /// The place is an end of a group.
    Mark(u32),
    Jump(u32),
    /// Goes on; if that fails, goes on there.
    Split {
        other: u32,
    },
    /// As [`Op::Split`], but goes there at once if the next byte is not in the set of first bytes.
    Branch {
        firsts: u32,
        other: u32,
    },
    /// One character again and again.
    Run(u32),
    /// Enters a loop.
    Enter(u32),
    /// The end of a loop's body, and its beginning.
    Loop(u32),
    /// Begins what is looked at without being taken.
    Look(u32),
    /// Its end.
    Looked(u32),
    /// Begins what is not tried another way once it has matched: a register.
    Atomic(u32),
    /// Its end.
    Atomically(u32),
    /// What a group has taken.
    Back(u32, Fold),
    /// Goes there if a group has not matched.
    If {
        group: u32,
        other: u32,
    },
}

/// What takes one character.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Single {
    Any,
    AnyInLine,
    Byte(u8),
    /// One character of more than a byte.
    Char(u32),
    Set(u32),
}

/// One character again and again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Run {
    pub(super) single: Single,
    pub(super) least: u32,
    pub(super) most: u32,
    pub(super) mode: Mode,
    /// What must come after it.
    pub(super) next: Option<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Loop {
    /// The number of its two registers: rounds done, and where the last one began.
    pub(super) register: u32,
    pub(super) least: u32,
    pub(super) most: u32,
    pub(super) lazy: bool,
    pub(super) body: u32,
    pub(super) exit: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Look {
    /// Holds how much there was to go back to.
    pub(super) register: u32,
    /// How many characters before the place it begins.
    pub(super) back: u32,
    pub(super) negated: bool,
    pub(super) exit: u32,
}

/// A compiled pattern.
#[derive(PartialEq, Eq, Default)]
pub(super) struct Program {
    pub(super) ops: Vec<Op>,
    pub(super) literals: Vec<u8>,
    pub(super) sets: Vec<Set>,
    pub(super) firsts: Vec<[u64; 4]>,
    pub(super) runs: Vec<Run>,
    pub(super) loops: Vec<Loop>,
    pub(super) looks: Vec<Look>,
    pub(super) registers: u32,
    pub(super) groups: u32,
    /// Bytes with which each match begins.
    pub(super) prefix: Vec<u8>,
    /// Bytes with one of which each match begins, if none is empty.
    pub(super) first: Option<[u64; 4]>,
    /// It can match at the beginning only.
    pub(super) anchored: bool,
    /// The pattern is of `str`.
    pub(super) utf8: bool,
}

/// Most instructions; a pattern of more would take all memory.
const MOST_OPS: usize = 4 << 20;

/// Compiles a pattern.
pub(super) fn compile(syntax: &Syntax, utf8: bool) -> Result<Program, Fault> {
    let program = Program { groups: syntax.groups, utf8, ..Program::default() };
    let widths: Vec<Option<Width>> = syntax.widths.iter().copied().map(Some).collect();
    let mut compiler = Compiler { program, widths, utf8, overflow: false };
    compiler.node(&syntax.node)?;
    compiler.emit(Op::Accept);
    if compiler.overflow {
        return Err(Fault::Overflow("regexp too big"));
    }
    let mut program = compiler.program;
    for index in 0..program.ops.len() {
        if let Op::Run(run) = program.ops[index] {
            let next = match program.ops.get(index + 1) {
                Some(Op::Byte(byte)) => Some(*byte),
                Some(Op::Literal(at, _)) => Some(program.literals[*at as usize]),
                _ => None,
            };
            program.runs[run as usize].next = next;
        }
    }
    program.anchored = matches!(program.ops.first(), Some(Op::At(At::Start)));
    let start = program.ops.iter().position(|op| !matches!(op, Op::Mark(_)));
    match start.map(|start| program.ops[start]) {
        Some(Op::Byte(byte)) => program.prefix = vec![byte],
        Some(Op::Literal(at, length)) => {
            program.prefix = program.literals[at as usize..(at + length) as usize].to_vec();
        }
        _ => {}
    }
    let mut first = First { bytes: [0; 4], empty: false };
    first_bytes(&syntax.node, utf8, &mut first, 0);
    program.first = (!first.empty).then_some(first.bytes);
    Ok(program)
}

struct Compiler {
    program: Program,
    widths: Vec<Option<Width>>,
    utf8: bool,
    overflow: bool,
}

impl Compiler {
    fn emit(&mut self, op: Op) -> u32 {
        if self.program.ops.len() >= MOST_OPS {
            self.overflow = true;
            return 0;
        }
        self.program.ops.push(op);
        self.program.ops.len() as u32 - 1
    }

    fn here(&self) -> u32 {
        self.program.ops.len() as u32
    }

    fn register(&mut self) -> u32 {
        self.program.registers += 1;
        self.program.registers - 1
    }

    fn patch(&mut self, at: u32) {
        let here = self.here();
        match &mut self.program.ops[at as usize] {
            Op::Jump(other) | Op::Split { other } | Op::Branch { other, .. } | Op::If { other, .. } => {
                *other = here
            }
            _ => {}
        }
    }

    /// The bytes of a character; none if it is a surrogate, which no text has.
    fn bytes(&self, c: u32) -> Option<Vec<u8>> {
        if !self.utf8 {
            return u8::try_from(c).ok().map(|byte| vec![byte]);
        }
        char::from_u32(c).map(|c| c.encode_utf8(&mut [0; 4]).as_bytes().to_vec())
    }

    fn literal(&mut self, bytes: &[u8]) {
        match bytes {
            [] => {}
            [byte] => {
                self.emit(Op::Byte(*byte));
            }
            _ => {
                let at = self.program.literals.len() as u32;
                self.program.literals.extend_from_slice(bytes);
                self.emit(Op::Literal(at, bytes.len() as u32));
            }
        }
    }

    fn set(&mut self, set: &Set) -> u32 {
        match self.program.sets.iter().position(|known| known == set) {
            Some(known) => known as u32,
            None => {
                self.program.sets.push(set.clone());
                self.program.sets.len() as u32 - 1
            }
        }
    }

    /// What takes one character, if the node is that.
    fn single(&mut self, node: &Node) -> Option<Single> {
        Some(match node {
            Node::Any => Single::Any,
            Node::AnyInLine => Single::AnyInLine,
            Node::Set(set) => Single::Set(self.set(set)),
            Node::Char(c) => match self.bytes(*c)?[..] {
                [byte] => Single::Byte(byte),
                _ => Single::Char(*c),
            },
            Node::Plain(node) => return self.single(node),
            _ => return None,
        })
    }

    fn firsts(&mut self, node: &Node) -> Option<u32> {
        let mut first = First { bytes: [0; 4], empty: false };
        first_bytes(node, self.utf8, &mut first, 0);
        if first.empty || first.bytes == [!0; 4] {
            return None;
        }
        self.program.firsts.push(first.bytes);
        Some(self.program.firsts.len() as u32 - 1)
    }

    fn sequence(&mut self, nodes: &[Node]) -> Result<(), Fault> {
        let mut literal = Vec::new();
        for node in nodes {
            if let Node::Char(c) = node
                && let Some(bytes) = self.bytes(*c)
            {
                literal.extend(bytes);
                continue;
            }
            self.literal(&literal);
            literal.clear();
            self.node(node)?;
        }
        self.literal(&literal);
        Ok(())
    }

    fn node(&mut self, node: &Node) -> Result<(), Fault> {
        match node {
            Node::Char(c) => match self.bytes(*c) {
                Some(bytes) => self.literal(&bytes),
                None => {
                    self.emit(Op::Fail);
                }
            },
            Node::Set(_) | Node::Any | Node::AnyInLine => {
                let single = self.single(node).unwrap_or(Single::Any);
                self.emit(Op::One(single));
            }
            Node::At(at) => {
                self.emit(Op::At(*at));
            }
            Node::Sequence(nodes) => self.sequence(nodes)?,
            Node::Alternatives(nodes) => self.alternatives(nodes)?,
            Node::Group(number, node) => {
                self.emit(Op::Mark(number * 2));
                self.node(node)?;
                self.emit(Op::Mark(number * 2 + 1));
            }
            Node::Plain(node) => self.node(node)?,
            Node::Repeat { node, least, most, mode } => self.repeat(node, *least, *most, *mode)?,
            Node::Back(group, fold) => {
                self.emit(Op::Back(*group, *fold));
            }
            Node::Look { node, behind, negated } => {
                let mut back = 0;
                if *behind {
                    let (low, high) = width(node, &self.widths);
                    if low != high {
                        let message = "look-behind requires fixed-width pattern";
                        return Err(Fault::Pattern(message.to_owned(), None));
                    }
                    back = u32::try_from(low)
                        .map_err(|_| Fault::Pattern("looks too much behind".to_owned(), None))?;
                }
                let register = self.register();
                let number = self.program.looks.len() as u32;
                self.program.looks.push(Look { register, back, negated: *negated, exit: 0 });
                self.emit(Op::Look(number));
                self.node(node)?;
                self.emit(Op::Looked(number));
                self.program.looks[number as usize].exit = self.here();
            }
            Node::If { group, yes, no } => {
                let test = self.emit(Op::If { group: *group, other: 0 });
                self.node(yes)?;
                let end = self.emit(Op::Jump(0));
                self.patch(test);
                self.node(no)?;
                self.patch(end);
            }
            Node::Atomic(node) => self.atomic(|compiler| compiler.node(node))?,
            Node::Never => {
                self.emit(Op::Fail);
            }
        }
        Ok(())
    }

    fn atomic(&mut self, body: impl FnOnce(&mut Compiler) -> Result<(), Fault>) -> Result<(), Fault> {
        let register = self.register();
        self.emit(Op::Atomic(register));
        body(self)?;
        self.emit(Op::Atomically(register));
        Ok(())
    }

    fn alternatives(&mut self, nodes: &[Node]) -> Result<(), Fault> {
        let mut ends = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            let last = index + 1 == nodes.len();
            let test = match (self.firsts(node), last) {
                (Some(firsts), false) => Some(self.emit(Op::Branch { firsts, other: 0 })),
                (None, false) => Some(self.emit(Op::Split { other: 0 })),
                (_, true) => None,
            };
            self.node(node)?;
            if let Some(test) = test {
                ends.push(self.emit(Op::Jump(0)));
                self.patch(test);
            }
        }
        for end in ends {
            self.patch(end);
        }
        Ok(())
    }

    fn repeat(&mut self, node: &Node, least: u32, most: u32, mode: Mode) -> Result<(), Fault> {
        if most == 0 {
            return Ok(());
        }
        if let Some(single) = self.single(node) {
            self.program.runs.push(Run { single, least, most, mode, next: None });
            let number = self.program.runs.len() as u32 - 1;
            self.emit(Op::Run(number));
            return Ok(());
        }
        if mode == Mode::Possessive {
            // Each round is final, and so is their number.
            return self.atomic(|compiler| {
                compiler
                    .repeated(least, most, false, |compiler| compiler.atomic(|compiler| compiler.node(node)))
            });
        }
        let lazy = mode == Mode::Lazy;
        if (least, most) == (0, 1) && !lazy {
            let test = match self.firsts(node) {
                Some(firsts) => self.emit(Op::Branch { firsts, other: 0 }),
                None => self.emit(Op::Split { other: 0 }),
            };
            self.node(node)?;
            self.patch(test);
            return Ok(());
        }
        if (least, most) == (1, 1) {
            return self.node(node);
        }
        self.repeated(least, most, lazy, |compiler| compiler.node(node))
    }

    fn repeated(
        &mut self,
        least: u32,
        most: u32,
        lazy: bool,
        body: impl FnOnce(&mut Compiler) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let register = self.register();
        self.register();
        let number = self.program.loops.len() as u32;
        self.emit(Op::Enter(number));
        let start = self.emit(Op::Loop(number));
        self.program.loops.push(Loop { register, least, most, lazy, body: start + 1, exit: 0 });
        body(self)?;
        self.emit(Op::Jump(start));
        self.program.loops[number as usize].exit = self.here();
        Ok(())
    }
}

/// With which bytes something may begin.
struct First {
    bytes: [u64; 4],
    /// It may match without taking a character, or nothing is known.
    empty: bool,
}

impl First {
    fn anything(&mut self) {
        self.bytes = [!0; 4];
        self.empty = true;
    }

    fn add(&mut self, bytes: [u64; 4]) {
        for (all, more) in self.bytes.iter_mut().zip(bytes) {
            *all |= more;
        }
    }

    fn add_byte(&mut self, byte: u8) {
        self.bytes[usize::from(byte) / 64] |= 1 << (byte % 64);
    }
}

/// Adds the bytes with which a match of `node` may begin; sets `empty` if it may take none.
fn first_bytes(node: &Node, utf8: bool, first: &mut First, level: u32) {
    /// Each level of alternatives asks for all below it.
    const MOST_LEVELS: u32 = 12;
    if level > MOST_LEVELS {
        first.anything();
        return;
    }
    match node {
        Node::Char(c) if !utf8 => first.add_byte(*c as u8),
        Node::Char(c) => {
            if let Some(c) = char::from_u32(*c) {
                first.add_byte(c.encode_utf8(&mut [0; 4]).as_bytes()[0]);
            }
        }
        Node::Set(set) => first.add(set.first_bytes(utf8)),
        Node::AnyInLine => first.add([!(1 << 10), !0, !0, !0]),
        Node::Any => first.add([!0; 4]),
        Node::Sequence(nodes) => {
            for node in nodes {
                let mut part = First { bytes: [0; 4], empty: false };
                first_bytes(node, utf8, &mut part, level + 1);
                first.add(part.bytes);
                if !part.empty {
                    return;
                }
            }
            first.empty = true;
        }
        Node::Alternatives(nodes) => {
            for node in nodes {
                first_bytes(node, utf8, first, level + 1);
            }
        }
        Node::Group(_, node) | Node::Plain(node) | Node::Atomic(node) => {
            first_bytes(node, utf8, first, level + 1);
        }
        Node::Repeat { node, least, .. } => {
            first_bytes(node, utf8, first, level + 1);
            first.empty |= *least == 0;
        }
        Node::At(_) | Node::Look { .. } => first.empty = true,
        // What a group has matched begins with anything, if with something.
        Node::Back(..) => first.anything(),
        Node::If { yes, no, .. } => {
            first_bytes(yes, utf8, first, level + 1);
            first_bytes(no, utf8, first, level + 1);
        }
        Node::Never => {}
    }
}

/// No limit to rounds.
pub(super) const fn unlimited(most: u32) -> bool {
    most == NO_LIMIT
}
