//! Runs the programs of `tests/types/`, whose every line prints a value or an exception, and compares with what CPython
//! 3.11 printed (`NAME.out`, made by `python3 -W ignore NAME.py > NAME.out`).

use interleave_engine::request::{Answer, Exit, Request, SysCall};
use interleave_engine::{Interpreter, Program, Settings};

/// What a program prints.
fn output(name: &str, text: &str) -> String {
    let interpreter = Interpreter::new(Settings::of(Program::new(&format!("{name}.py"), text)));
    let mut thread = interpreter.main_thread();
    let mut out = String::new();
    loop {
        match interpreter.run(&mut thread, 1_000_000) {
            Exit::Budget => {}
            Exit::Finished(_) | Exit::Raised(_) => return out,
            Exit::Request(Request::Write { text, .. }) => {
                out.push_str(&text);
                thread.answer(Answer::None);
            }
            // There are no files.
            Exit::Request(Request::System { call: SysCall::File { .. }, .. }) => {
                thread.answer(Answer::Raise {
                    class: "FileNotFoundError".into(),
                    message: "No such file or directory".into(),
                    errno: Some(2),
                })
            }
            Exit::Request(_) => thread.answer(Answer::None),
        }
    }
}

fn check(name: &str, text: &str, expected: &str) {
    let actual = output(name, text);
    let source: Vec<&str> = text.lines().filter(|line| line.starts_with("t(")).collect();
    let mut wrong = 0;
    // A result begins with "= "; what a line prints before belongs to it.
    let (actual, expected) = (format!("\n{actual}"), format!("\n{expected}"));
    let (mut actual, mut expected) = (actual.split("\n= ").skip(1), expected.split("\n= ").skip(1));
    for line in source {
        let (got, wanted) = (actual.next(), expected.next());
        if got != wanted {
            wrong += 1;
            eprintln!(
                "{line}\n  wanted {}\n  got    {}",
                wanted.unwrap_or("nothing"),
                got.unwrap_or("nothing")
            );
        }
    }
    assert_eq!(wrong, 0, "{name}: see above");
}

macro_rules! tables {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            let name = stringify!($name).trim_start_matches("of_");
            check(
                name,
                include_str!(concat!("types/", stringify!($name), ".py")),
                include_str!(concat!("types/", stringify!($name), ".out")),
            );
        })*
    };
}

tables! { of_int of_float of_str of_bytes of_list of_tuple of_dict of_set of_builtin of_exception of_user }
