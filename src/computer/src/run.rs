//! One run, on a thread of its own: the native driver's, in processes of its own.

use std::sync::{Arc, Mutex, PoisonError};

use interleave_native::{Gate, Output, RunOutcome, RunSettings, Stdin, Stop};
use interleave_protocol::{Leaving, Left, RunRequest, flow};
use interleave_run::Limits;
use interleave_trace::Event;
use tokio::io::AsyncWriteExt as _;
use tokio::net::unix::pipe::Sender as Pipe;
use tokio::sync::mpsc;

use crate::queue::Ticket;

/// Lines of input that may wait for the program to read; whoever sends more is no visitor.
const MOST_LINES: usize = 1000;

/// What a run tells.
pub(crate) enum Told {
    Event(Event),
    /// It is over.
    Ended {
        outcome: std::io::Result<RunOutcome>,
        left: Left,
    },
}

/// A run that goes on. Dropping it ends the run.
pub(crate) struct Going {
    stop: Stop,
    ahead: Arc<Ahead>,
    input: Option<mpsc::Sender<String>>,
    told: mpsc::UnboundedReceiver<Told>,
}

/// How far the program is ahead of what the page has drawn: beyond a bound it waits.
#[derive(Default)]
struct Ahead {
    weight: Mutex<u64>,
    gate: Gate,
}

impl Ahead {
    fn change(&self, change: impl FnOnce(&mut u64)) {
        let mut weight = self.weight.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut weight);
        self.gate.set_open(*weight <= flow::RUN);
    }
}

impl Going {
    /// Starts it; its turn is over when its last process has ended.
    ///
    /// # Errors
    /// If the system refuses pipes or a thread.
    pub(crate) fn start(request: RunRequest, limits: Limits, ticket: Ticket) -> std::io::Result<Going> {
        let stop = Stop::new()?;
        let (tell, told) = mpsc::unbounded_channel();
        let ahead = Arc::<Ahead>::default();
        let (reader, writer) = std::io::pipe()?;
        let stdin = &request.spec.stdin;
        let (send, lines) = mpsc::channel(MOST_LINES + stdin.lines.len());
        for line in &stdin.lines {
            // There is room for them.
            let _ = send.try_send(line.clone());
        }
        let input = stdin.open.then_some(send);
        tokio::spawn(pass_on(lines, Pipe::from_owned_fd(writer.into())?));

        let mut spec = request.spec;
        spec.limits = limits;
        // It sees nothing of this computer's.
        spec.program.environ = vec![("PATH".into(), "/usr/bin".into())];
        let left = Arc::new(Mutex::new(Leaving::new(spec.program.clone())));
        let settings = RunSettings {
            stdin: Stdin::Pipe(reader.into()),
            // Text comes with the events, which say whose it is.
            output: Output::Sink(Box::new(|_, _| {})),
            trace: Some({
                let (tell, ahead) = (tell.clone(), Arc::clone(&ahead));
                Box::new(move |event| {
                    ahead.change(|weight| *weight += flow::weight(std::slice::from_ref(&event)));
                    // Nobody hears a run that was given up.
                    let _ = tell.send(Told::Event(event));
                })
            }),
            live: Some(ahead.gate.clone()),
            left: Some({
                let left = Arc::clone(&left);
                Box::new(move |path, file| {
                    let mut left = left.lock().unwrap_or_else(PoisonError::into_inner);
                    left.add(path, file.metadata()?.len(), |content| {
                        std::io::Read::read_to_end(file, content).is_ok()
                    });
                    Ok(())
                })
            }),
            stop: Some(stop.clone()),
            ..RunSettings::new(spec)
        };
        ticket.runs(&stop);
        std::thread::Builder::new().name("run".into()).spawn(move || {
            let outcome = interleave_native::run(settings);
            let left = std::mem::replace(
                &mut *left.lock().unwrap_or_else(PoisonError::into_inner),
                Leaving::new(interleave_run::Program::default()),
            );
            let _ = tell.send(Told::Ended { outcome, left: left.done() });
            drop(ticket);
        })?;
        Ok(Going { stop, ahead, input, told })
    }

    /// Ends it; what it tells last is that it has ended.
    pub(crate) fn stop(&self) {
        self.stop.stop();
    }

    /// The page has drawn something.
    pub(crate) fn seen(&self, weight: u64) {
        self.ahead.change(|ahead| *ahead = ahead.saturating_sub(weight));
    }

    /// A line of input; false if there are too many.
    pub(crate) fn input(&self, line: String) -> bool {
        self.input.as_ref().is_none_or(|input| input.try_send(line).is_ok() || input.is_closed())
    }

    /// What it tells next, much at once.
    pub(crate) async fn told(&mut self, told: &mut Vec<Told>) {
        self.told.recv_many(told, 4096).await;
    }
}

impl Drop for Going {
    fn drop(&mut self) {
        self.stop.stop();
    }
}

/// Passes lines on to the program as it reads them, until there will be no more.
async fn pass_on(mut lines: mpsc::Receiver<String>, mut pipe: Pipe) {
    while let Some(line) = lines.recv().await {
        let line = format!("{line}\n");
        if pipe.write_all(line.as_bytes()).await.is_err() {
            // It reads no more.
            return;
        }
    }
}
