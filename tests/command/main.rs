//! The `interleave` command as a user meets it: results, exit status, and what it says of bad input.
//!
//! Needs the release binary; `cargo xtask test` builds it.

mod compare;
mod ends;
mod habits;
mod nameless;
mod sweep;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use interleave_tests::seeds::{self, Race, Threads};

/// What a command did.
struct Outcome {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

fn interleave(arguments: &[&str]) -> Outcome {
    interleave_with_input(arguments, "")
}

fn interleave_with_input(arguments: &[&str], input: impl AsRef<[u8]>) -> Outcome {
    let mut command = Command::new(interleave_tests::interleave());
    let done = interleave_tests::output_of(command.args(arguments).current_dir(programs()), input.as_ref());
    Outcome {
        status: done.status.code(),
        stdout: String::from_utf8_lossy(&done.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&done.stderr).into_owned(),
    }
}

fn programs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("programs")
}

/// A file of one test.
fn file(name: &str, content: impl AsRef<[u8]>) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).expect("a temporary file can be written");
    path.display().to_string()
}

const DRIVERS: [&[&str]; 4] = [
    &["--driver", "native"],
    &["--driver", "native", "--no-gil"],
    &["--driver", "sim"],
    &["--driver", "sim", "--no-gil"],
];

#[test]
fn programs_print_the_same_on_every_driver() {
    for (name, expected) in [
        ("lost_update.py", "guarded 40000\nbare at most exact: True\n"),
        ("countdown.py", "workers [0, 1]\ndifferent processes True\noverlapped True\nexit codes [0, 0]\n"),
        (
            "creator_consumer.py",
            "took 0\ntook 1\ntook 2\ntook 3\ntook 4\nsum of squares 30\nexit codes 0 0\n",
        ),
        (
            "pipe.py",
            "2\n'abab'\n[3, 4, 3, 4]\n(5.5, 5.5)\n2417851639229258349412352\nanswered 5\nexit code 0\n",
        ),
        ("shared_array.py", "[600, 1200, 1800] 600.5\n"),
    ] {
        for driver in DRIVERS {
            let outcome = interleave(&[&["run"], driver, &[name]].concat());
            assert_eq!(
                (outcome.stdout.as_str(), outcome.status),
                (expected, Some(0)),
                "{name} {driver:?} {}",
                outcome.stderr
            );
        }
    }
}

/// One of its lines tells how far another thread came meanwhile, which only the GIL determines.
#[test]
fn the_threading_module_prints_as_under_cpython() {
    for driver in ["native", "sim"] {
        let outcome = interleave(&["run", "--driver", driver, "threading_module.py"]);
        assert_eq!(
            outcome.stdout,
            include_str!("../programs/threading_module.out"),
            "{driver} {}",
            outcome.stderr
        );
    }
}

/// Modules and packages beside it, in all processes, and another program that is mentioned by name.
#[test]
fn a_program_of_several_files() {
    for driver in DRIVERS {
        let outcome = interleave(&[&["run"], driver, &["modules/main.py"]].concat());
        let expected = include_str!("../programs/modules/main.out");
        assert_eq!(outcome.stdout, expected, "{driver:?} {}", outcome.stderr);
        assert_eq!(outcome.stderr, "", "{driver:?}");
    }
}

#[test]
fn printers_mix_only_without_the_lock() {
    for driver in DRIVERS {
        let outcome = interleave(&[&["run"], driver, &["printers.py"]].concat());
        let (held, free) = outcome.stdout.split_once('\n').expect("two lines");
        assert!(
            ["xxxxxxxxxxxxyyyyyyyyyyyy", "yyyyyyyyyyyyxxxxxxxxxxxx"].contains(&held),
            "{driver:?} {held}"
        );
        assert_eq!(free.matches('x').count(), 12, "{driver:?} {free}");
        assert_eq!(free.matches('y').count(), 12, "{driver:?} {free}");
    }
}

