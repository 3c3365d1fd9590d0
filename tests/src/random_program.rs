//! Random Python programs that end and print the same each time: arithmetic, containers, control flow, functions, classes,
//! generators, exceptions and text. Many of their operations fail; then what they print is the exception.

use std::fmt::Write;

/// SplitMix64 (Steele, Lea & Flood, 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }
}

/// What an expression is meant to be; now and then it is something else.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Int,
    Float,
    Bool,
    Str,
    List,
    Dict,
    Tuple,
}

const KINDS: [Kind; 7] = [Kind::Int, Kind::Float, Kind::Bool, Kind::Str, Kind::List, Kind::Dict, Kind::Tuple];

struct Writer {
    chance: Chance,
    text: String,
    indent: usize,
    /// Loops around the present line, and whether it stands in one of this function's.
    loops: usize,
    in_loop: bool,
    in_function: bool,
    names: usize,
    /// Functions of so many parameters.
    functions: Vec<(String, usize)>,
}

/// A program: a function `program` and nothing that runs.
pub fn random_program(seed: u64) -> String {
    let mut writer = Writer {
        chance: Chance(seed.wrapping_mul(0x2545_f491_4f6c_dd1d)),
        text: String::from("def program():\n"),
        indent: 1,
        loops: 0,
        in_loop: false,
        in_function: true,
        names: 0,
        functions: Vec::new(),
    };
    for (name, value) in [
        ("i", "7"),
        ("f", "2.5"),
        ("b", "True"),
        ("s", "'spam'"),
        ("l", "[3, 1, 2]"),
        ("d", "{1: 'one', 'k': 2}"),
        ("t", "(1, 'a', 2.0)"),
    ] {
        writer.line(&format!("{name} = {value}"));
    }
    let count = 4 + writer.chance.below(8);
    for _ in 0..count {
        writer.statement(3);
    }
    writer.line("print(i, f, b, repr(s), l, d, t)");
    writer.text
}

impl Writer {
    fn line(&mut self, text: &str) {
        for _ in 0..self.indent {
            self.text.push_str("    ");
        }
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn block(&mut self, depth: usize, least: usize) {
        self.indent += 1;
        let count = least + self.chance.below(3);
        for _ in 0..count {
            self.statement(depth);
        }
        if count == 0 {
            self.line("pass");
        }
        self.indent -= 1;
    }

    fn new_name(&mut self, what: &str) -> String {
        self.names += 1;
        format!("{what}{}", self.names)
    }

    fn variable(&mut self, kind: Kind) -> &'static str {
        // A variable that may not be there.
        if self.chance.one_in(60) {
            return "x";
        }
        match kind {
            Kind::Int => "i",
            Kind::Float => "f",
            Kind::Bool => "b",
            Kind::Str => "s",
            Kind::List => "l",
            Kind::Dict => "d",
            Kind::Tuple => "t",
        }
    }

    fn any_kind(&mut self) -> Kind {
        KINDS[self.chance.below(KINDS.len())]
    }

