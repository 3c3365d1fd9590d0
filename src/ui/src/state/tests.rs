//! The state, action by action.

use interleave_lesson::Lesson;
use interleave_protocol::{
    Capabilities, Capability, Found, FromSupervisor, Place, RunId, RunRequest, Scope, Step, Summary,
};
use interleave_trace::{Event, Kind, TextStream, Worker};

use interleave_run::{Driver, Policy, Settings, Source};

use super::*;
use crate::lessons;
use crate::sweep::{self, Axis};
use crate::traceback::Fault;

const SLUG: &str = "02-sharing/lost-update";

fn lesson() -> State {
    State::new(Link::read("", &format!("#/{SLUG}")))
}

fn text(stream: TextStream, text: &str) -> Event {
    let kind = Kind::Text { stream, text: text.into() };
    Event { time: 5, worker: Worker { pid: 1, thread: 0 }, kind }
}

fn set_param(state: State, name: &str, value: &str) -> State {
    state.after(Action::SetParam { name: name.into(), value: value.into() })
}

#[test]
fn parameters_are_in_the_code_and_in_the_link() {
    let state = set_param(lesson(), "WORKERS", "8");
    assert!(state.code.contains("WORKERS = 8  #@param"));
    assert_eq!(state.link().write(), format!("/{SLUG}?WORKERS=8"));
    assert!(state.has_other_values() && !state.is_edited());
    let state = state.after(Action::ResetParams);
    assert_eq!(state.link().write(), format!("/{SLUG}"));
}

#[test]
fn a_refused_value_changes_nothing_and_says_why() {
    let state = set_param(lesson(), "WORKERS", "-1");
    assert_eq!(*state.code, *lesson().code);
    assert!(
        state.notices[0].text.starts_with("WORKERS cannot be -1: allowed is a whole number from 1 to 32")
    );
    let state = set_param(state, "WORKERS", "5");
    assert_eq!(state.notices, []);
}

#[test]
fn edited_code_travels_in_the_link() {
    let edited = lesson().after(Action::Edit(format!("{}\nprint('more')\n", lesson().code)));
    assert!(edited.is_edited());
    let back = State::new(Link::read("", &format!("#{}", edited.link().write())));
    assert_eq!(back.code, edited.code);
    assert_eq!(*back.after(Action::ResetCode).code, *lesson().code);
}

#[test]
fn a_lesson_of_several_files() {
    let open = || State::new(Link::read("", "#/04-processes/exec"));
    let state = open();
    assert_eq!(state.file_names(), ["exec.py", "called.py"]);
    assert_eq!((state.shown_text(), state.shown_name()), (state.code.clone(), "exec.py".into()));
    assert!(!state.is_edited());

    let state = state.after(Action::ShowFile(1)).after(Action::Edit("print('other')\n".into()));
    assert_eq!((&*state.shown_text(), state.shown_name()), ("print('other')\n", "called.py".into()));
    assert_eq!(*state.code, *open().code);
    let run = state.clone().after(Action::Run);
    assert_eq!(run.request().spec.program.main.file, "exec.py");
    let sent = Source { file: "called.py".into(), text: "print('other')\n".into() };
    assert_eq!(run.request().spec.program.files, [sent]);

    // The link brings the edit back, and nothing else.
    let link = state.link();
    assert!(state.is_edited() && link.code.is_none());
    let back = State::new(Link::read("", &format!("#{}", link.write())));
    assert_eq!((back.files.clone(), back.shown), (state.files.clone(), 0));
    assert_eq!(back.after(Action::ResetCode).files, open().files);

    let unknown = Link { files: vec![("x.py".into(), String::new())], ..open().link().clone() };
    let state = State::new(unknown);
    assert_eq!(state.notices[0].text, "The lesson has no file x.py; the link's is left out.");
    assert_eq!(state.after(Action::ShowFile(2)).shown, 0);
}

#[test]
fn an_error_is_shown_in_the_file_where_it_is() {
    let stderr =
        "Traceback (most recent call last):\n  File \"called.py\", line 6, in <module>\nIndexError: x\n";
    let state = State::new(Link::read("", "#/04-processes/exec"))
        .after(Action::Run)
        .after(Action::Engine(FromSupervisor::Events {
            run: 1,
            events: vec![text(TextStream::Stderr, stderr)],
        }))
        .after(Action::Engine(FromSupervisor::Finished { run: 1, status: 1, summary: Summary::default() }));
    assert_eq!(state.run.fault, None);
    let state = state.after(Action::ShowFile(1));
    assert_eq!(state.run.fault.map(|fault| fault.line), Some(6));
}

