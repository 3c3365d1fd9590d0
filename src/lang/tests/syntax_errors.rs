//! Broken programs, and what CPython 3.11 says about each: kind, line, column and message.
//!
//! `syntax_errors.txt` holds the cases; in front of each stands what CPython answered. The column is left out where
//! CPython's is of no help (within f-strings it counts from somewhere else).

use std::io::Write;
use std::process::{Command, Stdio};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/syntax_errors.txt");

struct Case {
    answer: String,
    source: String,
}

fn cases() -> Vec<Case> {
    let text = std::fs::read_to_string(FILE).expect("the cases");
    let cases = text.split("--- ").skip(1).map(|case| {
        let (answer, source) = case.split_once('\n').expect("an answer, then a source");
        Case { answer: answer.to_owned(), source: source.strip_suffix('\n').unwrap_or(source).to_owned() }
    });
    cases.collect()
}

fn has_column(answer: &str) -> bool {
    let place = answer.split(' ').nth(1).unwrap_or_default();
    place.trim_end_matches(':').contains(':')
}

#[test]
fn messages_are_those_of_cpython() {
    let mut wrong = 0;
    let cases = cases();
    for Case { answer, source } in &cases {
        let got = match interleave_lang::compile(source) {
            Ok(_) => "compiles".to_owned(),
            Err(error) if !has_column(answer) => {
                format!("{} {}: {}", error.kind, error.span.line, error.message)
            }
            Err(error) => {
                let (line, column) = (error.span.line, error.span.column + 1);
                format!("{} {line}:{column}: {}", error.kind, error.message)
            }
        };
        if got != *answer {
            wrong += 1;
            println!("{source}\n    expected {answer}\n    got      {got}\n");
        }
    }
    assert_eq!(wrong, 0, "of {} cases", cases.len());
}

/// The recorded answers, asked again where this Python is at hand.
#[test]
fn cpython_still_says_so() {
    let version = Command::new("python3").arg("--version").output();
    if !version.is_ok_and(|output| output.stdout.starts_with(b"Python 3.11.")) {
        return;
    }
    const SCRIPT: &str = r#"
import sys, warnings
warnings.simplefilter("ignore")
for case in sys.stdin.buffer.read().decode().split("--- ")[1:]:
    answer, source = case.split("\n", 1)
    try:
        compile(source.removesuffix("\n"), "case", "exec")
        said = "compiles"
    except SyntaxError as error:
        column = f":{error.offset}" if ":" in answer.split(" ")[1].rstrip(":") else ""
        said = f"{type(error).__name__} {error.lineno}{column}: {error.msg}"
    if said != answer:
        print(f"{source}    recorded {answer}\n    says     {said}\n")
"#;
    let mut python = Command::new("python3")
        .args(["-c", SCRIPT])
        .env("PYTHONIOENCODING", "utf-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 answered before");
    python
        .stdin
        .take()
        .expect("piped")
        .write_all(&std::fs::read(FILE).expect("the cases"))
        .expect("it reads");
    let output = python.wait_with_output().expect("it ends");
    assert!(
        output.status.success() && output.stdout.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}