#[test]
fn bad_input_is_answered_with_place_and_remedy() {
    let syntax = file("syntax.py", "x = 1\nprint((1, 2)\n");
    let name = file("name.py", "value = 1\nprint(valeu)\n");
    let module = file("module.py", "import numpy\n");
    let binary = file("latin.py", b"print('\xe9')\n");
    let notebook = file("notebook.ipynb", "nonsense");
    for (arguments, status, words) in [
        (vec!["run", &syntax], 1, vec![syntax.as_str(), "line 2", "SyntaxError: '(' was never closed"]),
        (
            vec!["run", &name],
            1,
            vec!["line 2", "NameError: name 'valeu' is not defined. Did you mean: 'value'?"],
        ),
        (vec!["run", &module], 1, vec!["line 1", "ModuleNotFoundError: No module named 'numpy'"]),
        (
            vec!["run", "--driver", "sim", &module],
            1,
            vec!["line 1", "ModuleNotFoundError: No module named 'numpy'"],
        ),
        (vec!["run", &binary], 2, vec!["not UTF-8", "save it as UTF-8"]),
        (vec!["run", "no-such-lesson"], 2, vec!["no-such-lesson", "interleave lessons"]),
        (vec!["run", "cpu-bound", "--set", "WORKERS=-1"], 2, vec!["WORKERS", "-1", "allowed"]),
        (vec!["run", "cpu-bound", "--set", "WORKERS"], 2, vec!["--set NAME=VALUE"]),
        (vec!["run", "cpu-bound", "--set", "NONE=1"], 2, vec!["no parameter NONE", "WORKERS"]),
        (vec!["run", "cpu-bound", "--driver", "sim", "--cores", "0"], 2, vec!["--cores", "1..=256"]),
        (
            vec!["run", "cpu-bound", "--driver", "sim", "--schedule", "x"],
            2,
            vec!["--schedule", "copy it whole"],
        ),
        (vec!["run", "cpu-bound", "--schedule", "AQAAAQCKlgoH"], 2, vec!["--schedule is for --driver sim"]),
        (vec!["check", "no-such-lesson"], 2, vec!["no-such-lesson", "interleave lessons"]),
        (vec!["check", "cpu-bound", "--runs", "0"], 2, vec!["--runs", "1.."]),
        (
            vec!["run", "cpu-bound", "--set", "WORKERS=-3"],
            2,
            vec!["WORKERS cannot be -3", "from 1 to", "line "],
        ),
        (vec!["run", "cpu-bound", "--set", "WORKERS="], 2, vec!["WORKERS cannot be empty", "allowed"]),
        (
            vec!["run", "cpu-bound", "--set", "workres=2"],
            2,
            vec!["no parameter workres", "did you mean WORKERS?"],
        ),
        (vec!["run", &name, "--set", "N=1"], 2, vec!["no parameter N", "this program has none"]),
        (vec!["run", "cpu-bound.py"], 2, vec!["no file `cpu-bound.py`", "by its name", "cpu-bound`"]),
        (vec!["run", "cpu-buond"], 2, vec!["no lesson `cpu-buond`", "cpu-bound", "interleave lessons"]),
        (
            vec!["run", "/nonexistent/file.py"],
            2,
            vec!["there is no file `/nonexistent/file.py`", "folder /nonexistent"],
        ),
        (vec!["run", "/tmp/nothing-here.py"], 2, vec!["no file `/tmp/nothing-here.py`", "spelling"]),
        (vec!["run", "/"], 2, vec!["/ is a folder", ".py"]),
        // Root may read everything, but nobody this.
        (vec!["run", "/proc/self/mem"], 2, vec!["/proc/self/mem cannot be read", "permissions"]),
        (vec!["run", &notebook], 2, vec![notebook.as_str(), "line 1", "not a notebook"]),
        (vec!["run", &syntax, "--driver", "sim"], 1, vec!["line 2", "SyntaxError: '(' was never closed"]),
        (vec!["run", "cpu-bound", "--driver", "gpu"], 2, vec!["gpu", "--driver", "native, sim"]),
        (vec!["run", "--dirver", "sim", "cpu-bound"], 2, vec!["--dirver", "--driver"]),
        (
            vec!["run", "cpu-bound", "--driver", "sim", "--policy", "fair"],
            2,
            vec!["fair", "round-robin, random"],
        ),
        (vec!["run", "--cores", "2", "cpu-bound"], 2, vec!["--cores is for --driver sim"]),
        (vec!["run", "--policy", "random", "cpu-bound"], 2, vec!["--policy is for --driver sim"]),
        (
            vec!["run", "--driver", "sim", "--allow-files", "/tmp", "cpu-bound"],
            2,
            vec!["--allow-files is for --driver native"],
        ),
        (vec!["run", "--seed", "-1", "cpu-bound"], 2, vec!["--seed", "-1"]),
        (
            vec!["run", "--trace", "/nonexistent/trace.json", "cpu-bound"],
            2,
            vec!["--trace", "no folder /nonexistent"],
        ),
        (vec!["run", "--trace", "/", "cpu-bound"], 2, vec!["--trace /", "folder"]),
        (vec!["run"], 2, vec!["<FILE>"]),
        (vec!["rnu", "cpu-bound"], 2, vec!["rnu", "--help"]),
        (vec!["new-lesson", "My Lesson.py"], 2, vec!["no name for a lesson"]),
        (vec!["serve", "--port", "99999"], 2, vec!["99999", "0..=65535"]),
        (vec!["serve", "--dir", "/nonexistent"], 2, vec!["index.html", "cargo xtask dist"]),
        (vec!["lessons", "no-such-lesson"], 2, vec!["no-such-lesson"]),
    ] {
        let outcome = interleave(&arguments);
        assert_eq!(outcome.status, Some(status), "{arguments:?}: {}", outcome.stderr);
        for words in words {
            assert!(
                outcome.stderr.contains(words),
                "{arguments:?}: {words:?} is not in {:?}",
                outcome.stderr
            );
        }
    }
}

