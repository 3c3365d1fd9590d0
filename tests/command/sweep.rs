//! `interleave sweep`: what it runs, what it measures, and what it writes.

use std::path::Path;

use serde_json::Value;

use super::{Outcome, file, interleave, interleave_with_input};

/// Eight seconds of sleep, shared out; one of them nobody takes from the first.
const SLEEPERS: &str = "import threading, time
WORKERS = 1  #@param {type:\"slider\", min:1, max:8}
FACTOR = 1.0  #@param {type:\"number\", min:0.001, max:1}
FAIL = False  #@param {type:\"boolean\"}
time.sleep(1 * FACTOR)
threads = [threading.Thread(target=time.sleep, args=(7 * FACTOR / WORKERS,)) for _ in range(WORKERS)]
for thread in threads: thread.start()
for thread in threads: thread.join()
if FAIL: raise ValueError('as told')
";

fn sweep(arguments: &[&str], program: &str) -> Outcome {
    interleave(&[&["sweep"], arguments, &[program]].concat())
}

fn value(arguments: &[&str], program: &str) -> Value {
    let outcome = sweep(&[&["--json"], arguments].concat(), program);
    serde_json::from_str(&outcome.stdout)
        .unwrap_or_else(|error| panic!("{error}: {} {}", outcome.stdout, outcome.stderr))
}

/// In virtual time all numbers are known.
#[test]
fn the_laws_are_found_in_virtual_time() {
    let program = file("sleepers.py", SLEEPERS);
    for (arguments, law, serial) in [
        (&["--param", "WORKERS=1..8"][..], "Amdahl 1967", 1.0 / 8.0),
        (&["--param", "WORKERS=1,2,4", "--set", "FACTOR=0.5"], "Amdahl 1967", 1.0 / 8.0),
        (&["--param", "WORKERS=4,1,2"], "Amdahl 1967", 1.0 / 8.0),
    ] {
        let report = value(&[&["--driver", "sim"], arguments].concat(), &program);
        let series = &report["series"][0];
        let fit = series["fits"]
            .as_array()
            .expect("a list")
            .iter()
            .find(|fit| fit["law"] == law)
            .expect("it is fitted");
        let near = |value: &Value, expected: f64| {
            value.as_f64().is_some_and(|value| (value - expected).abs() < 0.01)
        };
        assert!(near(&fit["serial_share"], serial) && near(&fit["rms_error"], 0.0), "{arguments:?} {fit}");
        for point in series["points"].as_array().expect("a list") {
            assert_eq!(point["seconds"].as_array().map(Vec::len), Some(1), "a simulation is run once");
        }
        assert_eq!((&report["virtual"], &report["version"]), (&true.into(), &1.into()));
    }
    let table = sweep(&["--driver", "sim", "--param", "WORKERS=1,7"], &program).stdout;
    for words in [
        "virtual time in seconds, simulated (sim)",
        "  4.00        0.57\n",
        "serial share 12.5 %, so at most 8.0 times faster",
        "●",
    ] {
        assert!(table.contains(words), "{words} is not in\n{table}");
    }
    assert!(!table.contains('\x1b'), "{table:?}");
}

#[test]
fn every_driver_runs_every_value_so_often() {
    let program = file("sweep-drivers.py", SLEEPERS);
    for driver in [
        &["native"][..],
        &["native", "--no-gil"],
        &["sim"],
        &["cpython"],
        &["cpython", "--python", "python3"],
    ] {
        let arguments =
            ["--set", "FACTOR=0.001", "--param", "WORKERS=1,2", "--param", "FAIL=off", "--repeat", "2"];
        let report = value(&[&["--driver"], driver, &arguments].concat(), &program);
        let series = &report["series"][0];
        assert_eq!(series["parameters"]["FAIL"], "off", "{driver:?} {report:#}");
        let points = series["points"].as_array().expect("a list");
        let counts: Vec<_> = points.iter().map(|point| point["seconds"].as_array().map(Vec::len)).collect();
        assert_eq!(counts, [Some(2), Some(2)], "{driver:?} {report:#}");
        assert_eq!(points[0]["speed_up"], 1.0, "{driver:?}");
    }
}

