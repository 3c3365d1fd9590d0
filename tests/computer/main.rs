//! "This computer": what `interleave serve` lends to pages, and what it does not, whatever they send.
//!
//! Needs the release binary; `cargo xtask test` builds it.

mod server;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use interleave_trace::{Kind, TextStream};
use serde_json::json;
use server::{Page, Server, until};
use tungstenite::{HandshakeError, Message};

/// The start of a program that must not be imported by its children again.
const MAIN: &str = "if __name__ == '__main__':\n";

#[test]
fn programs_run_on_processes_of_their_own() {
    let server = Server::start(&[]);
    let mut page = server.page();
    for (program, stdout, status) in [
        ("print('hello')", "hello\n", 0),
        ("", "", 0),
        ("import sys; sys.exit(3)", "", 3),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "", -9),
        ("import os; print(sorted(os.environ))", "['PATH']\n", 0),
        (
            "from threading import Thread\nt = Thread(target=print, args=('in', 'a', 'thread')); t.start(); t.join()",
            "in a thread\n",
            0,
        ),
        (
            "import multiprocessing as m\ndef f(x): return x * x\nif __name__ == '__main__':\n    with m.Pool(3) as p: print(p.map(f, range(4)))",
            "[0, 1, 4, 9]\n",
            0,
        ),
    ] {
        let ran = page.ran(program);
        assert_eq!(
            (ran.stdout().as_str(), ran.status),
            (stdout, status),
            "{program}: {}",
            ran.text(TextStream::Stderr)
        );
        assert_eq!(ran.failed, "");
    }
    let ran = page.ran("1 / 0");
    assert_eq!(ran.status, 1);
    let error = ran.text(TextStream::Stderr);
    assert!(
        error.contains("line 1, in <module>") && error.ends_with("ZeroDivisionError: division by zero\n"),
        "{error}"
    );
    until("nothing is left", || server.is_empty());
}

#[test]
fn a_page_hears_of_everything_in_order() {
    let server = Server::start(&[]);
    let program = format!(
        "from multiprocessing import Process\nimport time\ndef f(): time.sleep(0.3)\n{MAIN}    ps = [Process(target=f) for _ in range(64)]\n    for p in ps: p.start()\n    for p in ps: p.join()\n    open('note.txt', 'w').write('kept')\n    print('done')\n"
    );
    let ran = server.page().ran(&program);
    assert_eq!((ran.stdout().as_str(), ran.status), ("done\n", 0));
    assert_eq!(
        (ran.heard.first().unwrap().as_str(), ran.heard.last().unwrap().as_str()),
        ("Started", "Finished")
    );
    assert!(ran.heard.iter().any(|name| name == "WorkerCount"));
    assert_eq!(ran.files.into_iter().collect::<Vec<_>>(), [("note.txt".to_owned(), Some("kept".to_owned()))]);
    let count = |kind: fn(&Kind) -> bool| {
        ran.events.iter().filter(|event| event.worker.thread == 0 && kind(&event.kind)).count()
    };
    assert_eq!(
        (
            count(|kind| matches!(kind, Kind::Started { .. })),
            count(|kind| matches!(kind, Kind::Exited { .. }))
        ),
        (65, 65)
    );
    assert_eq!(ran.summary.processes, 65);
    assert!(ran.summary.workers > 32 && ran.summary.seconds > 0.3, "{:?}", ran.summary);
    assert!(!ran.summary.stopped && ran.summary.limit.is_empty());
}

#[test]
fn what_a_program_writes_comes_while_it_runs() {
    let server = Server::start(&[]);
    let mut page = server.page();
    page.start("print('first')\nname = input('name? ')\nprint('hello', name)\nprint(input())");
    page.follow_until("name? ");
    page.send(&json!({ "Input": { "run": 1, "line": "Ada" } }));
    page.follow_until("hello Ada\n");
    page.send(&json!({ "Input": { "run": 1, "line": "ä\u{1f600}" } }));
    let ran = page.follow();
    assert_eq!((ran.stdout().as_str(), ran.status), ("ä\u{1f600}\n", 0));
    // Lines that are known, and no more.
    page.start_with("import sys\nprint(sys.stdin.readlines())", json!({ "driver": "Native" }), &["a", "b"]);
    assert_eq!(page.follow().stdout(), "['a\\n', 'b\\n']\n");
    // Without a GIL too.
    page.start_with(
        "import sys\nprint(sys._is_gil_enabled())",
        json!({ "driver": "Native", "gil": false }),
        &[],
    );
    assert_eq!(page.follow().stdout(), "False\n");
}