#[test]
fn links_with_flaws() {
    let state = State::new(Link::read("", &format!("#/{SLUG}?WORKERS=99&ADDITIONS=7&NOPE=1")));
    assert!(state.code.contains("ADDITIONS = 7"));
    let texts: Vec<_> = state.notices.iter().map(|notice| notice.text.as_str()).collect();
    assert!(texts[0].starts_with("WORKERS cannot be 99"), "{texts:?}");
    assert!(texts[1].starts_with("There is no parameter NOPE"), "{texts:?}");
    let missing = State::new(Link::read("", "#/02-sharing/lost-updaet"));
    assert_eq!(missing.missing, Some(Missing::Lesson("02-sharing/lost-updaet".into())));
    let found = missing.after(Action::Follow(Link::read("", &format!("#/{SLUG}"))));
    assert_eq!((found.missing, found.lesson.slug.as_str()), (None, SLUG));
}

#[test]
fn another_lesson_keeps_the_way_to_run() {
    let mut state = lesson();
    state.settings.driver = Driver::Web;
    let state = state.after(Action::Follow(Link::read("", "#/03-talking/creator-consumer")));
    assert_eq!((state.lesson.title.as_str(), state.settings.driver), ("Creator and consumer", Driver::Web));
    let state = state.after(Action::Follow(Link::read("", "#/03-talking/creator-consumer?driver=sim")));
    assert_eq!(state.settings.driver, Driver::Sim);
}

#[test]
fn our_own_file_stays_when_the_url_follows_it() {
    let state = lesson().after(Action::OpenFile { name: "mine.py".into(), content: "print(1)\n".into() });
    let link = state.link().clone();
    assert_eq!(link.slug, "mine");
    let state = state.after(Action::Follow(link));
    assert_eq!((&*state.code, state.missing), ("print(1)\n", None));
}

/// What the page around is told.
fn told(state: &State) -> Vec<Told> {
    let told = |command| if let Command::Tell(told) = command { Some(told) } else { None };
    state.outbox.take().into_iter().filter_map(told).collect()
}

#[test]
fn the_page_around_is_told_of_runs() {
    let finished = |status, summary| Action::Engine(FromSupervisor::Finished { run: 1, status, summary });
    let stopped = Summary { stopped: true, ..Summary::default() };
    let failed = FromSupervisor::Failed { run: None, message: "no engine".into(), remedy: String::new() };
    for (end, how, exit) in [
        (finished(0, Summary::default()), "finished", Some(0)),
        (finished(1, Summary::default()), "error", Some(1)),
        (finished(0, stopped), "stopped", Some(0)),
        (Action::Engine(failed), "failed", None),
    ] {
        let open = |search: &str| State::new(Link::read(search, &format!("#/{SLUG}?driver=sim")));
        let state = open("?embed=1").after(Action::Run);
        assert_eq!(told(&state), [Told::Run]);
        let events = vec![
            text(TextStream::Stdout, "a\n"),
            text(TextStream::Stderr, "b\n"),
            text(TextStream::Stdout, &"c".repeat(70_000)),
        ];
        let state = state.after(Action::Engine(FromSupervisor::Events { run: 1, events }));
        assert_eq!(told(&state), []);
        let output = "a\nb\n".to_owned();
        let expected = Told::Finished { how, exit, output, seconds: 5e-9, simulated: true };
        assert_eq!(told(&state.after(end.clone())), [expected]);
        // Where there is none, nobody is.
        assert_eq!(told(&open("").after(Action::Run).after(end)), []);
    }
    let searched = State::new(Link::read("?embed=1", "#/a?driver=sim")).after(Action::Explore);
    assert_eq!(told(&searched.after(finished(0, Summary::default()))), []);
}

#[test]
fn a_lesson_from_elsewhere_stays_in_the_link() {
    let src = "https://example.org/count.py";
    let text = "N = 3  #@param {type:\"integer\"}\nprint(N)\n";
    lessons::remember(src, crate::foreign::read(src, "example.org", text));
    let state = State::new(Link::read("", &format!("#/?src={src}&N=5&driver=web")));
    assert_eq!(state.origin.as_ref().map(|origin| origin.host.as_str()), Some("example.org"));
    assert!(state.code.starts_with("N = 5 "), "{}", state.code);
    assert_eq!((state.settings.driver, state.run.status), (Driver::Web, Status::Idle));
    assert_eq!(state.link().write(), format!("/?src={src}&N=5&driver=web"));
    let back = state.clone().after(Action::Follow(state.link().clone()));
    assert_eq!((&back.code, &back.origin), (&state.code, &state.origin));
    let course = back.after(Action::Follow(Link::read("", &format!("#/{SLUG}"))));
    assert_eq!((course.origin, course.lesson.slug.as_str()), (None, SLUG));

    lessons::remember("x.py", Err(Notice::error("x.py was not given out.", "Check it.")));
    let refused = State::new(Link::read("?src=x.py", ""));
    assert!(matches!(&refused.missing, Some(Missing::Foreign { src, .. }) if src == "x.py"));
    assert_eq!(refused.link().write(), "/?src=x.py");
}