#[test]
fn exit_status_is_the_programs() {
    for (text, status) in [
        ("", 0),
        ("import sys\nsys.exit(3)", 3),
        ("raise SystemExit('words')", 1),
        ("1 / 0", 1),
        ("import os\nos._exit(9)", 9),
    ] {
        let path = file("status.py", text);
        for driver in DRIVERS {
            let outcome = interleave(&[&["run"], driver, &[&path]].concat());
            assert_eq!(outcome.status, Some(status), "{text:?} {driver:?} {}", outcome.stderr);
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_run() {
    let path = file(
        "seed.py",
        "import random\nfrom threading import Thread\ndef f(c):\n    for _ in range(30):\n        print(c, end='')\nt = [Thread(target=f, args=(c,)) for c in 'abc']\n[x.start() for x in t]\n[x.join() for x in t]\nprint(random.random())\n",
    );
    let run = |seed: &str| {
        interleave(&["run", "--driver", "sim", "--policy", "random", "--seed", seed, &path]).stdout
    };
    assert_eq!(run("7"), run("7"));
    let different = ["8", "9", "10"].iter().any(|seed| run(seed)[..90] != run("7")[..90]);
    assert!(different, "three other seeds gave the same order of 90 letters of three threads");
}

/// What `interleave check` says of a program, and that the commands it prints do again what they stand beside.
#[test]
fn check_tells_what_can_happen() {
    let update = "import threading\ntotal = 0\ndef work():\n    global total\n    old = total\n    total = old + 1\nt = [threading.Thread(target=work) for _ in range(2)]\nfor x in t: x.start()\nfor x in t: x.join()\nprint(total)\n";
    let locks = "import threading\na, b = threading.Lock(), threading.Lock()\ndef work(p, q):\n    with p, q: pass\nt = [threading.Thread(target=work, args=x) for x in [(a, b), (b, a)]]\nfor x in t: x.start()\nfor x in t: x.join()\nprint('through')\n";
    let order = "import threading\nt = [threading.Thread(target=print, args=(x + '\\n',), kwargs={'end': ''}) for x in 'ab']\nfor x in t: x.start()\nfor x in t: x.join()\n";
    let flag = "import threading, time\ndone = False\ndef work():\n    while not done: time.sleep(0.1)\n    print('stopped')\nt = threading.Thread(target=work)\nt.start()\ntime.sleep(0.3)\ndone = True\nt.join()\n";
    let locked = "import threading\nlock, total = threading.Lock(), 0\ndef work():\n    global total\n    for _ in range(3):\n        with lock: total += 1\nt = [threading.Thread(target=work) for _ in range(2)]\nfor x in t: x.start()\nfor x in t: x.join()\nprint(total)\n";
    let depends = "depends on the schedule";
    for (name, program, options, status, repeated, words) in [
        (
            "update",
            update,
            &["--runs", "300"][..],
            1,
            3,
            &[
                "| 1",
                "| 2",
                depends,
                "lost update of total, in ",
                "Thread-1 reads it in line 5, Thread-2 writes it in line 6, then Thread-1 writes it in line 6: what Thread-2 wrote is lost.",
            ][..],
        ),
        (
            "flag",
            flag,
            &[],
            0,
            2,
            &[
                "race of done, in 4 runs",
                "reads it in line 4",
                "All 2 inequivalent",
                "Every schedule gives this outcome",
            ],
        ),
        ("flag", flag, &["--fail-on", "race"], 1, 2, &["race of done"]),
        ("flag", flag, &["--fail-on", "race", "--no-races"], 0, 1, &["| stopped", "Every schedule gives"]),
        (
            "locks",
            locks,
            &[],
            1,
            2,
            &[
                "| through",
                "holds Lock 1 and waits for Lock 2",
                "Thread-1     4  with p, q: pass\n         Thread-2     4  with p, q: pass\n",
                depends,
            ],
        ),
        ("locks", locks, &["--fail-on", "error,race"], 0, 2, &["| through"]),
        ("locked", locked, &["--assert", "total == 6"], 0, 1, &["| 6"]),
        ("locked", locked, &["--assert", "total == 5"], 1, 1, &["| 6", "! AssertionError"]),
        ("order", order, &[], 1, 2, &["| a\n       | b", "| b\n       | a", depends]),
        ("order", order, &["--any-order"], 0, 1, &["| a\n       | b", "Every schedule gives"]),
        (
            "locked",
            locked,
            &["--prove"],
            0,
            1,
            &["All 20 inequivalent schedules searched, 1 outcome", "| 6", "Assumed: "],
        ),
        (
            "locked",
            locked,
            &["--prove", "--runs", "12"],
            3,
            1,
            &["12 schedules sampled, 1 outcome", "| 6", "no proof"],
        ),
        (
            "error",
            "1 / 0\n",
            &["--runs", "9"],
            1,
            1,
            &["! ZeroDivisionError", "exit status 1", "the same end"],
        ),
        ("endless", "while True: pass\n", &["--runs", "2"], 1, 1, &["did not end", "the same end"]),
    ] {
        let path = file(&format!("check-{name}.py"), program);
        let checked = interleave(&[&["check"], options, &[&path]].concat());
        assert_eq!(checked.status, Some(status), "{name} {}{}", checked.stdout, checked.stderr);
        for words in words {
            assert!(checked.stdout.contains(words), "{name} lacks {words}: {}", checked.stdout);
        }
        // One for each outcome and each race.
        let blocks: Vec<(&str, &str)> =
            checked.stdout.split("\n\n").filter_map(|block| block.split_once("interleave run ")).collect();
        assert_eq!(blocks.len(), repeated, "{name} {}", checked.stdout);
        if name == "endless" {
            continue;
        }
        for (block, command) in blocks {
            // What is written after a race, the outcomes say.
            let block = if block.contains(" of ") { checked.stdout.as_str() } else { block };
            let command = command.lines().next().unwrap_or_default();
            let again = interleave(&[&["run"][..], &command.trim().split(' ').collect::<Vec<_>>()].concat());
            let written = format!(
                "{}{}",
                again.stdout,
                again.stderr.replace("Deadlock: nothing can ever run again.\n", "")
            );
            assert!(!written.is_empty(), "{command}");
            for line in written.lines() {
                assert!(block.contains(line.trim()), "{line:?} of {command} is not in {block}");
            }
        }
    }
}

#[test]
fn check_answers_programs_too() {
    let program = file(
        "check-json.py",
        "import threading\nn = int(input())\ndef work():\n    global n\n    n += 1\nt = [threading.Thread(target=work) for _ in range(2)]\nfor x in t: x.start()\nfor x in t: x.join()\nprint(n)\nassert n == 7\n",
    );
    let input = file("check-json.txt", "5\n");
    let checked = interleave(&["check", "--json", "--stdin", &input, &program]);
    assert_eq!(checked.status, Some(1), "{}", checked.stderr);
    let report: serde_json::Value = serde_json::from_str(&checked.stdout).expect("it is JSON");
    assert_eq!(report["version"], 1);
    assert_eq!(report["verdict"], serde_json::json!({"kind": "all", "schedules": 4, "redundant": 0}));
    let outcomes = report["outcomes"].as_array().expect("a list");
    let ended: Vec<_> =
        outcomes.iter().map(|outcome| (outcome["stdout"].as_str(), outcome["error"].as_bool())).collect();
    assert!(
        ended.contains(&(Some("7\n"), Some(false))) && ended.contains(&(Some("6\n"), Some(true))),
        "{ended:?}"
    );
    let failed = outcomes.iter().find(|outcome| outcome["error"] == true).expect("one fails");
    let lines: Vec<_> =
        failed["steps"].as_array().expect("a list").iter().map(|step| &step["line"]).collect();
    assert_eq!(lines[..2], [5, 5], "{lines:?}");
    assert_eq!(report["races"][0]["kind"], "lost update");
}

#[test]
fn a_trace_names_every_worker() {
    for driver in ["native", "sim"] {
        for ending in ["json", "csv", "jsonl"] {
            let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("trace-{driver}.{ending}"));
            let outcome = interleave(&[
                "run",
                "creator_consumer.py",
                "--driver",
                driver,
                "--trace",
                path.to_str().expect("UTF-8"),
            ]);
            // The option may stand behind the file only where the file ends the options.
            assert_eq!(outcome.status, Some(0), "{}", outcome.stderr);
            let trace = std::fs::read_to_string(&path).unwrap_or_default();
            for words in ["Process-1", "Process-2", "Queue"] {
                assert!(trace.contains(words), "{driver} {ending}: no {words} in {} bytes", trace.len());
            }
        }
    }
}

#[test]
fn lessons_are_listed() {
    let outcome = interleave(&["lessons"]);
    assert_eq!(outcome.status, Some(0));
    for words in ["lost-update", "WORKERS", "level 2"] {
        assert!(outcome.stdout.contains(words), "{}", outcome.stdout);
    }
    assert!(interleave(&["lessons", "lost-update"]).stdout.contains("global counter"));
}

/// The programs of the course that started this project, where they are at hand.
fn seeds_run_as_under_cpython(options: &[&str], race: Race, threads: Threads) {
    if !seeds::are_here() {
        println!("no seed programs here: left out");
        return;
    }
    // One after the other: some of them are about time.
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut command: Vec<OsString> = vec![interleave_tests::interleave().into(), "run".into()];
    command.extend(options.iter().map(OsString::from));
    seeds::check(&command, race, threads).unwrap_or_else(|report| panic!("{report}"));
}

#[test]
fn seed_programs() {
    seeds_run_as_under_cpython(&[], Race::Meets, Threads::InTurn);
}

#[test]
fn seed_programs_without_a_gil() {
    seeds_run_as_under_cpython(&["--no-gil"], Race::Meets, Threads::AtOnce);
}

#[test]
fn seed_programs_in_the_simulator() {
    // One of them prints the number of cores.
    let cores = std::thread::available_parallelism().map_or(1, usize::from).to_string();
    seeds_run_as_under_cpython(&["--driver", "sim", "--cores", &cores], Race::EndsWell, Threads::InTurn);
}

/// A schedule that was recorded on the page while a visitor chose: what they picked is repeated, and afterwards nobody is there
/// to choose.
#[test]
fn a_visitors_schedule_is_repeated_without_one() {
    use interleave_runtime::sim::Schedule;
    use interleave_runtime::sim::policy::{Choice, PolicyKind};
    let program = file(
        "visitor.py",
        "import threading\nthreads = [threading.Thread(target=print, args=(n,)) for n in range(3)]\n\
         for thread in threads: thread.start()\nfor thread in threads: thread.join()\nprint('end')\n",
    );
    let schedule = |choices| Schedule { choices, ..Schedule::of(PolicyKind::Visitor, 0) }.to_string();
    for choices in [Vec::new(), vec![Choice { index: 0, instructions: 100 }; 3]] {
        let outcome = interleave(&["run", "--driver", "sim", "--schedule", &schedule(choices), &program]);
        assert_eq!(
            (outcome.status, outcome.stdout.as_str()),
            (Some(0), "0\n1\n2\nend\n"),
            "{}",
            outcome.stderr
        );
    }
}
