//! What must hold for any input: no panic, no hang. Driven by `cargo fuzz` (`fuzz/`) and by the test `mutation`.

use interleave_engine::{Interpreter, Settings};
use interleave_runtime::sim::{Program, SimSettings, Simulation};

/// Parses, compiles and runs a program, at most so many instructions.
pub fn run_program(text: &str) {
    let settings = SimSettings {
        max_instructions: 100_000,
        max_seconds: 100.0,
        tracing: false,
        ..SimSettings::default()
    };
    Simulation::new(Program::new("main.py", text), settings).run();
}

/// Reads a heap image, and what it holds if it is the pickle of a spawned process.
pub fn read_image(bytes: &[u8]) {
    // Both a value and an error are right; what is read is dropped.
    let _ = Interpreter::from_image(Settings::default(), bytes);
}

/// Reads a pickle, as a message between processes.
pub fn read_pickle(bytes: &[u8]) {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    run_program(&format!(
        "import pickle\ntry:\n    print(repr(pickle.loads(bytes.fromhex('{hex}')))[:100])\nexcept Exception as e:\n    print(e)\n"
    ));
}

/// SplitMix64 (Steele, Lea & Flood, 2014).
pub struct Chance(pub u64);

impl Chance {
    /// The next number.
    pub fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((word ^ (word >> 31)) % count.max(1) as u64) as usize
    }
}

const TOKENS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    "=",
    "==",
    ":=",
    "->",
    "*",
    "**",
    "@",
    "...",
    "'",
    "\"\"\"",
    "f'{",
    "}'",
    "\\",
    "\n",
    "\n    ",
    "\n\t",
    "if ",
    "else",
    "for x in ",
    "while True",
    "def f(",
    "class A(",
    "lambda ",
    "yield ",
    "yield from ",
    "return ",
    "try",
    "except ",
    "finally",
    "with ",
    " as x",
    "match ",
    "case ",
    "del ",
    "global ",
    "nonlocal ",
    "import ",
    "from ",
    "None",
    "-1",
    "0",
    "10**9",
    "2**64",
    "1e308",
    "''",
    "b''",
    "self",
    "x",
    "super()",
    "__class__",
    "__init__",
    "locals()",
    "é",
    "\0",
    "sys.setrecursionlimit(10**6)",
    "type(",
    "iter(",
    "sorted(",
    "[:]",
    "[::-1]",
    "range(10**18)",
    "%",
    "!r",
    ";",
    "#",
];

/// A text that is like the one given: pieces dropped, doubled, moved, taken from another, tokens put in.
pub fn mutate(text: &str, other: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let donor: Vec<char> = other.chars().collect();
    for _ in 0..1 + chance.below(4) {
        let start = chance.below(letters.len() + 1);
        let end = (start + chance.below(30)).min(letters.len());
        match chance.below(7) {
            0 => drop(letters.drain(start..end)),
            1 => {
                let piece = letters[start..end].to_vec();
                letters.splice(end..end, piece);
            }
            2 => {
                let piece: Vec<char> = letters.drain(start..end).collect();
                let place = chance.below(letters.len() + 1);
                letters.splice(place..place, piece);
            }
            3 => {
                let from = chance.below(donor.len() + 1);
                let to = (from + chance.below(60)).min(donor.len());
                letters.splice(start..end, donor[from..to].iter().copied());
            }
            4 => {
                // At the beginning of a line, where most of them run.
                let line = letters[..start].iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
                let statement = crate::hostile::statement(chance);
                letters.splice(line..line, statement.chars());
            }
            _ => {
                let token = TOKENS[chance.below(TOKENS.len())];
                letters.splice(start..start, token.chars());
            }
        }
    }
    letters.into_iter().collect()
}

/// Bytes that are like those given.
pub fn damage(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + chance.below(4) {
        let start = chance.below(bytes.len());
        let end = (start + 1 + chance.below(8)).min(bytes.len());
        match chance.below(4) {
            0 => drop(bytes.drain(start..end)),
            1 => {
                let piece = bytes[start..end].to_vec();
                bytes.splice(start..start, piece);
            }
            _ => {
                if let Some(byte) = bytes.get_mut(start) {
                    *byte = [0, 1, 0x7f, 0x80, 0xff, chance.below(256) as u8][chance.below(6)];
                }
            }
        }
    }
    bytes
}