#[test]
fn stop_ends_all_of_a_run() {
    let server = Server::start(&[]);
    let mut page = server.page();
    let forks = "import os, time\nfor _ in range(5): os.fork()\nprint('up', flush=True)\nwhile True: pass\n";
    for (program, sign) in [
        ("print('up')\nwhile True: pass", "up"),
        ("import time\nprint('up')\ntime.sleep(1000)", "up"),
        ("print('up')\ninput()", "up"),
        (forks, "up"),
        (
            "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('up')\nwhile True: print('x' * 1000)",
            "up",
        ),
    ] {
        let run = page.start(program);
        page.follow_until(sign);
        page.send(&json!({ "Stop": { "run": run } }));
        let ran = page.follow();
        assert_eq!((ran.summary.stopped, ran.status), (true, -9), "{program}");
    }
    // The next program takes the place of one that runs.
    page.start("import time\nprint('up')\ntime.sleep(1000)");
    page.follow_until("up");
    assert_eq!(page.ran("print('next')").stdout(), "next\n");
    until("nothing is left", || server.is_empty());
}

#[test]
fn what_is_too_much_ends_a_run_and_is_said() {
    let limits = ["--run-output", "1", "--run-files", "2", "--run-memory", "256", "--run-processes", "8"];
    let servers =
        ["2", "300"].map(|seconds| Server::start(&[&["--run-time", seconds], &limits[..]].concat()));
    let mut pages = servers.each_ref().map(Server::page);
    for (program, limit, status, last) in [
        ("while True: pass", "2 s were over. interleave serve --run-time", -9, ""),
        (
            "while True: print('x' * 10_000)",
            "it wrote more than 1 MiB. interleave serve --run-output",
            -9,
            "",
        ),
        (
            "import time\nfor n in range(100): open(f'{n}.bin', 'wb').write(b'x' * 100_000)\ntime.sleep(9)",
            "its files took more than 2 MiB. interleave serve --run-files",
            -9,
            "",
        ),
        // Each of these the program hears itself.
        (
            "open('a.bin', 'wb').write(b'x' * 10_000_000)",
            "",
            1,
            "OSError: [Errno 27] File too large: 'a.bin'\n",
        ),
        ("x = []\nwhile True: x.append(b'x' * 1_000_000)", "", 1, "MemoryError\n"),
        ("b'x' * 10 ** 10", "", 1, "MemoryError\n"),
        (
            "import os, time\nwhile True:\n    if os.fork() == 0: time.sleep(9)",
            "",
            1,
            "BlockingIOError: [Errno 11] Resource temporarily unavailable\n",
        ),
        // A bomb of forks, all of which go on.
        ("import os\nwhile True:\n    try: os.fork()\n    except OSError: pass", "2 s were over", -9, ""),
        ("def f(): f()\nf()", "", 1, "RecursionError: maximum recursion depth exceeded\n"),
    ] {
        // What the time does not end has enough of it.
        let page = &mut pages[usize::from(!limit.contains("2 s"))];
        let ran = page.ran(program);
        let error = ran.text(TextStream::Stderr);
        assert!(ran.summary.limit.contains(limit), "{program}: {:?}", ran.summary.limit);
        assert_eq!(
            (ran.summary.limit.is_empty(), ran.status),
            (limit.is_empty(), status),
            "{program}: {error}"
        );
        assert!(error.ends_with(last), "{program}: {error}");
        assert_eq!(page.ran("print('well')").stdout(), "well\n", "after {program}");
    }
    until("nothing is left", || servers.iter().all(Server::is_empty));
}

