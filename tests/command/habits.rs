//! What one expects of a command that one keeps: completions, a manual, a timeline in the terminal, colours where they belong.

use std::path::Path;
use std::process::Command;

use super::{file, interleave, programs};

#[test]
fn shells_complete_every_command() {
    for (shell, words) in [
        ("bash", "_interleave()"),
        ("zsh", "#compdef interleave"),
        ("fish", "complete -c interleave"),
        ("elvish", "edit:completion"),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        let outcome = interleave(&["completions", shell]);
        assert_eq!((outcome.status, outcome.stderr.as_str()), (Some(0), ""), "{shell}");
        for words in [words, "sweep", "compare", "policy"] {
            assert!(outcome.stdout.contains(words), "{shell}: no {words}");
        }
    }
    // A shell that is here reads what it is given.
    let script = file("completions.bash", interleave(&["completions", "bash"]).stdout);
    let bash =
        Command::new("bash").arg("-c").arg(format!("source {script} && complete -p interleave")).output();
    let told = bash.expect("bash is installed").stdout;
    assert!(String::from_utf8_lossy(&told).contains("_interleave"), "{told:?}");
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    for (arguments, title, words) in [
        (&["man"][..], ".TH interleave 1", "interleave\\-run(1)"),
        (&["man", "run"], ".TH interleave-run 1", "\\-\\-compare"),
        (&["man", "sweep"], ".TH interleave-sweep 1", "\\-\\-param"),
    ] {
        let page = interleave(arguments).stdout;
        assert!(page.contains(title) && page.contains(words), "{arguments:?}: {page}");
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("manual");
    std::fs::create_dir_all(&folder).expect("it can be made");
    assert_eq!(interleave(&["man", "--dir", folder.to_str().expect("UTF-8")]).status, Some(0));
    for page in ["interleave.1", "interleave-check.1", "interleave-sweep.1"] {
        assert!(folder.join(page).is_file(), "{page}");
    }
    for (arguments, words) in [
        (&["man", "rnu"][..], "there is no command `rnu`; there are run, check"),
        (&["man", "--dir", "/nonexistent"], "/nonexistent: make the folder first"),
        (&["completions", "tcsh"], "bash"),
    ] {
        let outcome = interleave(arguments);
        assert_eq!(outcome.status, Some(2), "{arguments:?}");
        assert!(outcome.stderr.contains(words), "{arguments:?}: {}", outcome.stderr);
    }
}

const WORKERS: &str = "import threading, time
lock = threading.Lock()
def work():
    with lock: time.sleep(1)
threads = [threading.Thread(target=work, name=name) for name in ('first', 'second')]
for thread in threads: thread.start()
for thread in threads: thread.join()
print('end')
";

fn timeline(columns: &str, arguments: &[&str]) -> (String, String) {
    let mut command = Command::new(interleave_tests::interleave());
    command.args(["run", "--timeline"]).args(arguments).current_dir(programs()).env("COLUMNS", columns);
    let done = interleave_tests::output(&mut command);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is text");
    (text(done.stdout), text(done.stderr))
}

/// In virtual time it is the same each time: who waits, and who holds the lock.
#[test]
fn a_timeline_shows_every_worker() {
    let program = file("timeline.py", WORKERS);
    for columns in [80, 100, 137] {
        let (stdout, lanes) = timeline(&columns.to_string(), &["--driver", "sim", &program]);
        assert_eq!(stdout, "end\n");
        let lane = |name: &str| -> String {
            let line = lanes
                .lines()
                .find(|line| line.contains(name))
                .unwrap_or_else(|| panic!("no {name} in {lanes}"));
            line.chars().skip(19).collect()
        };
        let (main, first, second, lock) = (lane("A main"), lane("B first"), lane("C second"), lane("  Lock"));
        let half = (columns - 21) / 2;
        let count = |lane: &str, glyph| lane.chars().filter(|c| *c == glyph).count().abs_diff(half) < 3;
        assert!(count(&first, '·') && !first.contains('▒'), "{lanes}");
        assert!(count(&second, '·') && count(&second, '▒'), "{lanes}");
        assert!(main.chars().filter(|c| *c == '▒').count() + 4 > columns - 21, "{lanes}");
        assert!(count(&lock, 'B') && count(&lock, 'C') && !lock.contains('A'), "{lanes}");
        assert!(lanes.lines().all(|line| line.chars().count() <= columns), "{columns}\n{lanes}");
        assert!(lanes.contains("▒ waits") && lanes.contains("2 s\n"), "{lanes}");
    }
}

#[test]
fn a_timeline_is_there_on_every_driver_and_says_how_workers_end() {
    let program = file(
        "timeline-raises.py",
        "import threading\nt = threading.Thread(target=lambda: 1 / 0, name='bad')\nt.start()\nt.join()\n",
    );
    for driver in super::DRIVERS {
        let (_, lanes) = timeline("80", &[driver, &[program.as_str()]].concat());
        for words in ["A main", "B bad", "✗ ended by an exception", "ZeroDivisionError"] {
            assert!(lanes.contains(words), "{driver:?}: no {words} in\n{lanes}");
        }
    }
    let (stdout, lanes) = timeline("79", &["-c", "print(1)"]);
    assert_eq!(stdout, "1\n");
    assert!(lanes.contains("needs 80 columns, and here are 79"), "{lanes}");
}

/// On a terminal there are colours, unless `NO_COLOR` is set; elsewhere never. A log of continuous integration shows them though
/// its terminal is dumb: the convention of `anstyle-query`.
#[test]
fn colours_are_for_terminals() {
    let binary = interleave_tests::interleave();
    let run = "run --driver sim --timeline -c 1";
    for (setting, coloured) in [
        ("TERM=xterm", true),
        ("NO_COLOR=1 TERM=xterm", false),
        ("TERM=dumb", false),
        ("CI=true TERM=dumb", true),
        ("CI=true NO_COLOR=1 TERM=dumb", false),
    ] {
        let line = format!("env -i COLUMNS=100 {setting} {} {run}", binary.display());
        // `script` gives it a terminal.
        let done = interleave_tests::output(Command::new("script").args(["-qec", &line, "/dev/null"]));
        let text = String::from_utf8_lossy(&done.stdout);
        assert!(text.contains("A main"), "{line}: {text}");
        assert_eq!(text.contains("\x1b["), coloured, "{line}: {text:?}");
    }
    let (_, plain) = timeline("100", &["--driver", "sim", "-c", "1"]);
    assert!(plain.contains("A main") && !plain.contains('\x1b'), "{plain:?}");
}