    fn statement(&mut self, depth: usize) {
        let simple = 12;
        let choice = self.chance.below(if depth > 0 { simple + 11 } else { simple });
        match choice {
            0..=2 => {
                let kind = self.any_kind();
                let value = self.expression(kind, 3);
                let name = self.variable(kind);
                // Text and containers stay small.
                let value = match kind {
                    Kind::Str | Kind::List | Kind::Tuple => format!("({value})[:40]"),
                    Kind::Int => format!("({value}) % 10 ** 30"),
                    _ => value,
                };
                self.line(&format!("{name} = {value}"));
            }
            3 => {
                let kind = self.any_kind();
                let value = self.expression(kind, 2);
                let (name, operator) = match kind {
                    Kind::Int => ("i", self.chance.pick(&["+=", "-=", "//=", "%=", "&=", "|=", "^=", ">>="])),
                    Kind::Float => ("f", self.chance.pick(&["+=", "-=", "/=", "*="])),
                    Kind::Bool => ("b", self.chance.pick(&["&=", "|=", "^="])),
                    Kind::Str => ("s", "+="),
                    Kind::List => ("l", "+="),
                    Kind::Dict => ("d", "|="),
                    Kind::Tuple => ("t", "+="),
                };
                let value = match kind {
                    Kind::Str | Kind::List | Kind::Tuple => format!("({value})[:3]"),
                    _ => value,
                };
                self.line(&format!("{name} {operator} {value}"));
            }
            4 | 5 => {
                let text = self.format_string();
                self.line(&format!("print({text})"));
            }
            6 => {
                let kind = self.any_kind();
                let value = self.expression(kind, 3);
                self.line(&format!("print({value})"));
            }
            7 => {
                let (index, value) = (self.expression(Kind::Int, 1), self.expression(Kind::Int, 2));
                let line = match self.chance.below(7) {
                    0 => format!("l[{index} % 4] = {value}"),
                    1 => format!("d[{value} % 50] = {index}"),
                    2 => format!("l.append({value})"),
                    3 => format!("l.insert({index} % 5, {value})"),
                    4 => format!("del l[{index} % 3]"),
                    5 => format!("print(d.pop({value}, None), l.pop())"),
                    _ => format!("l[{index} % 3:{index} % 6] = [{value}, {index}][:len(l) % 3]"),
                };
                self.line(&line);
            }
            8 => {
                let line = self.chance.pick(&[
                    "i, *l = l + [1, 2]",
                    "(i, f), s = (i, 1.5), s[::-1]",
                    "a, b = b, not b",
                    "i, f = t",
                    "x = y = i",
                    "l.sort(key=str)",
                    "l.reverse()",
                    "d.setdefault(i, []) ",
                    "print(sorted(d.items(), key=repr))",
                    "print(*l, sep=', ', end='.\\n')",
                    "print(s.upper().replace('A', '-').split('-'), s.title(), s.find('a'))",
                    "print('%5d|%-8s|%05.1f' % (i, s, f))",
                    "print('{:>8}|{:<6}|{!r:^12}'.format(i, f, s))",
                    "assert l, 'empty'",
                    "globals()['g'] = i",
                    "print(g)",
                ]);
                self.line(line);
            }
            9 if self.in_loop => {
                let condition = self.expression(Kind::Bool, 1);
                let word = self.chance.pick(&["break", "continue"]);
                self.line(&format!("if {condition}: {word}"));
            }
            9 if self.in_function && self.chance.one_in(3) => {
                let kind = self.any_kind();
                let (condition, value) = (self.expression(Kind::Bool, 1), self.expression(kind, 1));
                self.line(&format!("if {condition}: return {value}"));
            }
            9 | 10 => {
                let condition = self.expression(Kind::Bool, 1);
                let value = self.expression(Kind::Int, 1);
                let class =
                    self.chance.pick(&["ValueError", "KeyError", "TypeError", "RuntimeError", "IndexError"]);
                self.line(&format!("if {condition}: raise {class}({value})"));
            }
            11 => self.call_function(),
            12 | 13 => {
                let condition = self.expression(Kind::Bool, 2);
                self.line(&format!("if {condition}:"));
                self.block(depth - 1, 1);
                if self.chance.one_in(2) {
                    let condition = self.expression(Kind::Bool, 1);
                    self.line(&format!("elif {condition}:"));
                    self.block(depth - 1, 1);
                }
                if self.chance.one_in(2) {
                    self.line("else:");
                    self.block(depth - 1, 1);
                }
            }
            14 | 15 if self.loops < 2 => self.repeat(depth),
            14..=17 => self.attempt(depth),
            18 | 19 if self.loops == 0 => self.define(depth),
            20 if self.loops == 0 => self.define_class(),
            21 => {
                let kind = self.any_kind();
                let subject = self.expression(kind, 1);
                self.line(&format!("match {subject}:"));
                self.indent += 1;
                for _ in 0..1 + self.chance.below(3) {
                    let pattern = self.chance.pick(&[
                        "0 | 1 | None",
                        "int(y) if y > 5",
                        "str() as y",
                        "[]",
                        "[y, *_]",
                        "(1, y)",
                        "{'k': y}",
                        "{1: str(y), **rest}",
                        "float()",
                        "True",
                        "[y, z] if y == z",
                        "(int() | float()) as y",
                    ]);
                    self.line(&format!("case {pattern}:"));
                    self.block(depth - 1, 1);
                }
                self.line("case _:");
                self.block(depth - 1, 1);
                self.indent -= 1;
            }
            _ => {
                self.line("with __import__('contextlib').suppress(ValueError, ZeroDivisionError):");
                self.block(depth - 1, 1);
            }
        }
    }