#[test]
fn a_slow_page_holds_its_program_back() {
    let server = Server::start(&["--run-output", "1000"]);
    let mut page = server.page();
    let run = page.start("n = 0\nwhile True:\n    n += 1\n    print(n)");
    // What is not seen is not gone on with: the count stands still.
    let mut got = 0;
    page.socket.get_ref().set_read_timeout(Some(Duration::from_secs(2))).unwrap();
    let quiet = loop {
        match page.socket.read() {
            Ok(Message::Binary(frame)) => got += frame.len(),
            Ok(_) => {}
            Err(error) => break error,
        }
        assert!(got < 50_000_000, "it goes on");
    };
    assert!(
        matches!(&quiet, tungstenite::Error::Io(error) if error.kind() == std::io::ErrorKind::WouldBlock),
        "{quiet}"
    );
    page.socket.get_ref().set_read_timeout(Some(server::PATIENCE)).unwrap();
    page.send(&json!({ "Seen": { "run": run, "weight": 1_000_000_000 } }));
    page.follow_until("\n");
    page.send(&json!({ "Stop": { "run": run } }));
    assert!(page.follow().summary.stopped);
}

#[test]
fn runs_wait_for_their_turn() {
    let server = Server::start(&["--max-runs", "1"]);
    let mut pages: Vec<Page> = (0..4).map(|_| server.page()).collect();
    pages[0].start("print('up')\ninput()");
    pages[0].follow_until("up");
    for (at, page) in pages.iter_mut().enumerate().skip(1) {
        page.start("print('turn')");
        assert_eq!(page.hear().0, json!({ "Queued": { "run": 1, "before": at } }));
    }
    // One gives up its place, one is closed: those behind move on.
    pages[1].send(&json!({ "Stop": { "run": 1 } }));
    assert!(pages[1].follow().summary.stopped);
    assert_eq!(pages[2].hear().0, json!({ "Queued": { "run": 1, "before": 1 } }));
    assert_eq!(pages[3].hear().0, json!({ "Queued": { "run": 1, "before": 2 } }));
    drop(pages.remove(2));
    assert_eq!(pages[2].hear().0, json!({ "Queued": { "run": 1, "before": 1 } }));
    pages[0].send(&json!({ "Input": { "run": 1, "line": "" } }));
    assert_eq!(pages[0].follow().status, 0);
    assert_eq!(pages[2].follow().stdout(), "turn\n");
}

#[test]
fn only_a_page_with_the_token_gets_in() {
    let server = Server::start(&[]);
    let own = format!("http://{}", server.host);
    for (origin, token, expected) in [
        (own.as_str(), server.token.as_str(), 101),
        (own.as_str(), "0123456789abcdef0123456789abcdef", 403),
        (own.as_str(), "", 403),
        ("http://evil.example", server.token.as_str(), 403),
        ("null", server.token.as_str(), 403),
    ] {
        let stream = TcpStream::connect(&server.host).unwrap();
        let status = match tungstenite::client(server.request(origin, token), stream) {
            Ok((_, response)) => response.status(),
            Err(HandshakeError::Failure(tungstenite::Error::Http(response))) => response.status(),
            Err(error) => panic!("{error}"),
        };
        assert_eq!(status, expected, "{origin} {token}");
    }
    // Not lent at all.
    let server = Server::start(&["--no-runs"]);
    assert_eq!(server.token, "");
    let stream = TcpStream::connect(&server.host).unwrap();
    let refused = tungstenite::client(server.request(&format!("http://{}", server.host), ""), stream);
    assert!(
        matches!(refused, Err(HandshakeError::Failure(tungstenite::Error::Http(response))) if response.status() == 404)
    );
}