#[test]
fn the_life_of_a_run() {
    let mut state = lesson().after(Action::Run);
    assert_eq!((state.run.id, state.run.status), (1, Status::Loading));
    assert_eq!(state.request().spec.program.main.file, "lost-update.py");
    for (message, status) in [
        (FromSupervisor::Started { run: 1 }, Status::Running),
        (FromSupervisor::WorkerCount { alive: 3 }, Status::Running),
        (
            FromSupervisor::Events { run: 1, events: vec![text(TextStream::Stdout, "hello\n")] },
            Status::Running,
        ),
        // Not ours.
        (FromSupervisor::Finished { run: 9, status: 0, summary: Summary::default() }, Status::Running),
        (FromSupervisor::Finished { run: 1, status: 0, summary: Summary::default() }, Status::Finished),
    ] {
        state = state.after(Action::Engine(message));
        assert_eq!(state.run.status, status);
    }
    assert_eq!(state.run.timeline.read().text(), "hello\n");
    assert_eq!((state.run.exit, state.run.workers), (Some(0), 0));
    let files = vec![interleave_protocol::RunFile { path: "out.txt".into(), size: 0, content: None }];
    let state = state.after(Action::Engine(FromSupervisor::Files { run: 1, files, more: 0 }));
    assert_eq!(state.run.files.list.len(), 1);
    let state = state.after(Action::Run);
    assert_eq!((state.run.id, state.run.timeline.read().text()), (2, String::new()));
    assert_eq!(state.run.files.list, []);
}

#[test]
fn an_error_of_the_program_is_found_and_goes_away_with_the_next_edit() {
    let stderr =
        "Traceback (most recent call last):\n  File \"lost-update.py\", line 3, in <module>\nNameError: x\n";
    let events = vec![text(TextStream::Stderr, stderr)];
    let state = lesson()
        .after(Action::Run)
        .after(Action::Engine(FromSupervisor::Events { run: 1, events }))
        .after(Action::Engine(FromSupervisor::Finished { run: 1, status: 1, summary: Summary::default() }));
    assert_eq!(state.run.fault, Some(Fault { line: 3, message: "NameError: x".into() }));
    assert_eq!(state.after(Action::Edit("y".into())).run.fault, None);
}

#[test]
fn failures_are_told_once() {
    let failed = FromSupervisor::Failed { run: None, message: "No engine.".into(), remedy: "Reload.".into() };
    let state =
        lesson().after(Action::Run).after(Action::Engine(failed.clone())).after(Action::Engine(failed));
    assert_eq!(state.run.status, Status::Failed);
    assert_eq!(state.notices, [Notice::error("No engine.", "Reload.")]);
    assert_eq!(state.after(Action::Dismiss(0)).notices, []);
}

#[test]
fn the_gil_goes_back_on_where_it_cannot_be_off() {
    let mut state = lesson();
    state.settings.driver = Driver::Web;
    state.settings.gil = false;
    let free_threading = Capability { available: false, ..Capability::default() };
    let capabilities = Capabilities { free_threading, ..Capabilities::default() };
    assert!(state.after(Action::Engine(FromSupervisor::Ready(capabilities))).settings.gil);
}

#[test]
fn a_computer_runs_programs_only_where_it_lends_itself() {
    let link = || Link::read("", &format!("#/{SLUG}?driver=native&cores=2"));
    let native = Settings { driver: Driver::Native, ..Settings::default() };
    for (computer, driver, why) in [
        (Computer::Lends("64 processes".into()), Driver::Native, None),
        (Computer::Refuses("No token.".into()), Driver::Web, Some("No token.")),
        (Computer::Elsewhere, Driver::Web, Some("A page runs programs on your computer when")),
    ] {
        let opened = State::new(link()).served_by(computer.clone());
        let followed = State::new(Link::default()).served_by(computer.clone()).after(Action::Follow(link()));
        for state in [opened, followed] {
            assert_eq!((state.settings.driver, state.settings.cores), (driver, 2), "{computer:?}");
            let said = state.notices.first().map(|notice| notice.text.as_str());
            assert!(why.is_none_or(|why| said.is_some_and(|said| said.starts_with(why))), "{said:?}");
            assert_eq!(said.is_some(), why.is_some());
        }
        // What is chosen by hand and cannot be leaves everything as it was.
        let chosen =
            State::new(Link::default()).served_by(computer).after(Action::SetSettings(native.clone()));
        assert_eq!(chosen.settings.driver == Driver::Native, why.is_none());
        assert_eq!(chosen.settings.driver == Driver::Sim, why.is_some());
    }
}

