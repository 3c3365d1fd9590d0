use interleave_engine::request::StartMethod;

use super::*;

/// A hub with processes 1 and 2 (a child of 1), and call ids that count up.
struct Fixture {
    hub: Hub,
    calls: u64,
}

impl Fixture {
    fn new() -> Fixture {
        let mut fixture = Fixture { hub: Hub::new(), calls: 0 };
        assert_eq!(fixture.hub.start_first(), 1);
        assert_eq!(fixture.spawn(&[]), 2);
        fixture
    }

    fn spawn(&mut self, handles: &[Handle]) -> u32 {
        let spawn = Spawn {
            image: Vec::new(),
            name: "Process-1".into(),
            daemon: false,
            method: StartMethod::Fork,
            signals: Vec::new(),
            input: false,
            handles: handles.to_vec(),
        };
        let Some(Answer::Int(pid)) = self.call(1, SysCall::Spawn(spawn)).1 else {
            panic!("spawn answers at once")
        };
        assert!(matches!(self.hub.take_effects()[..], [Effect::Start { .. }]));
        pid as u32
    }

    fn call(&mut self, pid: u32, call: SysCall) -> (CallId, Option<Answer>) {
        self.calls += 1;
        let id = CallId::new(3, self.calls);
        (id, self.hub.call(pid, id, call))
    }

    fn now(&mut self, pid: u32, call: SysCall) -> Answer {
        self.call(pid, call).1.expect("answered at once")
    }

    fn later(&mut self, pid: u32, call: SysCall) -> CallId {
        let (id, answer) = self.call(pid, call);
        assert_eq!(answer, None);
        id
    }