    fn repeat(&mut self, depth: usize) {
        let outside = self.in_loop;
        self.loops += 1;
        if self.chance.one_in(3) {
            let count = self.new_name("n");
            let most = 1 + self.chance.below(5);
            self.line(&format!("{count} = 0"));
            let condition = self.expression(Kind::Bool, 1);
            self.line(&format!("while {count} < {most} and ({condition} or {count} < 2):"));
            self.indent += 1;
            self.line(&format!("{count} += 1"));
            self.indent -= 1;
        } else {
            let over = match self.chance.below(6) {
                0 => "l[:5]".to_owned(),
                1 => "s[:5]".to_owned(),
                2 => "list(d)[:4]".to_owned(),
                3 => "enumerate(t[:4])".to_owned(),
                4 => "zip(l[:4], s)".to_owned(),
                _ => format!("range({})", 1 + self.chance.below(5)),
            };
            let target =
                if over.starts_with(['e', 'z']) { "x, y" } else { self.chance.pick(&["i", "x", "y"]) };
            self.line(&format!("for {target} in {over}:"));
        }
        self.in_loop = true;
        self.block(depth - 1, 1);
        self.in_loop = outside;
        self.loops -= 1;
        if self.chance.one_in(4) {
            self.line("else:");
            self.block(depth - 1, 1);
        }
    }

    fn attempt(&mut self, depth: usize) {
        self.line("try:");
        self.block(depth - 1, 1);
        let finally = self.chance.one_in(3);
        if !finally || self.chance.one_in(2) {
            let classes = self.chance.pick(&[
                "Exception",
                "(ValueError, TypeError)",
                "LookupError",
                "ArithmeticError",
                "NameError",
                "TypeError",
            ]);
            self.line(&format!("except {classes} as e:"));
            self.indent += 1;
            self.line("print(type(e).__name__, e, type(e.__context__).__name__)");
            if self.chance.one_in(5) {
                let again =
                    self.chance.pick(&["raise", "raise KeyError('again') from e", "raise ValueError(i)"]);
                self.line(again);
            }
            self.indent -= 1;
            self.block(depth - 1, 0);
            if self.chance.one_in(3) {
                self.line("else:");
                self.block(depth - 1, 1);
            }
        }
        if finally {
            self.line("finally:");
            let outside = self.in_loop;
            // To leave a loop from here swallows the exception, as CPython does too, but it warns of nothing.
            self.in_loop = false;
            self.block(depth - 1, 1);
            self.in_loop = outside;
        }
    }