#[test]
fn a_run_that_waits_for_its_turn_says_so() {
    let mut state = State::new(Link::default()).served_by(Computer::Lends(String::new()));
    state.settings.driver = Driver::Native;
    let mut state = state.after(Action::Run);
    let (run, mut texts) = (state.run.id, vec![state.status_line().text]);
    for message in [
        FromSupervisor::Queued { run, before: 3 },
        FromSupervisor::Queued { run, before: 1 },
        FromSupervisor::Queued { run: run + 1, before: 9 },
        FromSupervisor::Started { run },
        FromSupervisor::Finished { run, status: 0, summary: Summary { seconds: 0.5, ..Summary::default() } },
    ] {
        state = state.after(Action::Engine(message));
        texts.push(state.status_line().text);
    }
    let expected = [
        "Starting",
        "Waiting, 3 before",
        "Waiting, 1 before",
        "Waiting, 1 before",
        "Running",
        "Finished, 500 ms measured",
    ];
    assert_eq!(texts, expected);
}

/// A lesson of which a schedule was tried and is replayed.
fn replaying() -> State {
    let outcome = interleave_protocol::Outcome {
        ending: interleave_protocol::Ending::Exit(1),
        runs: 1,
        output: Default::default(),
        errors: Default::default(),
        preemptions: 2,
        schedule: "AQEF".into(),
    };
    let found = Found { schedules: 400, tried: 1, seed: 9, outcomes: vec![outcome], ..Found::default() };
    let state = lesson().after(Action::Explore);
    assert_eq!((state.run.id, state.run.is_exploring(), state.view.lower), (1, true, Lower::Outcomes));
    assert_eq!((state.request().spec.schedule, state.request().spec.settings.seed), (None, None));
    let state = state
        .after(Action::Engine(FromSupervisor::Explored { run: 1, found: found.to_bytes() }))
        // Not ours.
        .after(Action::Engine(FromSupervisor::Explored { run: 7, found: Found::default().to_bytes() }));
    assert_eq!(state.exploration.outcomes(), 1);
    state.after(Action::Replay("AQEF".into()))
}

fn ended(run: RunId, seconds: f64, stopped: bool) -> Action {
    let summary = Summary { seconds, stopped, ..Summary::default() };
    Action::Engine(FromSupervisor::Finished { run, status: 0, summary })
}

#[test]
fn a_sweep_runs_each_value_and_leaves_the_program_alone() {
    let before = lesson();
    let mut ranges = before.ranges();
    let range = ranges.swap_remove(before.chosen(&ranges));
    assert_eq!(range.axis, Axis::Parameter("WORKERS".into()));
    let mut state = before.clone().after(Action::Sweep);
    for (at, value) in range.values.iter().enumerate() {
        assert_eq!(
            (state.run.id as usize, state.run.is_sweeping(), state.view.lower),
            (at + 1, true, Lower::Charts)
        );
        assert!(
            state.request().spec.program.main.text.contains(&format!("WORKERS = {value}  #@param")),
            "{value}"
        );
        assert!(!state.request().spec.stdin.open);
        let run = state.run.id;
        state = state.after(ended(run, 4.0 / (at + 1) as f64, false));
    }
    assert_eq!((state.run.id as usize, state.run.is_sweeping()), (range.values.len(), false));
    assert_eq!((&state.code, &state.settings), (&before.code, &before.settings));
    let sweep = state.sweep.clone().expect("it is kept");
    assert_eq!((sweep.longest(), sweep.speed_up(1)), (4_000_000_000, Some(2.0)));
    assert_eq!(sweep.progress(false), format!("Sweep, {} runs", range.values.len()));
    // A value is taken over.
    let state = state.after(Action::RunSwept(1));
    assert!(state.code.contains(&format!("WORKERS = {}  #@param", range.values[1])) && !state.run.sweeps);
}