#[test]
fn failures_are_told_and_the_rest_is_measured() {
    let program = file("sweep-fails.py", SLEEPERS);
    for driver in ["native", "sim", "cpython"] {
        let arguments =
            ["--driver", driver, "--repeat", "1", "--set", "FACTOR=0.001", "--param", "FAIL=off,on"];
        let outcome = sweep(&arguments, &program);
        assert_eq!(outcome.status, Some(1), "{driver} {}", outcome.stderr);
        assert!(
            outcome.stdout.contains("on  exit status 1: ValueError: as told\n"),
            "{driver} {}",
            outcome.stdout
        );
        assert!(outcome.stdout.contains("FAIL=off █"), "{driver} {}", outcome.stdout);
    }
    let deadlock = "N = 1  #@param {type:\"integer\"}\nimport threading\nlock = threading.Lock()\nfor _ in range(N): lock.acquire()\n";
    let outcome = interleave_with_input(&["sweep", "--driver", "sim", "--param", "N=1,2", "-"], deadlock);
    assert!(outcome.stdout.contains("2  deadlock\n"), "{} {}", outcome.stdout, outcome.stderr);
}

#[test]
fn files_are_written() {
    let program = file("sweep-files.py", SLEEPERS);
    let place = |name: &str| Path::new(env!("CARGO_TARGET_TMPDIR")).join(name).display().to_string();
    let (csv, svg) = (place("sweep.csv"), place("sweep.svg"));
    let arguments = [
        "--driver",
        "sim",
        "--param",
        "WORKERS=1,2",
        "--param",
        "FACTOR=0.5,1",
        "--csv",
        &csv,
        "--svg",
        &svg,
    ];
    let outcome = sweep(&arguments, &program);
    assert_eq!(outcome.status, Some(0), "{}", outcome.stderr);
    let table = std::fs::read_to_string(csv).expect("it is written");
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(
        lines[0],
        "WORKERS,FACTOR,runs,median_seconds,min_seconds,max_seconds,speed_up,efficiency,failed"
    );
    let begins: Vec<String> =
        lines[1..].iter().map(|line| line.split(',').take(3).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(begins, ["1 0.5 1", "2 0.5 1", "1 1 1", "2 1 1"]);
    let picture = std::fs::read_to_string(svg).expect("it is written");
    assert!(picture.contains("Amdahl 1967") && picture.contains("FACTOR=0.5"), "{picture}");
}

#[test]
fn a_program_has_its_input_and_arguments() {
    let code = "import sys\nN = 1  #@param {type:\"integer\"}\nif (sys.argv[1:], input()) != (['x', '--y'], 'from outside'): raise ValueError(sys.argv)\n";
    let input = file("sweep-input.txt", "from outside\n");
    let program = file("sweep-input.py", code);
    for driver in ["native", "sim", "cpython"] {
        let arguments = ["sweep", "--driver", driver, "--repeat", "1", "--param", "N=1,2", "--stdin", &input];
        for form in [&[program.as_str()][..], &["-c", code]] {
            let outcome = interleave(&[&arguments[..], form, &["x", "--y"]].concat());
            assert_eq!(outcome.status, Some(0), "{driver} {}{}", outcome.stdout, outcome.stderr);
        }
    }
}

#[test]
fn mistakes_are_answered() {
    let program = file("sweep-mistakes.py", SLEEPERS);
    let bare = file("sweep-bare.py", "print(1)\n");
    for (arguments, program, words) in [
        (
            &[][..],
            &program,
            &["say what is to be varied", "WORKERS", "a whole number from 1 to 8; now 1"][..],
        ),
        (
            &["--param", "WORKERS=1..9"],
            &program,
            &["WORKERS cannot be 9", "FACTOR", "a number from 0.001 to 1"],
        ),
        (&["--param", "WORKER=1"], &program, &["did you mean WORKERS?", "FAIL", "True or False"]),
        (&["--param", "N=1"], &bare, &["sweep-bare.py has no parameters", "#@param"]),
        (&["--param", "WORKERS=1", "--repeat", "0"], &program, &["--repeat"]),
        (&["--param", "WORKERS=1", "--driver", "web"], &program, &["native, sim, cpython"]),
        (&["--param", "WORKERS=1", "--cores", "2"], &program, &["--cores is for --driver sim"]),
        (&["--param", "WORKERS=1", "--python", "python3"], &program, &["--python is for --driver cpython"]),
        (&["--param", "WORKERS=1", "--driver", "cpython", "--no-gil"], &program, &["its build says"]),
        (
            &["--param", "WORKERS=1", "--driver", "cpython", "--python", "python9"],
            &program,
            &["there is no interpreter `python9`"],
        ),
        (
            &["--param", "WORKERS=1", "--svg", "/nonexistent/a.svg"],
            &program,
            &["--svg", "no folder /nonexistent"],
        ),
        (&["--param", "WORKERS=1", "--csv", "/"], &program, &["--csv /", "folder"]),
    ] {
        let outcome = sweep(arguments, program);
        assert_eq!(outcome.status, Some(2), "{arguments:?} {}", outcome.stderr);
        for words in words {
            assert!(outcome.stderr.contains(words), "{arguments:?}: {words} is not in {}", outcome.stderr);
        }
    }
}