    fn define(&mut self, depth: usize) {
        let name = self.new_name("fun");
        let count = self.chance.below(3);
        let parameters = ["i", "s", "l"][..count].join(", ");
        let more = self.chance.pick(&["", "*args", "**kw", "b=False", "f=1.0, *args"]);
        let comma = if count > 0 && !more.is_empty() { ", " } else { "" };
        self.line(&format!("def {name}({parameters}{comma}{more}):"));
        self.indent += 1;
        let outside = (self.loops, self.in_loop);
        (self.loops, self.in_loop) = (1, false);
        for (name, value) in [
            ("i", "3"),
            ("f", "0.5"),
            ("b", "False"),
            ("s", "'ham'"),
            ("l", "[5, 4]"),
            ("d", "{}"),
            ("t", "(0,)"),
        ] {
            let given = parameters.split(", ").any(|parameter| parameter == name) || more.starts_with(name);
            if !given && !self.chance.one_in(12) {
                self.line(&format!("{name} = {value}"));
            }
        }
        let kind = self.any_kind();
        self.indent -= 1;
        self.block(depth - 1, 1);
        self.indent += 1;
        let value = self.expression(kind, 2);
        let generator = self.chance.one_in(4);
        self.line(&format!("{} {value}", if generator { "yield" } else { "return" }));
        self.indent -= 1;
        (self.loops, self.in_loop) = outside;
        self.functions.push((name, count));
        self.call_function();
    }

    fn define_class(&mut self) {
        let name = self.new_name("Class");
        let operation = self.chance.pick(&[
            "__add__",
            "__radd__",
            "__eq__",
            "__lt__",
            "__getitem__",
            "__contains__",
            "__mul__",
        ]);
        let value =
            self.chance.pick(&["1", "other", "other + 1", "self is other", "len(other)", "NotImplemented"]);
        let base = self.chance.pick(&["", "(int)", "(list)", "(Exception)"]);
        for line in [
            format!("class {name}{base}:"),
            format!("    size = len(str({}))", "7"),
            // An object without `__iter__` is gone through by its items, which must end.
            format!(
                "    def {operation}(self, other): return ({value}, self.size, other) if other != 5 else [][0]"
            ),
            "    def __repr__(self): return f'<{type(self).__name__} {self.size}>'".to_owned(),
            "    @property".to_owned(),
            "    def half(self): return self.size / 2".to_owned(),
            format!("c = {name}()"),
            "print(c, c.half, [c], isinstance(c, int))".to_owned(),
        ] {
            self.line(&line);
        }
        let use_ = self.chance.pick(&[
            "c + 1",
            "1 + c",
            "c == 1",
            "c < 2",
            "c[1]",
            "1 in c",
            "c * 2",
            "c.none",
            "c()",
            "len(c)",
            "-c",
            "c.half + c.size",
        ]);
        self.line("try: ");
        self.indent += 1;
        self.line(&format!("print({use_})"));
        self.indent -= 1;
        self.line("except Exception as e: print(type(e).__name__, e)");
    }

    fn call_function(&mut self) {
        if self.functions.is_empty() {
            let value = self.expression(Kind::Str, 2);
            self.line(&format!("print(len({value}))"));
            return;
        }
        let (name, count) = self.functions[self.chance.below(self.functions.len())].clone();
        let mut arguments: Vec<String> = Vec::new();
        for kind in [Kind::Int, Kind::Str, Kind::List].into_iter().take(count) {
            arguments.push(self.expression(kind, 1));
        }
        if self.chance.one_in(8) {
            arguments.push(self.chance.pick(&["1", "*l[:2]", "q=5", "b=True"]).to_owned());
        }
        let call = format!("{name}({})", arguments.join(", "));
        self.line(&format!("r = {call}"));
        self.line("print(list(r) if hasattr(r, '__next__') else r)");
    }

    fn format_string(&mut self) -> String {
        let mut text = String::from("f'");
        for _ in 0..1 + self.chance.below(3) {
            let kind = self.any_kind();
            let specs: &[&str] = match kind {
                Kind::Int => {
                    &["", ":5", ":<6", ":^7", ":+d", ":x", ":#b", ":,", ":08.2f", ":e", ":{i % 9}", ":s"]
                }
                Kind::Float => {
                    &["", ":.2f", ":8.3", ":e", ":g", ":%", ":+.1f", ":010.2f", ":,.1f", "!r", ":d"]
                }
                Kind::Str => &["", ":>8", ":.3", "!r", "!r:^12", ":*<6", ":d", "!a"],
                _ => &["", "!r", "!s:>20", ":5"],
            };
            let spec = self.chance.pick(specs);
            let name = self.variable(kind);
            write!(text, "{}{{{name}{spec}}}", self.chance.pick(&["", "a ", "{{x}} ", "= "]))
                .expect("a string takes it");
        }
        text + "'"
    }