#[test]
fn a_sweep_ends_when_it_is_stopped_or_its_lesson_is_left() {
    let first = |state: State| state.after(Action::Sweep).after(ended(1, 1.0, false));
    let stopped = first(lesson()).after(ended(2, 1.0, true));
    assert_eq!((stopped.run.id, stopped.run.status), (2, Status::Stopped));
    assert!(
        stopped
            .sweep
            .is_some_and(|sweep| sweep.points.len() == 1 && sweep.progress(false).starts_with("Sweep, 1 of"))
    );
    let left = first(lesson()).after(Action::Follow(Link::read("", "#/03-talking/creator-consumer")));
    let left = left.after(ended(2, 1.0, false));
    assert_eq!((left.run.id, left.run.status, left.sweep), (3, Status::Idle, None));
    let other = first(lesson()).after(Action::Run).after(ended(3, 1.0, false));
    assert_eq!((other.run.id, other.run.status), (3, Status::Finished));
}

#[test]
fn a_sweep_over_settings_and_failures() {
    let state = lesson().after(Action::ChooseAxis(Axis::Cores)).after(Action::Sweep);
    assert_eq!(state.request().spec.cores(9), 1);
    let failed = FromSupervisor::Finished { run: 1, status: 3, summary: Summary::default() };
    let state = state.after(Action::Engine(failed));
    assert_eq!(state.request().spec.cores(9), 2);
    let sweep = state.sweep.expect("it goes on");
    assert_eq!(sweep.points, [sweep::Point::Failed("Exit status 3".into())]);
    let gil = lesson().after(Action::ChooseAxis(Axis::Gil)).after(Action::Sweep);
    assert!(gil.request().spec.settings.gil && !gil.after(ended(1, 1.0, false)).request().spec.settings.gil);
}

#[test]
fn another_lesson_ends_the_run() {
    let running = lesson().after(Action::Run).after(Action::Engine(FromSupervisor::Started { run: 1 }));
    assert_eq!((running.run.id, running.run.status), (1, Status::Running));
    let other = Action::Follow(Link::read("", "#/03-talking/creator-consumer"));
    let text =
        interleave_trace::Kind::Text { stream: interleave_trace::TextStream::Stdout, text: "late".into() };
    let worker = interleave_trace::Worker { pid: 1, thread: 0 };
    let events = vec![interleave_trace::Event { time: 1, worker, kind: text }];
    let opened = running
        .after(other.clone())
        .after(Action::Engine(FromSupervisor::Events { run: 1, events }))
        .after(Action::Engine(FromSupervisor::Finished { run: 1, status: 0, summary: Default::default() }));
    assert_eq!((opened.run.id, opened.run.status), (2, Status::Idle));
    assert!(opened.run.timeline.read().workers.is_empty());
    // One that has ended leaves nothing to be told apart.
    assert_eq!(lesson().after(other).run.id, 0);
}

#[test]
fn a_schedule_is_replayed_as_it_was_tried() {
    let state = replaying();
    let request = state.request();
    let spec = &request.spec;
    assert_eq!((spec.schedule.as_deref(), spec.settings.seed, spec.cores(9)), (Some("AQEF"), Some(9), 1));
    assert!(spec.settings.gil && !spec.stdin.open && !state.run.explores);
    let hash = state.link().write();
    assert_eq!(hash, format!("/{SLUG}?seed=9&schedule=AQEF"));
    // Whoever follows the link is shown it, as far as the link says.
    for (at, step) in [("", Step::Line), ("&at=500", Step::Until(500)), ("&at=x", Step::Line)] {
        let back = State::new(Link::read("", &format!("#{hash}{at}")));
        assert_eq!((&back.replay, back.link().write()), (&state.replay, hash.clone()));
        let asked = RunRequest { run: request.run, ..back.request() };
        assert_eq!((asked, back.held_at()), (request.clone(), None));
        let run = Command::Run { request: Box::new(back.request()), rested: false };
        assert_eq!(back.outbox.take(), [run]);
        let held = back.after(Action::Engine(self::paused(0, 0)));
        assert_eq!(held.outbox.take(), [Command::Step(1, step)]);
        let there = held.after(Action::Engine(self::paused(520, 3)));
        assert_eq!((there.held_at(), there.outbox.take()), (Some(520), Vec::new()));
    }
    let embedded = State::new(Link::read("?embed=1", &format!("#{hash}")));
    assert_eq!((embedded.run.status, embedded.outbox.take()), (Status::Idle, Vec::new()));
    // Web Workers repeat none.
    assert_eq!(State::new(Link::read("", "#/a?driver=web&schedule=AQEF")).replay, None);
}

