//! Programs that are no file: from standard input, and from the command line.

use super::{DRIVERS, Outcome, interleave_with_input};

/// A program in both forms, as (what tracebacks call it, what `sys.argv[0]` is, what it did).
fn forms(command: &[&str], code: &str, arguments: &[&str]) -> [(&'static str, &'static str, Outcome); 2] {
    let from_stdin = interleave_with_input(&[command, &["-"], arguments].concat(), code);
    let as_code = interleave_with_input(&[command, &["-c", code], arguments].concat(), "from outside\n");
    [("<stdin>", "-", from_stdin), ("<string>", "-c", as_code)]
}

#[test]
fn they_run_as_under_python() {
    for (code, arguments, status, stdout, stderr) in [
        ("print(6 * 7)", &[][..], 0, "42\n", &[][..]),
        (
            "import sys; print(sys.argv)",
            &["a", "--driver", "x", "-c"],
            0,
            "['ARGV0', 'a', '--driver', 'x', '-c']\n",
            &[],
        ),
        (
            "def f():\n    1 / 0\nf()",
            &[],
            1,
            "",
            &[
                "Traceback (most recent call last):\n  File \"NAME\", line 3, in <module>\n  File \"NAME\", line 2, in f\nZeroDivisionError: division by zero\n",
            ],
        ),
        (
            "x = 1\nx = (2",
            &[],
            1,
            "",
            &["  File \"NAME\", line 2\n    x = (2\n        ^\nSyntaxError: '(' was never closed\n"],
        ),
        ("import sys\nsys.exit(3)", &[], 3, "", &[]),
        ("import os; print(os.listdir())", &[], 0, "[]\n", &[]),
        // A module of the folder one is in, as python finds it, and processes of its own.
        ("import countdown; print(countdown.__name__)", &[], 0, "countdown\n", &[]),
        (
            "import multiprocessing\ndef f(q): q.put(7)\nif __name__ == '__main__':\n q = multiprocessing.Queue()\n p = multiprocessing.Process(target=f, args=(q,))\n p.start()\n print(q.get())\n p.join()",
            &[],
            0,
            "7\n",
            &[],
        ),
    ] {
        for driver in DRIVERS {
            for (name, argv0, outcome) in forms(&[&["run"], driver].concat(), code, arguments) {
                let seen = (outcome.status, outcome.stdout.as_str());
                assert_eq!(
                    seen,
                    (Some(status), stdout.replace("ARGV0", argv0).as_str()),
                    "{driver:?} {name} {code}\n{}",
                    outcome.stderr
                );
                for words in stderr {
                    let words = words.replace("NAME", name);
                    assert!(
                        outcome.stderr.contains(&words),
                        "{driver:?} {words} is not in {}",
                        outcome.stderr
                    );
                }
                assert!(
                    !stderr.is_empty() || outcome.stderr.is_empty(),
                    "{driver:?} {code} {}",
                    outcome.stderr
                );
            }
        }
    }
}

/// What is left of standard input is the program's: nothing behind `-`.
#[test]
fn they_read_standard_input() {
    let code = "try: print(input())\nexcept EOFError: print('nothing')";
    for driver in DRIVERS {
        let words = forms(&[&["run"], driver].concat(), code, &[]).map(|(.., outcome)| outcome.stdout);
        assert_eq!(words, ["nothing\n", "from outside\n"], "{driver:?}");
    }
}

#[test]
fn their_parameters_are_set_and_checked() {
    let code = "N = 2  #@param {type:\"slider\", min:1, max:4}\nprint(N)";
    for (value, status, said) in [
        ("N=3", 0, "3\n"),
        ("N=5", 2, "interleave: PLACE: N cannot be 5: allowed is a whole number from 1 to 4 (line 1)\n"),
    ] {
        for (_, place, outcome) in forms(&["run", "--set", value], code, &[]) {
            let written = format!("{}{}", outcome.stdout, outcome.stderr);
            let expected = (Some(status), said.replace("PLACE", place));
            assert_eq!((outcome.status, written), expected, "{place} {value}");
        }
    }
}

#[test]
fn they_are_checked() {
    for (name, place, outcome) in forms(&["check"], "x = 'it is'\nprint(x)", &["one"]) {
        let code = if place == "-" { "-" } else { "-c 'x = '\\''it is'\\''\nprint(x)'" };
        let command = format!(" {code} one\n");
        assert_eq!(outcome.status, Some(0), "{name} {}", outcome.stderr);
        for words in ["| it is\n", &command] {
            assert!(outcome.stdout.contains(words), "{name} lacks {words}: {}", outcome.stdout);
        }
    }
}

#[test]
fn mistakes_are_answered() {
    for (arguments, input, words) in [
        (
            &["run", "-"][..],
            &b"print('\xe9')"[..],
            &["program from standard input is not UTF-8", "byte 7"][..],
        ),
        (&["check", "-"], b"\xff", &["program from standard input is not UTF-8"]),
        (&["run", "-c"], b"", &["-c", "CODE"]),
        (&["run", "file.py", "-c", "1"], b"", &["FILE", "-c"]),
    ] {
        let outcome = interleave_with_input(arguments, input);
        assert_eq!(outcome.status, Some(2), "{arguments:?} {}", outcome.stderr);
        for words in words {
            assert!(outcome.stderr.contains(words), "{arguments:?}: {words} is not in {}", outcome.stderr);
        }
    }
}
