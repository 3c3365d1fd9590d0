//! Damaged programs, images and pickles: whatever they are, nothing panics and nothing hangs.
//!
//! `INTERLEAVE_MUTATIONS=10000` tries more of them, `INTERLEAVE_RANDOM_SEED=1` others. `fuzz/` has the same for `cargo fuzz`.

use std::sync::mpsc;
use std::time::Duration;

use interleave_engine::request::{Answer, Exit, Request};
use interleave_engine::{Interpreter, Settings, Source};
use interleave_tests::differential::tables;
use interleave_tests::fuzz::{Chance, damage, mutate, read_image, read_pickle, run_program};

/// Far above what any of them needs.
const PATIENCE: Duration = Duration::from_secs(60);

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// Does something with many inputs; one that panics or takes too long fails the test, and is shown.
fn each<T: Clone + std::fmt::Debug + Send + 'static>(
    make: impl Fn(&mut Chance) -> T,
    act: impl Fn(T) + Copy + Send + 'static,
) {
    for turn in 0..number("INTERLEAVE_MUTATIONS", 150) {
        let seed = number("INTERLEAVE_RANDOM_SEED", 0) << 32 | turn;
        let input = make(&mut Chance(seed.wrapping_mul(0x2545_f491_4f6c_dd1d)));
        let (done, over) = mpsc::channel();
        let given = input.clone();
        let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(move || {
            act(given);
            let _ = done.send(());
        });
        match over.recv_timeout(PATIENCE) {
            Ok(()) => {}
            Err(mpsc::RecvTimeoutError::Timeout) => panic!("turn {turn} takes too long: {input:?}"),
            Err(mpsc::RecvTimeoutError::Disconnected) => panic!("turn {turn} panicked: {input:?}"),
        }
        let _ = thread.map(std::thread::JoinHandle::join);
    }
}

#[test]
fn damaged_programs() {
    let corpus: Vec<String> =
        tables().into_iter().flat_map(|table| table.cases).map(|case| case.program).collect();
    each(
        |chance| {
            let (one, other) = (chance.below(corpus.len()), chance.below(corpus.len()));
            mutate(&corpus[one], &corpus[other], chance)
        },
        |text| run_program(&text),
    );
}

/// What a program prints: bytes in hexadecimal digits.
fn printed(program: &str) -> Vec<u8> {
    let main = Source { file: "main.py".into(), text: program.into() };
    let interpreter = Interpreter::new(Settings { main, ..Settings::default() });
    let mut thread = interpreter.main_thread();
    thread.set_ident(1);
    let mut text = String::new();
    loop {
        match interpreter.run(&mut thread, 100_000) {
            Exit::Budget => continue,
            Exit::Finished(_) | Exit::Raised(_) => break,
            Exit::Request(Request::Write { text: more, .. }) => text += &more,
            Exit::Request(_) => {}
        }
        thread.answer(Answer::None);
    }
    let digits: Vec<u8> =
        text.trim().chars().filter_map(|c| c.to_digit(16)).map(|digit| digit as u8).collect();
    assert!(digits.len() > 20, "{text}");
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

const VALUES: &str = "
class Node:
    def __init__(self): self.me = self
def gen(): yield 1
items = [None, 1, 1 << 80, 1.5, 'text', b'b', bytearray(b'x'), (1, (2,)), {1: [2]}, {3}, frozenset([4]), range(5), Node(), len, int]
items.append(items)
";

#[test]
fn damaged_images() {
    let image = printed(&format!(
        "{VALUES}g = gen()\nnext(g)\nf = lambda: items\ndef child(): print(items, f)\nfrom _image import fork\nprint(fork(child)[0].hex())"
    ));
    each(|chance| damage(&image, chance), |bytes| read_image(&bytes));
}

#[test]
fn damaged_pickles() {
    let pickle = printed(&format!("{VALUES}import pickle\nprint(pickle.dumps(items).hex())"));
    each(|chance| damage(&pickle, chance), |bytes| read_pickle(&bytes));
}