#[test]
fn a_change_leaves_the_replayed_schedule() {
    let setting = |change: fn(&mut Settings)| {
        let mut settings = Settings::default();
        change(&mut settings);
        Action::SetSettings(settings)
    };
    let name = "WORKERS".to_owned();
    let edit = Action::Edit("print(1)\n".into());
    for (action, outdated) in [
        (Action::LeaveReplay, false),
        (setting(|settings| settings.cores = 2), false),
        (setting(|settings| settings.policy = Policy::Pct), false),
        (setting(|settings| settings.driver = Driver::Web), false),
        (setting(|settings| settings.seed = Some(1)), true),
        (setting(|settings| settings.gil = false), true),
        (Action::SetParam { name, value: "3".into() }, true),
        (edit, true),
    ] {
        let words = format!("{action:?}");
        let state = replaying().after(action);
        assert_eq!((state.replay, state.exploration.outdated), (None, outdated), "{words}");
    }
    // The editor repeats what it was given.
    let state = replaying();
    let text = state.code.to_string();
    assert!(state.after(Action::Edit(text)).replay.is_some());
    let other = replaying().after(Action::Follow(Link::read("", "#/03-talking/creator-consumer")));
    assert_eq!((other.replay, other.exploration.outcomes(), other.exploration.outdated), (None, 0, false));
}

#[test]
fn results_are_of_the_program_and_the_settings_that_were_run() {
    let set = |name: &str, value: &str| Action::SetParam { name: name.into(), value: value.into() };
    let settings = |change: fn(&mut Settings)| {
        let mut settings = Settings::default();
        change(&mut settings);
        Action::SetSettings(settings)
    };
    let ended = || {
        let summary = Summary::default();
        lesson().after(Action::Run).after(Action::Engine(FromSupervisor::Finished {
            run: 1,
            status: 0,
            summary,
        }))
    };
    assert!(!lesson().after(set("WORKERS", "3")).is_outdated(), "there are none");
    let before =
        ended().scan.params.iter().find(|param| param.name == "WORKERS").map(|param| param.value.plain());
    for (actions, outdated) in [
        (vec![], false),
        (vec![set("WORKERS", "3")], true),
        (vec![set("WORKERS", "3"), set("WORKERS", &before.unwrap_or_default())], false),
        (vec![set("WORKERS", "3"), Action::Run], false),
        (vec![Action::Edit("print(1)\n".into())], true),
        (vec![settings(|settings| settings.cores = 2)], true),
        (vec![settings(|settings| settings.driver = Driver::Web)], true),
        (vec![Action::ShowOutput(Output::ByWorker)], false),
        (vec![set("WORKERS", "3"), Action::Follow(Link::read("", "#/03-talking/creator-consumer"))], false),
    ] {
        let words = format!("{actions:?}");
        let state = actions.into_iter().fold(ended(), State::after);
        assert_eq!(state.is_outdated(), outdated, "{words}");
    }
}

#[test]
fn input_is_echoed() {
    let worker = Worker { pid: 1, thread: 0 };
    let reading = Event { time: 3, worker, kind: Kind::State(interleave_trace::State::Reading) };
    let state = lesson()
        .after(Action::Run)
        .after(Action::Engine(FromSupervisor::Events { run: 1, events: vec![reading] }));
    assert_eq!(state.reader(), Some(worker));
    let state = state.after(Action::Answer("yes".into()));
    assert_eq!((state.run.timeline.read().text().as_str(), state.reader()), ("yes\n", None));
}

fn paused(time: u64, stops: u32) -> FromSupervisor {
    let place = Place { worker: MAIN, file: "lost-update.py".into(), line: 3, runnable: true };
    let variables = Scope::pack(&[]);
    FromSupervisor::Paused { run: 1, time, places: vec![place], choose: false, stops, round: time, variables }
}

const MAIN: Worker = Worker { pid: 1, thread: 0 };