    /// Takes the answers given since; nothing else may have happened.
    fn answers(&mut self) -> Vec<(u32, CallId, Answer)> {
        let effects = self.hub.take_effects().into_iter();
        effects
            .map(|effect| match effect {
                Effect::Answer { pid, id, answer } => (pid, id, answer),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    fn handle(&mut self, pid: u32, call: SysCall) -> Handle {
        match self.now(pid, call) {
            Answer::Int(handle) => handle as Handle,
            other => panic!("{other:?}"),
        }
    }

    fn pipe(&mut self, duplex: bool) -> (Handle, Handle) {
        match self.now(1, SysCall::PipeCreate { duplex }) {
            Answer::Ints(ends) => (ends[0] as Handle, ends[1] as Handle),
            other => panic!("{other:?}"),
        }
    }

    fn send(&mut self, pid: u32, channel: Handle, message: &[u8]) -> Answer {
        self.now(pid, SysCall::Send { channel, message: message.into(), handles: Vec::new(), kept: false })
    }

    fn close(&mut self, pid: u32, handle: Handle) {
        assert_eq!(self.now(pid, SysCall::Close { handle }), Answer::None);
    }
}

fn class(answer: &Answer) -> &str {
    match answer {
        Answer::Raise { class, .. } => class,
        other => panic!("{other:?}"),
    }
}

#[test]
fn semaphore_serves_in_order_of_arrival() {
    let mut f = Fixture::new();
    let sem = f.handle(1, SysCall::SemCreate { value: 1, max: 1, label: "Lock".into() });
    assert_eq!(f.now(1, SysCall::SemAcquire { sem }), Answer::Bool(true));
    let first = f.later(2, SysCall::SemAcquire { sem });
    let second = f.later(1, SysCall::SemAcquire { sem });
    let third = f.later(2, SysCall::SemAcquire { sem });
    assert!(f.hub.cancel(1, second));
    assert!(!f.hub.cancel(1, second));
    f.now(1, SysCall::SemRelease { sem });
    assert_eq!(f.answers(), [(2, first, Answer::Bool(true))]);
    f.now(2, SysCall::SemRelease { sem });
    assert_eq!(f.answers(), [(2, third, Answer::Bool(true))]);
    assert_eq!(f.now(1, SysCall::SemValue { sem }), Answer::Int(0));
    assert_eq!(f.now(2, SysCall::SemRelease { sem }), Answer::None);
    assert_eq!(class(&f.now(2, SysCall::SemRelease { sem })), "ValueError");
}

#[test]
fn semaphore_stays_taken_when_its_taker_ends() {
    let mut f = Fixture::new();
    let sem = f.handle(1, SysCall::SemCreate { value: 1, max: 1, label: "Lock".into() });
    f.now(2, SysCall::SemAcquire { sem });
    f.hub.exited(2, -9);
    assert_eq!(f.now(1, SysCall::SemValue { sem }), Answer::Int(0));
}

#[test]
fn shared_memory_is_read_as_written_and_bounded() {
    let mut f = Fixture::new();
    let block = f.handle(1, SysCall::SharedCreate { bytes: 8, label: "Value".into() });
    f.now(1, SysCall::SharedWrite { block, offset: 4, bytes: vec![1, 2, 3, 4] });
    assert_eq!(f.now(2, SysCall::SharedRead { block, offset: 3, length: 3 }), Answer::Bytes(vec![0, 1, 2]));
    assert_eq!(class(&f.now(2, SysCall::SharedRead { block, offset: 5, length: 4 })), "OSError");
    assert_eq!(class(&f.now(2, SysCall::SharedRead { block, offset: u64::MAX, length: 4 })), "OSError");
    assert_eq!(class(&f.now(2, SysCall::SharedRead { block: 999, offset: 0, length: 1 })), "OSError");
}

#[test]
fn pipe_carries_both_ways() {
    let mut f = Fixture::new();
    let (a, b) = f.pipe(true);
    assert_eq!((a % 2, b), (0, a + 1));
    f.send(1, a, b"to b");
    f.send(1, b, b"to a");
    assert_eq!(f.now(1, SysCall::Receive { channel: a }), Answer::Bytes(b"to a".into()));
    assert_eq!(f.now(1, SysCall::Receive { channel: b }), Answer::Bytes(b"to b".into()));
}

#[test]
fn simplex_pipe_refuses_the_wrong_way() {
    let mut f = Fixture::new();
    let (a, b) = f.pipe(false);
    assert_eq!(class(&f.send(1, a, b"x")), "OSError");
    assert_eq!(class(&f.now(1, SysCall::Receive { channel: b })), "OSError");
    assert_eq!(f.send(1, b, b"x"), Answer::None);
}

#[test]
fn end_of_file_comes_after_the_last_message_and_the_last_sender() {
    let mut f = Fixture::new();
    let (a, b) = f.pipe(false);
    let child = f.spawn(&[a, b]);
    f.send(child, b, b"last");
    f.close(child, b);
    assert_eq!(f.now(1, SysCall::Receive { channel: a }), Answer::Bytes(b"last".into()));
    // This process holds the sending end itself: no end in sight, as in CPython.
    let call = f.later(1, SysCall::Receive { channel: a });
    f.close(1, b);
    let answers = f.answers();
    assert_eq!((answers[0].0, answers[0].1, class(&answers[0].2)), (1, call, "EOFError"));
    assert_eq!(f.now(1, SysCall::Poll { channel: a }), Answer::Bool(true));
}

#[test]
fn a_process_that_ends_closes_its_ends() {
    let mut f = Fixture::new();
    let (a, b) = f.pipe(true);
    let child = f.spawn(&[b]);
    f.close(1, b);
    let call = f.later(1, SysCall::Receive { channel: a });
    f.hub.exited(child, 0);
    let answers = f.answers();
    assert_eq!((answers[0].1, class(&answers[0].2)), (call, "EOFError"));
    assert_eq!(class(&f.send(1, a, b"x")), "BrokenPipeError");
}

#[test]
fn full_pipe_makes_its_sender_wait() {
    let mut f = Fixture::new();
    let (a, b) = f.pipe(false);
    let big = vec![7; 100_000];
    let sender =
        f.later(1, SysCall::Send { channel: b, message: big.clone(), handles: Vec::new(), kept: false });
    assert_eq!(f.now(1, SysCall::Poll { channel: a }), Answer::Bool(true));
    assert_eq!(f.now(1, SysCall::Receive { channel: a }), Answer::Bytes(big));
    assert_eq!(f.answers(), [(1, sender, Answer::None)]);
    let sender =
        f.later(1, SysCall::Send { channel: b, message: vec![7; 100_000], handles: Vec::new(), kept: false });
    f.close(1, a);
    let answers = f.answers();
    assert_eq!((answers[0].1, class(&answers[0].2)), (sender, "BrokenPipeError"));
}

#[test]
fn senders_wait_for_their_own_last_byte() {
    let mut f = Fixture::new();
    let queue = f.handle(1, SysCall::QueueCreate { label: "SimpleQueue".into(), fed: false });
    let send =
        |size| SysCall::Send { channel: queue, message: vec![0; size], handles: Vec::new(), kept: true };
    assert_eq!(f.now(1, send(40_000)), Answer::None);
    let second = f.later(1, send(40_000));
    let third = f.later(2, send(40_000));
    f.now(1, SysCall::Receive { channel: queue });
    assert_eq!(f.answers(), [(1, second, Answer::None)]);
    f.now(1, SysCall::Receive { channel: queue });
    assert_eq!(f.answers(), [(2, third, Answer::None)]);
}

#[test]
fn feeders_have_what_the_pipe_has_no_room_for() {
    let mut f = Fixture::new();
    let queue = f.handle(1, SysCall::QueueCreate { label: "Queue".into(), fed: true });
    let child = f.spawn(&[queue]);
    let flush = SysCall::Flush { channel: queue };
    assert_eq!(f.now(1, flush.clone()), Answer::Bool(true));
    assert_eq!(f.send(1, queue, &[1; 60_000]), Answer::None);
    assert_eq!(f.now(1, flush.clone()), Answer::Bool(true));
    assert_eq!(f.send(child, queue, &[2; 60_000]), Answer::None);
    assert_eq!(f.send(1, queue, &[3; 1000]), Answer::None);
    // What the first one had sent before the second is in the pipe; not so what it sent after.
    let wait = f.later(1, flush.clone());
    let childs = f.later(child, flush.clone());
    assert!(f.hub.cancel(child, childs));
    // The feeder of a process that ends goes with it, and what comes after moves up.
    f.hub.exited(child, 0);
    assert_eq!(f.answers(), [(1, wait, Answer::Bool(true))]);
    assert_eq!(f.now(1, SysCall::Receive { channel: queue }), Answer::Bytes(vec![1; 60_000]));
    assert_eq!(f.now(1, SysCall::Receive { channel: queue }), Answer::Bytes(vec![3; 1000]));
    // Nobody is left to take it.
    f.send(1, queue, &[0; 100_000]);
    let wait = f.later(1, flush.clone());
    f.close(1, queue);
    assert_eq!(f.answers(), [(1, wait, Answer::Bool(true))]);
    assert_eq!(f.now(1, flush), Answer::Bool(true));
}

#[test]
fn queue_gives_each_message_to_one_receiver() {
    let mut f = Fixture::new();
    let queue = f.handle(1, SysCall::QueueCreate { label: "Queue".into(), fed: true });
    let first = f.later(1, SysCall::Receive { channel: queue });
    let second = f.later(2, SysCall::Receive { channel: queue });
    f.send(1, queue, b"1");
    f.send(1, queue, b"2");
    f.send(1, queue, b"3");
    assert_eq!(
        f.answers(),
        [(1, first, Answer::Bytes(b"1".into())), (2, second, Answer::Bytes(b"2".into()))]
    );
    assert_eq!(f.now(2, SysCall::Receive { channel: queue }), Answer::Bytes(b"3".into()));
    // Never full.
    assert_eq!(f.send(1, queue, &[0; 1_000_000]), Answer::None);
}

#[test]
fn handles_travel_in_messages() {
    let mut f = Fixture::new();
    let (a, b) = f.pipe(true);
    let queue = f.handle(1, SysCall::QueueCreate { label: "Queue".into(), fed: true });
    f.now(1, SysCall::Send { channel: queue, message: vec![1], handles: vec![b], kept: false });
    f.close(1, b);
    // On its way the end is held: the pipe is not broken.
    assert_eq!(f.send(1, a, b"hello"), Answer::None);
    f.now(2, SysCall::Receive { channel: queue });
    assert_eq!(f.hub.holders(b).collect::<Vec<_>>(), [2]);
    assert_eq!(f.now(2, SysCall::Receive { channel: b }), Answer::Bytes(b"hello".into()));
    f.close(2, b);
    assert_eq!(class(&f.send(1, a, b"x")), "BrokenPipeError");
}

#[test]
fn objects_go_with_their_last_holders() {
    let mut f = Fixture::new();
    let (a, b) = f.pipe(true);
    let (c, d) = f.pipe(true);
    // A message nobody takes holds an end of another pipe, until its own pipe is gone.
    f.now(1, SysCall::Send { channel: a, message: vec![1], handles: vec![d], kept: false });
    f.close(1, d);
    f.close(1, a);
    f.close(1, b);
    assert_eq!(class(&f.send(1, c, b"x")), "BrokenPipeError");
    f.close(1, c);
    assert!(f.hub.objects.is_empty() && f.hub.holders.is_empty());
}

#[test]
fn wait_any_names_what_is_ready() {
    let mut f = Fixture::new();
    let (a, b) = f.pipe(true);
    let (c, d) = f.pipe(true);
    let call = f.later(1, SysCall::WaitAny { channels: vec![a, c], pids: vec![2] });
    f.send(1, d, b"x");
    assert_eq!(f.answers(), [(1, call, Answer::Ints(vec![c as i64]))]);
    f.send(1, b, b"x");
    f.hub.exited(2, 3);
    let ready = Answer::Ints(vec![a as i64, c as i64, -2]);
    assert_eq!(f.now(1, SysCall::WaitAny { channels: vec![a, c], pids: vec![2] }), ready);
    // Looking does not reap.
    assert_eq!(f.now(1, SysCall::WaitProcess { pid: Some(2) }), Answer::Ints(vec![2, 3]));
}

#[test]
fn children_are_reaped_once() {
    let mut f = Fixture::new();
    let child = f.spawn(&[]);
    let wait = f.later(1, SysCall::WaitProcess { pid: Some(child) });
    let rival = f.later(1, SysCall::WaitProcess { pid: Some(child) });
    f.hub.exited(child, -15);
    let answers = f.answers();
    assert_eq!(answers[0], (1, wait, Answer::Ints(vec![i64::from(child), -15])));
    assert_eq!((answers[1].1, class(&answers[1].2)), (rival, "ChildProcessError"));
    assert_eq!(class(&f.now(2, SysCall::WaitProcess { pid: None })), "ChildProcessError");
    assert_eq!(class(&f.now(1, SysCall::Kill { pid: child, signal: 9 })), "ProcessLookupError");
}

#[test]
fn orphans_go_on_and_leave_no_zombie() {
    let mut f = Fixture::new();
    f.hub.exited(1, 0);
    assert_eq!(f.hub.alive().collect::<Vec<_>>(), [2]);
    f.hub.exited(2, 0);
    assert_eq!(class(&f.now(2, SysCall::Kill { pid: 2, signal: 0 })), "ProcessLookupError");
}

#[test]
fn signals_reach_the_living() {
    let mut f = Fixture::new();
    assert_eq!(f.now(1, SysCall::Kill { pid: 2, signal: 15 }), Answer::None);
    assert_eq!(f.hub.take_effects(), [Effect::Signal { pid: 2, signal: 15, fatal: true }]);
    f.hub.exited(2, -15);
    assert_eq!(f.now(1, SysCall::Kill { pid: 2, signal: 15 }), Answer::None);
    assert_eq!(f.hub.take_effects(), []);
}
