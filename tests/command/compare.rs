//! `interleave run --compare`: what it takes for the same, and what it says of the rest.

use serde_json::Value;

use super::{file, interleave, interleave_with_input, programs};

/// Writes and ends as its last arguments say, where `stand-in-python` heeds its first ones.
const AS_TOLD: &str =
    "import sys\nsys.stdout.write(sys.argv[4])\nsys.stderr.write(sys.argv[5])\nsys.exit(int(sys.argv[6]))\n";

#[test]
fn what_differs_is_told() {
    let program = file("as-told.py", AS_TOLD);
    let stand_in = programs().join("stand-in-python");
    let stand_in = stand_in.to_str().expect("UTF-8");
    let long: String = (0..1000).map(|line| format!("line {line}\n")).collect();
    for (theirs, ours, options, status, verdict, words) in [
        (["a\nb\n", "", "0"], ["a\nb\n", "", "0"], &[][..], 0, "same", &["| a\n", "Both do the same."][..]),
        (["", "", "0"], ["", "", "0"], &[], 0, "same", &["Both do the same."]),
        (
            ["a\nb\nc\n", "", "0"],
            ["a\nx\nc\n", "", "0"],
            &[],
            1,
            "different",
            &[
                "--- Other 9.9, free-threaded\n+++ Interleave, native\n",
                " a\n-b\n+x\n c\n",
                "They differ: standard output.",
            ],
        ),
        (
            ["a\nb\n", "", "0"],
            ["b\na\n", "", "0"],
            &[],
            1,
            "order",
            &["the same lines in another order", "--any-order"],
        ),
        (["a\nb\n", "", "0"], ["b\na\n", "", "0"], &["--any-order"], 0, "same", &["Both do the same."]),
        (["a\n", "", "0"], ["a\n", "", "3"], &[], 1, "different", &["They differ: exit status."]),
        (
            ["a\n", "x\n", "1"],
            ["b\n", "y\n", "1"],
            &["--driver", "sim"],
            1,
            "different",
            &["Interleave, sim", "-x\n+y\n", "They differ: standard output, standard error."],
        ),
        (["a", "", "0"], ["a\n", "", "0"], &[], 1, "different", &["-a\n\\ without a line end\n+a\n"]),
        ([&long, "", "0"], ["", "", "0"], &[], 1, "different", &["-line 199\n… 800 more lines"]),
        (
            [
                "",
                "File \"threading.py\"\nTraceback (most recent call last):\n  File \"x/as-told.py\", line 1, in f\n    f()\n    ~^^\n  File \"/lib/other.py\", line 7, in g\n    g()\nE: x\n",
                "1",
            ],
            [
                "",
                "File \"threading.py\"\nTraceback (most recent call last):\n  File \"as-told.py\", line 1, in f\nE: x\n",
                "1",
            ],
            &[],
            0,
            "same",
            &["line 1, in f", "Both do the same."],
        ),
        (["<A at 0x7f00aa11bb22>\n", "", "0"], ["<A at 0x55ffaa11bb22>\n", "", "0"], &[], 0, "same", &[]),
    ] {
        let arguments = [&["run", "--compare", stand_in][..], options].concat();
        let told = [&[program.as_str()][..], &theirs, &ours].concat();
        let outcome = interleave(&[&arguments[..], &told].concat());
        assert_eq!(outcome.status, Some(status), "{theirs:?} {ours:?}\n{}{}", outcome.stdout, outcome.stderr);
        for words in words {
            assert!(outcome.stdout.contains(words), "{words:?} is not in\n{}", outcome.stdout);
        }
        assert!(!outcome.stdout.contains('\x1b'), "colours are for terminals: {:?}", outcome.stdout);
        let outcome = interleave(&[&arguments[..], &["--json"][..], &told].concat());
        let report: Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
        assert_eq!((report["verdict"].as_str(), outcome.status), (Some(verdict), Some(status)), "{report:#}");
        let runs = report["runs"].as_array().expect("a list");
        for (run, [stdout, stderr, status]) in runs.iter().zip([theirs, ours]) {
            assert_eq!(run["stdout"], stdout);
            assert_eq!(run["stderr"], stderr);
            assert_eq!(run["exit_status"].to_string(), status);
            assert!(
                run["wall_seconds"].as_f64() > Some(0.0) && run["cpu_seconds"].as_f64() > Some(0.0),
                "{run}"
            );
        }
        assert_eq!(runs[0]["python"]["free_threaded"], true);
    }
}

/// Same program, arguments, input and files for both, from wherever the program comes.
#[test]
fn cpython_does_the_same() {
    let modules = programs().join("modules/main.py");
    let echo = file(
        "compare-echo.py",
        "import os, sys\nprint(__file__.endswith('compare-echo.py'), sys.argv, sys.stdin.read(), sorted(os.listdir()))\nraise ValueError('no')\n",
    );
    for (arguments, input) in [
        (&["modules/main.py"][..], ""),
        (&[modules.to_str().expect("UTF-8")], ""),
        (&["--any-order", "--driver", "sim", "pipe.py"], ""),
        (&[&echo, "a", "--b"], "from outside\nand more"),
        (&["--any-order", "first-thread"], ""),
        (&["--set", "STEPS=2", "--any-order", "first-thread"], ""),
        (&["-c", "import sys; print(sys.argv, input()); 1 / 0", "x", "--y"], "line\n"),
        (
            &["-", "x"],
            "import sys\nprint(sys.argv)\ntry: input()\nexcept EOFError as error: print(error)\nx = (\n",
        ),
        (
            &["-c", "import threading\ndef f(): 1 / 0\nt = threading.Thread(target=f)\nt.start()\nt.join()"],
            "",
        ),
        (&["-c", "import os; os.kill(os.getpid(), 9)"], ""),
    ] {
        let outcome = interleave_with_input(&[&["run", "--compare", "python3"], arguments].concat(), input);
        assert_eq!(outcome.status, Some(0), "{arguments:?}\n{}{}", outcome.stdout, outcome.stderr);
        assert!(outcome.stdout.contains("\nCPython 3."), "{}", outcome.stdout);
    }
}

#[test]
fn mistakes_are_answered() {
    for (arguments, words) in [
        (&["--compare", "python9.9", "pipe.py"][..], &["there is no interpreter `python9.9`", "python3"][..]),
        (
            &["--compare", "/nonexistent/python3", "pipe.py"],
            &["there is no interpreter `/nonexistent/python3`"],
        ),
        (&["--compare", "false", "pipe.py"], &["`false` is no Python"]),
        (&["--compare", "./pipe.py", "pipe.py"], &["`./pipe.py` cannot be executed"]),
        (&["--compare", "python3", "no-such-lesson"], &["no lesson `no-such-lesson`"]),
        (&["--compare", "python3", "--trace", "t.json", "pipe.py"], &["--trace", "--compare"]),
        (&["--json", "pipe.py"], &["--json", "--compare"]),
        (&["--any-order", "pipe.py"], &["--any-order", "--compare"]),
    ] {
        let outcome = interleave(&[&["run"], arguments].concat());
        assert_eq!(outcome.status, Some(2), "{arguments:?} {}", outcome.stderr);
        for words in words {
            assert!(outcome.stderr.contains(words), "{arguments:?}: {words} is not in {}", outcome.stderr);
        }
    }
}