    fn expression(&mut self, kind: Kind, depth: usize) -> String {
        // Now and then of a kind that does not fit.
        let kind = if self.chance.one_in(40) { self.any_kind() } else { kind };
        if depth == 0 || self.chance.one_in(4) {
            return self.leaf(kind);
        }
        let depth = depth - 1;
        macro_rules! part {
            ($kind:ident) => {
                self.expression(Kind::$kind, depth)
            };
        }
        match kind {
            Kind::Int => match self.chance.below(12) {
                0..=3 => {
                    let operator = self.chance.pick(&["+", "-", "*", "//", "%", "&", "|", "^"]);
                    format!("({} {operator} {})", part!(Int), part!(Int))
                }
                4 => format!("((({}) % 10) ** (({}) % 15))", part!(Int), part!(Int)),
                5 => format!(
                    "(({}) % 1000 {} ({}) % 30)",
                    part!(Int),
                    self.chance.pick(&["<<", ">>"]),
                    part!(Int)
                ),
                6 => format!("len({})", {
                    let kind = [Kind::Str, Kind::List, Kind::Dict, Kind::Tuple][self.chance.below(4)];
                    self.expression(kind, depth)
                }),
                7 => format!("({}({}))", self.chance.pick(&["abs", "int", "round", "-", "~"]), part!(Int)),
                8 => format!("sum(x for x in {} if isinstance(x, int))", part!(List)),
                9 => format!("int({})", part!(Float)),
                10 => format!(
                    "{}.{}",
                    part!(List),
                    self.chance.pick(&["index(1)", "count(2)", "pop()", "__len__()"])
                ),
                _ => format!("({} if {} else {})", part!(Int), part!(Bool), part!(Int)),
            },
            Kind::Float => match self.chance.below(5) {
                0 | 1 => format!(
                    "({} {} {})",
                    part!(Float),
                    self.chance.pick(&["+", "-", "*", "/", "//", "%"]),
                    part!(Float)
                ),
                2 => format!("({} / {})", part!(Int), part!(Int)),
                3 => format!("round({}, {})", part!(Float), self.chance.below(4)),
                _ => format!(
                    "float({})",
                    self.chance.pick(&["i % 100", "'1.25'", "'nan'", "s", "b", "'-1e3'"])
                ),
            },
            Kind::Bool => match self.chance.below(7) {
                0 | 1 => {
                    let kind = self.any_kind();
                    let operator = self.chance.pick(&["<", "<=", "==", "!=", ">", ">="]);
                    format!("({} {operator} {})", self.expression(kind, depth), self.expression(kind, depth))
                }
                2 => format!("({} {} {})", part!(Bool), self.chance.pick(&["and", "or"]), part!(Bool)),
                3 => format!("(not {})", part!(Bool)),
                4 => format!("({} in {})", part!(Int), part!(List)),
                5 => format!("({} < {} <= {})", part!(Int), part!(Int), part!(Int)),
                _ => format!(
                    "isinstance({}, {})",
                    part!(Int),
                    self.chance.pick(&["int", "str", "(int, float)", "bool"])
                ),
            },
            Kind::Str => match self.chance.below(8) {
                0 => format!("({} + {})", part!(Str), part!(Str)),
                1 => format!("({} * (({}) % 4))", part!(Str), part!(Int)),
                2 => format!("str({})", {
                    let kind = self.any_kind();
                    self.expression(kind, depth)
                }),
                3 => format!("{}[{}]", part!(Str), self.slice(depth)),
                4 => format!(
                    "{}.{}",
                    part!(Str),
                    self.chance.pick(&[
                        "upper()",
                        "strip('sp')",
                        "replace('a', 'bb')",
                        "center(9, '*')",
                        "zfill(6)",
                        "capitalize()",
                        "swapcase()",
                        "join(['x', 'y'])",
                        "rjust(7)"
                    ])
                ),
                5 => self.format_string(),
                6 => format!("''.join(sorted({}))", part!(Str)),
                _ => format!("chr(97 + ({}) % 26)", part!(Int)),
            },
            Kind::List => match self.chance.below(9) {
                0 => format!("[{}, {}]", part!(Int), part!(Str)),
                1 => format!("({} + {})", part!(List), part!(List)),
                2 => format!("{}[{}]", part!(List), self.slice(depth)),
                3 => format!("[x * 2 for x in {}]", part!(List)),
                4 => format!("[(x, y) for x in range({}) for y in 'ab' if x % 2]", self.chance.below(5)),
                5 => format!("sorted({})", part!(List)),
                6 => format!(
                    "list(map({}, {}))",
                    self.chance.pick(&["str", "abs", "lambda x: (x, i)", "type"]),
                    part!(List)
                ),
                7 => format!("list(reversed({}))", part!(Tuple)),
                _ => format!("{}.split({})", part!(Str), self.chance.pick(&["", "'a'", "' ', 1"])),
            },
            Kind::Dict => match self.chance.below(4) {
                0 => format!("{{{}: {}, 'k': {}}}", part!(Int), part!(Str), part!(Float)),
                1 => format!("{{x: str(x) for x in {}[:5]}}", part!(List)),
                2 => format!("dict(zip({}, {}))", part!(Str), part!(List)),
                _ => format!("{{**d, {}: {}}}", part!(Str), part!(Int)),
            },
            Kind::Tuple => match self.chance.below(4) {
                0 => format!("({}, {})", part!(Int), part!(Str)),
                1 => format!("({} + {})", part!(Tuple), part!(Tuple)),
                2 => format!("tuple({})", part!(List)),
                _ => format!("divmod({}, {})", part!(Int), part!(Int)),
            },
        }
    }

