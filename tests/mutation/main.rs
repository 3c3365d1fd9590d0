//! Damaged programs, images and pickles: whatever they are, nothing panics and nothing hangs.
//!
//! `INTERLEAVE_MUTATIONS=10000` tries more of them, `INTERLEAVE_RANDOM_SEED=1` others. `fuzz/` has the same for `cargo fuzz`.

use std::sync::mpsc;
use std::time::Duration;

use interleave_tests::corpus::{images, pickles, programs};
use interleave_tests::fuzz::{Chance, damage, mutate, read_image, read_pickle, run_program};
use interleave_tests::hostile;

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
    let corpus = programs();
    each(
        |chance| {
            let (one, other) = (chance.below(corpus.len()), chance.below(corpus.len()));
            mutate(&corpus[one], &corpus[other], chance)
        },
        |text| run_program(&text),
    );
}

#[test]
fn hostile_operations() {
    each(hostile::program, |text| run_program(&text));
}

#[test]
fn damaged_images() {
    let images = images();
    each(|chance| damage(&images[chance.below(images.len())], chance), |bytes| read_image(&bytes));
}

#[test]
fn damaged_pickles() {
    let pickles = pickles();
    each(|chance| damage(&pickles[chance.below(pickles.len())], chance), |bytes| read_pickle(&bytes));
}