#[test]
fn what_comes_again_replaces_what_was_shown_when_all_of_it_is_there() {
    let events = |texts: &[&str]| FromSupervisor::Events {
        run: 1,
        events: texts.iter().map(|words| text(TextStream::Stdout, words)).collect(),
    };
    let shown = |state: &State| state.run.timeline.read().text();
    let mut state = lesson().after(Action::Step);
    for message in [events(&["one ", "two "]), paused(9, 2)] {
        state = state.after(Action::Engine(message));
    }
    assert_eq!((shown(&state).as_str(), state.back_unavailable()), ("one two ", None));
    let drawn = state.run.timeline.clone();
    for (message, text, status) in [
        (FromSupervisor::Rewound { run: 1, lines: Vec::new() }, "one two ", Status::Paused),
        (events(&["one "]), "one two ", Status::Paused),
        // Not ours.
        (FromSupervisor::Rewound { run: 9, lines: Vec::new() }, "one two ", Status::Paused),
        (paused(5, 1), "one ", Status::Paused),
        (events(&["three "]), "one three ", Status::Paused),
        (
            FromSupervisor::Finished {
                run: 1,
                status: 1,
                summary: Summary { stops: 1, ..Summary::default() },
            },
            "one three ",
            Status::Finished,
        ),
        // After its end it begins again.
        (FromSupervisor::Started { run: 1 }, "one three ", Status::Running),
        (FromSupervisor::Rewound { run: 1, lines: vec!["Ada".into()] }, "one three ", Status::Running),
        (events(&["one "]), "one three ", Status::Running),
        (paused(5, 1), "one ", Status::Paused),
    ] {
        state = state.after(Action::Engine(message));
        assert_eq!((shown(&state).as_str(), state.run.status), (text, status));
    }
    assert_eq!((state.run.exit, state.run.stops), (None, 1));
    assert_eq!(state.notices[0].text, "The program has not yet read “Ada” now.");
    assert!(state.run.timeline != drawn);
    // Stopped on its way.
    let state = state.after(Action::Engine(FromSupervisor::Rewound { run: 1, lines: Vec::new() })).after(
        Action::Engine(FromSupervisor::Finished {
            run: 1,
            status: -9,
            summary: Summary { stopped: true, ..Summary::default() },
        }),
    );
    assert_eq!((shown(&state).as_str(), state.run.status), ("", Status::Stopped));
    assert!(state.run.rewound.is_none());
}

#[test]
fn going_back_says_why_it_cannot() {
    let nothing = Some("Nothing to go back to yet: press Step.");
    let state = lesson();
    assert_eq!(state.back_unavailable(), nothing);
    let mut state = state.after(Action::Step);
    let reading = Event { time: 5, worker: MAIN, kind: Kind::State(interleave_trace::State::Reading) };
    for (message, unavailable) in [
        (paused(0, 0), nothing),
        (paused(1, 1), nothing),
        (paused(2, 2), None),
        (paused(1, 1), nothing),
        // A step has led to a question.
        (FromSupervisor::Events { run: 1, events: vec![reading] }, None),
    ] {
        let words = format!("{message:?}");
        state = state.after(Action::Engine(message));
        assert_eq!(state.back_unavailable(), unavailable, "{words}");
    }
    assert_eq!(state.reader(), Some(MAIN));
    let mut web = state.clone();
    web.settings.driver = Driver::Web;
    assert_eq!(web.back_unavailable(), Some("Only the simulator can go back."));
    assert_eq!(state.clone().after(Action::Run).back_unavailable(), None);
    let failed = FromSupervisor::Failed { run: None, message: "No.".into(), remedy: String::new() };
    assert_eq!(state.clone().after(Action::Engine(failed)).back_unavailable(), nothing);
    assert_eq!(state.after(ended(1, 1.0, false)).after(Action::Run).back_unavailable(), nothing);
}

#[test]
fn variables_of_the_latest_pause_stay() {
    let state = lesson().after(Action::Step).after(Action::Engine(paused(3, 1))).after(Action::Run);
    assert_eq!(state.run.inspection.as_ref().map(|inspection| inspection.time), Some(3));
    assert_eq!(state.after(ended(1, 1.0, false)).after(Action::Step).run.inspection, None);
}

/// Like Run, Step is never lost: what cannot hold still gives way to a run that does.
#[test]
fn step_leaves_what_has_no_steps() {
    let simulated = |state: State| state.after(Action::SetSettings(Settings::default()));
    let on_workers = Settings { driver: Driver::Web, ..Settings::default() };
    for (name, active) in [
        ("schedules are tried", lesson().after(Action::Explore)),
        ("a sweep", lesson().after(Action::Sweep)),
        (
            "a run on workers, and the simulator is chosen meanwhile",
            simulated(lesson().after(Action::SetSettings(on_workers)).after(Action::Run)),
        ),
    ] {
        for state in [active.clone(), active.after(Action::Engine(FromSupervisor::Started { run: 1 }))] {
            assert!(state.run.status.is_active(), "{name}");
            state.outbox.take();
            let state = state.after(Action::Step);
            let asked = state.outbox.take();
            assert!(
                matches!(&asked[..], [.., Command::Run { request, .. }] if request.paused && request.run == 2),
                "{name}: {asked:?}"
            );
            assert!(!state.run.explores && !state.run.sweeps, "{name}");
        }
    }
}

