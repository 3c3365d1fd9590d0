//! A panic inside of what can be set back: in a process of its own, for what it leaves there stays.

use std::panic::{AssertUnwindSafe, catch_unwind};

use interleave_engine::allocator::Pools;
use interleave_engine::rewind::{Rewind, outside};

#[global_allocator]
static ALLOCATOR: Pools = Pools;

fn texts() -> Rewind<Vec<String>> {
    // SAFETY: the texts refer to nothing.
    unsafe { Rewind::new(Vec::new) }.expect("the allocator is there")
}

/// The message, what was written about it, and a vector that grew inside are freed, and grow on, outside.
#[test]
fn a_panic_leaves_the_others_alone() {
    for length in [1, 1_000, 100_000] {
        let mut machine = texts();
        machine.mark();
        let mut grown: Vec<u8> = Vec::new();
        let message = catch_unwind(AssertUnwindSafe(|| {
            machine.with(|texts| {
                texts.push("a".repeat(length));
                grown.extend(std::iter::repeat_n(7, length));
                std::panic::panic_any("a message of its own".repeat(length));
            })
        }));
        drop(machine);
        grown.extend(std::iter::repeat_n(7, 3 * length));
        assert!(grown.iter().all(|byte| *byte == 7) && grown.len() == 4 * length);
        std::thread::spawn(move || drop(grown)).join().unwrap();
        let message = message.expect_err("it panicked");
        assert_eq!(message.downcast_ref::<String>().unwrap(), &"a message of its own".repeat(length));

        let mut another = texts();
        another.mark();
        another.with(|texts| texts.push("b".repeat(length)));
        assert_eq!(another.with(|texts| outside(|| texts.concat())), "b".repeat(length));
        another.back_to(0);
        assert_eq!(another.with(|texts| texts.len()), 0);
    }
}
