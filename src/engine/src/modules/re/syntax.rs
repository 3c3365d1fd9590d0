//! The tree of a pattern.

use super::case::Fold;
use super::set::Set;

/// `re.I` and the others, as numbers.
pub(super) mod flag {
    pub(in super::super) const IGNORECASE: i64 = 2;
    pub(in super::super) const LOCALE: i64 = 4;
    pub(in super::super) const MULTILINE: i64 = 8;
    pub(in super::super) const DOTALL: i64 = 16;
    pub(in super::super) const UNICODE: i64 = 32;
    pub(in super::super) const VERBOSE: i64 = 64;
    pub(in super::super) const ASCII: i64 = 256;
}

/// A place that takes no characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum At {
    /// `\A`, and `^` without MULTILINE.
    Start,
    /// `^` with MULTILINE.
    LineStart,
    /// `\Z`
    End,
    /// `$` without MULTILINE: at the end, or before a newline that is the end.
    LastLineEnd,
    /// `$` with MULTILINE.
    LineEnd,
    /// `\b`, `\B`
    Edge { ascii: bool, negated: bool },
}

/// How a repetition chooses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mode {
    /// As often as possible.
    Greedy,
    /// As seldom as possible.
    Lazy,
    /// As often as possible, and never less afterwards.
    Possessive,
}

/// As often as one likes.
pub(super) const NO_LIMIT: u32 = u32::MAX;

/// A part of a pattern.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// One character.
    Char(u32),
    /// One character of a set.
    Set(Box<Set>),
    /// Any character.
    Any,
    /// Any character but a newline.
    AnyInLine,
    At(At),
    /// One after the other.
    Sequence(Vec<Node>),
    /// The first that lets the rest match.
    Alternatives(Vec<Node>),
    /// `(…)`
    Group(u32, Box<Node>),
    /// `(?:…)`, whose content a quantifier sees as one item.
    Plain(Box<Node>),
    Repeat {
        node: Box<Node>,
        least: u32,
        most: u32,
        mode: Mode,
    },
    /// `\1`
    Back(u32, Fold),
    /// `(?=…)`, `(?!…)`, `(?<=…)`, `(?<!…)`
    Look {
        node: Box<Node>,
        behind: bool,
        negated: bool,
    },
    /// `(?(1)…|…)`
    If {
        group: u32,
        yes: Box<Node>,
        no: Box<Node>,
    },
    /// `(?>…)`
    Atomic(Box<Node>),
    /// Matches nowhere.
    Never,
}

impl Node {
    /// Nothing.
    pub(super) fn empty() -> Node {
        Node::Sequence(Vec::new())
    }
}

/// A pattern that was read.
pub(super) struct Syntax {
    pub(super) node: Node,
    /// With those that the pattern itself sets.
    pub(super) flags: i64,
    /// How many groups, the whole match not counted.
    pub(super) groups: u32,
    /// Names of groups, in order of their definition.
    pub(super) names: Vec<(String, u32)>,
    /// Fewest and most characters of each group, the whole match not counted.
    pub(super) widths: Vec<Width>,
}

/// Fewest and most characters that something takes.
pub(super) type Width = (u64, u64);

/// Fewest and most characters that `node` takes. `groups` has the widths of the groups that are complete.
pub(super) fn width(node: &Node, groups: &[Option<Width>]) -> Width {
    match node {
        Node::Char(_) | Node::Set(_) | Node::Any | Node::AnyInLine => (1, 1),
        Node::At(_) | Node::Look { .. } | Node::Never => (0, 0),
        Node::Sequence(nodes) => nodes.iter().fold((0, 0), |(least, most), node| {
            let (low, high) = width(node, groups);
            (least.saturating_add(low), most.saturating_add(high))
        }),
        Node::Alternatives(nodes) => nodes
            .iter()
            .map(|node| width(node, groups))
            .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
            .unwrap_or((0, 0)),
        Node::Group(_, node) | Node::Plain(node) | Node::Atomic(node) => width(node, groups),
        Node::Repeat { node, least, most, .. } => {
            let (low, high) = width(node, groups);
            let times = if *most == NO_LIMIT { u64::MAX } else { u64::from(*most) };
            (low.saturating_mul(u64::from(*least)), high.saturating_mul(times))
        }
        Node::Back(group, _) => groups.get(*group as usize - 1).copied().flatten().unwrap_or((0, u64::MAX)),
        Node::If { yes, no, .. } => {
            let (a, b) = (width(yes, groups), width(no, groups));
            (a.0.min(b.0), a.1.max(b.1))
        }
    }
}