    fn slice(&mut self, depth: usize) -> String {
        let bound = |writer: &mut Writer| {
            if writer.chance.one_in(3) {
                String::new()
            } else {
                format!("{} % 7 - 3", writer.expression(Kind::Int, depth.min(1)))
            }
        };
        let (from, to) = (bound(self), bound(self));
        let step = self.chance.pick(&["", "", "::2", ":-1"]);
        match step {
            "" => format!("{from}:{to}"),
            "::2" => format!("{from}:{to}:2"),
            _ => format!("{from}:{to}:-1"),
        }
    }

    fn leaf(&mut self, kind: Kind) -> String {
        if self.chance.one_in(2) {
            return self.variable(kind).to_owned();
        }
        match kind {
            Kind::Int => self.chance.pick(&[
                "(0)",
                "(1)",
                "(2)",
                "(-3)",
                "(10)",
                "(255)",
                "(-1)",
                "(7)",
                "(2 ** 63)",
                "(10 ** 20)",
                "d.get(1, 4)",
            ]),
            Kind::Float => {
                self.chance.pick(&["0.0", "1.5", "(-2.25)", "1e10", "0.1", "3.0", "1e-5", "float('inf')"])
            }
            Kind::Bool => {
                self.chance.pick(&["True", "False", "(i > 3)", "(s == 'spam')", "bool(l)", "(i is None)"])
            }
            Kind::Str => {
                self.chance.pick(&["''", "'a'", "'Spam eggs'", "'é\\n'", "\"it's\"", "'12'", "repr(f)"])
            }
            Kind::List => self.chance.pick(&[
                "[]",
                "[1]",
                "[2, 'x', 2.5]",
                "list(range(4))",
                "[None, True]",
                "[[1], [2, 3]]",
            ]),
            Kind::Dict => self.chance.pick(&["{}", "{1: 2}", "{'a': [1]}", "dict(k=1)"]),
            Kind::Tuple => self.chance.pick(&["()", "(1,)", "(2, 'b')", "('x', None)"]),
        }
        .to_owned()
    }
}
