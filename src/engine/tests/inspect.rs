//! What a debugger shows of a program that holds still: here at its first `print`.

use std::sync::Arc;

use interleave_engine::inspect::names_of;
use interleave_engine::request::{Answer, Exit, Request};
use interleave_engine::string::Name;
use interleave_engine::{Interpreter, Program, Settings, Source, ThreadState, Value};

/// Runs a program until it writes.
fn until_print(text: &str, files: &[(&str, &str)]) -> (Arc<Interpreter>, ThreadState) {
    let source = |file: &str, text: &str| Source { file: file.to_owned(), text: text.to_owned() };
    let interpreter = Interpreter::new(Settings::of(Program {
        files: files.iter().map(|(file, text)| source(file, text)).collect(),
        ..Program::new("main.py", text)
    }));
    let mut thread = interpreter.main_thread();
    thread.set_ident(1);
    loop {
        let answer = match interpreter.run(&mut thread, 1_000) {
            Exit::Budget => continue,
            Exit::Request(Request::Write { .. }) => return (interpreter, thread),
            Exit::Request(_) => Answer::None,
            Exit::Finished(_) | Exit::Raised(_) => panic!("it ended before it printed:\n{text}"),
        };
        thread.answer(answer);
    }
}

fn names(variables: &[(Name, Value)]) -> Vec<&str> {
    variables.iter().map(|(name, _)| name.as_str()).collect()
}

#[test]
fn frames_are_the_programs_own() {
    let text = "
import functools
def outer(n):
    kept = n + 1
    def inner(word):
        for at in range(3):
            print(word, kept)
    functools.reduce(lambda before, item: inner(item), ['a', 'b'])
class Body:
    limit = 3
    outer(limit)
";
    let (_, thread) = until_print(text, &[]);
    let frames: Vec<_> = thread
        .program_frames()
        .into_iter()
        .map(|frame| (frame.function, frame.file, frame.line, frame.locals()))
        .collect();
    let places: Vec<_> = frames
        .iter()
        .map(|(function, file, line, locals)| {
            assert_eq!(*file, "main.py");
            let mut names = names(locals);
            names.retain(|name| !name.starts_with("__"));
            (*function, *line, names)
        })
        .collect();
    let expected = [
        ("outer.<locals>.inner", 7, vec!["word", "at", "kept"]),
        ("outer.<locals>.<lambda>", 8, vec!["before", "item", "inner"]),
        ("outer", 8, vec!["n", "kept", "inner"]),
        ("Body", 11, vec!["limit"]),
        ("<module>", 9, vec![]),
    ];
    assert_eq!(places, expected);
}

#[test]
fn modules_are_the_programs_own() {
    let text = "import helper, sys\ntotal = 1\nprint()\n";
    let (interpreter, _) = until_print(text, &[("helper.py", "limit = 3\n"), ("unused.py", "x = 1\n")]);
    let modules = interpreter.program_modules();
    let own: Vec<_> = modules.iter().map(|module| module.name.as_str()).collect();
    assert_eq!(own, ["__main__", "helper"]);
    assert!(names(&names_of(&modules[0].globals)).ends_with(&["helper", "sys", "total"]));
}