#[test]
fn what_the_visitor_does_is_asked_of_the_engine_once() {
    let began = |paused| {
        let state = lesson().after(if paused { Action::Step } else { Action::Run });
        let Ok([Command::Run { request, rested: false }]) = <[Command; 1]>::try_from(state.outbox.take())
        else {
            panic!("it runs")
        };
        assert_eq!((request.run, request.paused, *request == state.request()), (1, paused, true));
        state
    };
    let started = || Action::Engine(FromSupervisor::Started { run: 1 });
    let held = || Action::Engine(paused(3, 1));
    for (paused, actions, last, expected) in [
        (false, vec![started()], Action::Stop, vec![Command::Stop(1)]),
        (false, vec![], Action::Stop, vec![Command::Stop(1)]),
        (false, vec![started()], Action::Step, vec![Command::Pause(1)]),
        (false, vec![started()], Action::Back, vec![]),
        (false, vec![started(), held()], Action::Run, vec![Command::Resume(1)]),
        (false, vec![started(), held()], Action::Step, vec![Command::Step(1, Step::Line)]),
        (false, vec![started(), held()], Action::Pick(MAIN), vec![Command::Pick(1, MAIN)]),
        (false, vec![started()], Action::Answer("x".into()), vec![Command::Input(1, "x".into())]),
        (false, vec![started(), ended(1, 1.0, false)], Action::Stop, vec![]),
        // A step from nothing is a run that holds still at its first line, and goes on from there to the next.
        (true, vec![started()], Action::Engine(self::paused(0, 0)), vec![Command::Step(1, Step::Line)]),
        (true, vec![started(), Action::Engine(self::paused(0, 0))], held(), vec![]),
        (
            true,
            vec![started(), held(), Action::Engine(self::paused(5, 2))],
            Action::Back,
            vec![Command::Back(1)],
        ),
        // A run ends with its lesson.
        (
            false,
            vec![started()],
            Action::Follow(Link::read("", "#/03-talking/creator-consumer")),
            vec![Command::Stop(1)],
        ),
        (false, vec![started(), ended(1, 1.0, false)], Action::ResetCode, vec![]),
    ] {
        let words = format!("{actions:?} {last:?}");
        let state = actions.into_iter().fold(began(paused), State::after);
        state.outbox.take();
        let state = state.after(last);
        assert_eq!(state.outbox.take(), expected, "{words}");
        assert_eq!(state.outbox.take(), [], "{words}");
    }
}

#[test]
fn runs_of_a_sweep_that_are_measured_rest_before_the_next_one() {
    let rests = |driver| {
        let settings = Settings { driver, ..Settings::default() };
        let state = lesson().after(Action::SetSettings(settings)).after(Action::Sweep);
        let state = state.after(ended(1, 1.0, false));
        let rests = state.outbox.take().into_iter().map(|command| match command {
            Command::Run { rested, .. } => rested,
            other => panic!("{other:?}"),
        });
        rests.collect::<Vec<_>>()
    };
    assert_eq!(rests(Driver::Web), [false, true]);
    assert_eq!(rests(Driver::Sim), [false, false]);
}

#[test]
fn a_notice_goes_with_what_it_speaks_of() {
    let wrong = set_param(lesson(), "WORKERS", "-1");
    assert_eq!(wrong.notices[0].subject.as_deref(), Some("WORKERS"));
    // Another one begins with the same word, and speaks of something else.
    let wrong = wrong.after(Action::Say(Notice::error("WORKERS is a word.", "")));
    let right = set_param(wrong, "WORKERS", "3");
    assert_eq!(right.notices, [Notice::error("WORKERS is a word.", "")]);
}

#[test]
fn the_address_is_made_once_for_a_change() {
    let state = lesson();
    let address = state.address.clone();
    let state = state.after(Action::OpenHelp(true)).after(Action::Run).after(Action::Engine(paused(3, 1)));
    assert!(state.address == address);
    let state = set_param(state, "WORKERS", "3");
    assert!(state.address != address);
    assert_eq!(state.address.hash, format!("/{SLUG}?WORKERS=3"));
}

#[test]
fn the_run_bar_says_what_it_cannot_do() {
    let sim = lesson().controls();
    assert_eq!(
        (sim.run, sim.program, sim.stop, sim.step_why, sim.explore_why),
        ("Run", true, false, None, None)
    );
    let settings = Settings { driver: Driver::Web, ..Settings::default() };
    let web = lesson().after(Action::SetSettings(settings)).controls();
    assert_eq!(web.step_why, Some("Only the simulator can be stepped."));
    let held = lesson().after(Action::Run).after(Action::Engine(paused(3_000_000, 1)));
    assert_eq!((held.controls().run, held.controls().stop), ("Continue", true));
    assert!(held.status_line().text.starts_with("Paused at "), "{:?}", held.status_line());
}