#[test]
fn the_printed_address_leads_to_a_page_that_may() {
    let server = Server::start(&[]);
    let get = |path: &str, cookie: &str| {
        let mut stream = TcpStream::connect(&server.host).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nhost: {}\r\ncookie: {cookie}\r\nconnection: close\r\n\r\n",
            server.host
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    let answer = get(&format!("/?token={}&theme=dark", server.token), "");
    assert!(answer.starts_with("HTTP/1.1 303") && answer.contains("location: /?theme=dark\r\n"), "{answer}");
    let cookie = answer.split("set-cookie: ").nth(1).unwrap().split(';').next().unwrap();
    let answer = get("/?theme=dark", cookie);
    assert!(answer.contains("<meta name=interleave-computer content=\"A run may take 5 min"), "{answer}");
    let answer = get("/", "");
    assert!(answer.contains("data-why=\"This page may not run programs on this computer"), "{answer}");
}

#[test]
fn nothing_that_is_sent_harms_the_server() {
    let server = Server::start(&[]);
    let before = server.descriptors();
    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for (name, frames) in [
        ("no JSON", vec![Message::text("{")]),
        ("too deep", vec![Message::text(nested)]),
        ("other messages", vec![Message::text(r#"{"Nothing": 1}"#), Message::text("null")]),
        (
            "what is for nobody",
            vec![
                Message::text(r#"{"Seen": {"run": 5, "weight": 18446744073709551615}}"#),
                Message::text(r#"{"Stop": {"run": 9}}"#),
            ],
        ),
        (
            "for the simulator",
            vec![
                Message::text(r#"{"Run": {"run": 1}}"#),
                Message::text(r#"{"Explore": {"request": {}, "schedules": 10}}"#),
            ],
        ),
        ("bytes", vec![Message::binary(vec![0; 1000])]),
        ("too long", vec![Message::text("x".repeat(5 << 20))]),
        ("too many lines", {
            let run = json!({ "Run": { "run": 1, "spec": {
                "program": { "main": { "file": "a.py", "text": "import time; time.sleep(1000)" } },
                "settings": { "driver": "Native" }, "stdin": { "open": true } } } });
            let line = json!({ "Input": { "run": 1, "line": "x".repeat(1000) } });
            std::iter::once(run)
                .chain(std::iter::repeat_n(line, 2000))
                .map(|message| Message::text(message.to_string()))
                .collect()
        }),
    ] {
        let mut page = server.page();
        for frame in frames {
            // It may have been closed after the first.
            let _ = page.socket.send(frame);
        }
        let _ = page.socket.flush();
        drop(page);
        assert_eq!(server.page().ran("print('well')").stdout(), "well\n", "after {name}");
    }
    // Bytes that are no frames, and connections that say nothing.
    let mut page = server.page();
    page.socket.get_mut().write_all(&[0xff; 4096]).unwrap();
    let silent: Vec<_> = (0..50).map(|_| TcpStream::connect(&server.host).unwrap()).collect();
    assert_eq!(server.page().ran("print('well')").stdout(), "well\n");
    drop((page, silent));
    until("nothing is left", || server.is_empty() && server.descriptors() <= before);
}

#[test]
fn a_run_ends_with_its_page_and_with_the_server() {
    let endless = "import os, time\nopen('a', 'w').write('x')\nos.fork()\nos.fork()\nprint('up', flush=True)\nwhile True: time.sleep(0.01)";
    for signal in [None, Some("-INT"), Some("-TERM"), Some("-KILL")] {
        let mut server = Server::start(&["--max-runs", "3"]);
        let mut pages: Vec<Page> = (0..3).map(|_| server.page()).collect();
        for page in &mut pages {
            page.start(endless);
            page.follow_until("up");
        }
        until("all are there", || server.processes().len() == 12);
        let Some(signal) = signal else {
            drop(pages);
            until("nothing is left", || server.is_empty());
            continue;
        };
        let all = server.processes();
        let status = Command::new("kill").args([signal, &server.child.id().to_string()]).status().unwrap();
        assert!(status.success());
        let ended = server.child.wait().unwrap();
        assert_eq!(ended.success(), signal != "-KILL", "{signal}: {ended}");
        until("no process is left", || !all.iter().any(|&pid| server::is_alive(pid)));
        // Who is killed cannot clear up: its folders go with the next run on this computer, a minute later.
        assert!(signal == "-KILL" || server.folders().is_empty(), "{signal}: {:?}", server.folders());
        for folder in server.folders() {
            std::fs::remove_dir_all(folder).unwrap();
        }
    }
}

#[test]
fn two_hundred_pages_run_at_once() {
    let server = Server::start(&[]);
    let before = server.descriptors();
    let mut pages: Vec<Page> = (0..200).map(|_| server.page()).collect();
    let began = Instant::now();
    for (at, page) in pages.iter_mut().enumerate() {
        page.start(&format!(
            "import threading\nt = threading.Thread(target=print, args=({at},)); t.start(); t.join()"
        ));
    }
    for (at, page) in pages.iter_mut().enumerate() {
        let ran = page.follow();
        assert_eq!((ran.stdout(), ran.status, ran.failed.as_str()), (format!("{at}\n"), 0, ""));
    }
    println!("200 runs in {:.1} s", began.elapsed().as_secs_f64());
    drop(pages);
    until("nothing is left", || server.is_empty() && server.descriptors() <= before);
}
