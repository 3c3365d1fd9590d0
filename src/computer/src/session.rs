//! One WebSocket: one page, which runs one program at a time.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{Message, WebSocket};
use interleave_native::End;
use interleave_protocol::{FromSupervisor, Left, RunId, RunRequest, Summary, ToSupervisor};
use interleave_run::Driver;
use interleave_trace::{Event, Kind};
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::Computer;
use crate::frame;
use crate::queue::{Changes, Ticket};
use crate::run::{Going, Told};

/// Between two questions whether the page is still there.
const PING: Duration = Duration::from_secs(20);

/// How long a page may take to receive what is sent.
const PATIENCE: Duration = Duration::from_secs(30);

/// Serves a page until its socket closes, and ends what it runs then.
pub(crate) async fn serve(socket: WebSocket, computer: Arc<Computer>) {
    let session = Session { socket, computer, current: None, state: State::Idle, answered: true };
    session.serve().await;
}

struct Session {
    socket: WebSocket,
    computer: Arc<Computer>,
    /// The run that the page started last.
    current: Option<RunId>,
    state: State,
    /// The page has answered the latest ping.
    answered: bool,
}

enum State {
    Idle,
    /// For its turn.
    Waits {
        request: Box<RunRequest>,
        ticket: Ticket,
        changes: Changes,
        told: usize,
    },
    Runs {
        going: Going,
        count: Count,
    },
}

/// How many processes there are.
#[derive(Default)]
struct Count {
    alive: u32,
    most: u32,
    all: u32,
}

impl Count {
    fn note(&mut self, event: &Event) {
        match event.kind {
            Kind::Started { .. } if event.worker.thread == 0 => {
                self.alive += 1;
                self.all += 1;
                self.most = self.most.max(self.alive);
            }
            Kind::Exited { .. } => self.alive = self.alive.saturating_sub(1),
            _ => {}
        }
    }
}

/// The page is gone, or does not follow the protocol.
struct Gone;

impl Session {
    async fn serve(mut self) {
        let mut pings = interval(PING);
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut told = Vec::new();
        loop {
            let done = tokio::select! {
                message = self.socket.recv() => match message {
                    Some(Ok(message)) => self.hear(message).await,
                    // It was closed, or what came is no WebSocket's.
                    _ => Err(Gone),
                },
                () = self.state.next(&mut told) => self.go_on(std::mem::take(&mut told)).await,
                _ = pings.tick() => match std::mem::replace(&mut self.answered, false) {
                    true => self.send(Message::Ping(Vec::new().into())).await,
                    false => Err(Gone),
                },
            };
            if done.is_err() {
                return;
            }
        }
    }

    async fn hear(&mut self, message: Message) -> Result<(), Gone> {
        let text = match message {
            Message::Text(text) => text,
            Message::Pong(_) => {
                self.answered = true;
                return Ok(());
            }
            Message::Ping(_) => return Ok(()),
            Message::Binary(_) | Message::Close(_) => return Err(Gone),
        };
        let message = match frame::read(&text) {
            Ok(message) => message,
            Err(error) => {
                let message = format!("This computer does not understand what the page has sent: {error}.");
                return self
                    .fail(&message, "Reload the page: it and the server are of different versions.")
                    .await;
            }
        };
        let is_current = |run| self.current == Some(run);
        match (message, &self.state) {
            (ToSupervisor::Run(request), _) => self.begin(request).await,
            (ToSupervisor::Stop { run }, State::Waits { .. }) if is_current(run) => {
                self.state = State::Idle;
                let summary = Summary { stopped: true, ..Summary::default() };
                self.tell(FromSupervisor::Finished { run, status: -9, summary }).await
            }
            (ToSupervisor::Stop { run }, State::Runs { going, .. }) if is_current(run) => {
                going.stop();
                Ok(())
            }
            (ToSupervisor::Seen { run, weight }, State::Runs { going, .. }) if is_current(run) => {
                going.seen(weight);
                Ok(())
            }
            (ToSupervisor::Input { run, line }, State::Runs { going, .. }) if is_current(run) => {
                if going.input(line) { Ok(()) } else { Err(Gone) }
            }
            // Of a run that is over, or for the simulator.
            _ => Ok(()),
        }
    }

    async fn begin(&mut self, request: RunRequest) -> Result<(), Gone> {
        self.current = Some(request.run);
        // Ends what still runs, and leaves the queue.
        self.state = State::Idle;
        if request.spec.settings.driver != Driver::Native {
            return self.fail("This computer runs what is for it only.", "Reload the page.").await;
        }
        let ticket = self.computer.queue.join();
        let changes = ticket.changes();
        // More than it can be: the place is told at once.
        self.state = State::Waits { request: Box::new(request), ticket, changes, told: usize::MAX };
        self.take_turn().await
    }

    /// Starts the run that waits if it is its turn, else tells how many are before it.
    async fn take_turn(&mut self) -> Result<(), Gone> {
        let State::Waits { request, ticket, told, .. } = &mut self.state else { return Ok(()) };
        let (run, before) = (request.run, ticket.before());
        if before > 0 {
            if std::mem::replace(told, before) == before {
                return Ok(());
            }
            let before = u32::try_from(before).unwrap_or(u32::MAX);
            return self.tell(FromSupervisor::Queued { run, before }).await;
        }
        let State::Waits { request, ticket, .. } = std::mem::replace(&mut self.state, State::Idle) else {
            return Ok(());
        };
        match Going::start(*request, self.computer.options.limits(), ticket) {
            Ok(going) => {
                self.state = State::Runs { going, count: Count::default() };
                self.tell(FromSupervisor::Started { run }).await
            }
            Err(error) => self.cannot_start(&error).await,
        }
    }

    /// The queue has changed, or the run has told something.
    async fn go_on(&mut self, told: Vec<Told>) -> Result<(), Gone> {
        let State::Runs { count, .. } = &mut self.state else { return self.take_turn().await };
        let Some(run) = self.current else { return Ok(()) };
        let before = count.alive;
        let (mut events, mut ended) = (Vec::new(), None);
        for told in told {
            match told {
                Told::Event(event) => {
                    count.note(&event);
                    events.push(event);
                }
                Told::Ended { outcome, left } => ended = Some((outcome, left)),
            }
        }
        let alive = count.alive;
        let counted = Summary { workers: count.most, processes: count.all, ..Summary::default() };
        if !events.is_empty() {
            self.tell(FromSupervisor::Events { run, events }).await?;
        }
        if alive != before {
            self.tell(FromSupervisor::WorkerCount { alive }).await?;
        }
        let Some((outcome, Left { files, more })) = ended else { return Ok(()) };
        self.state = State::Idle;
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(error) => return self.cannot_start(&error).await,
        };
        if !files.is_empty() {
            self.tell(FromSupervisor::Files { run, files, more }).await?;
        }
        let summary = Summary {
            seconds: outcome.time.as_secs_f64(),
            stopped: matches!(outcome.end, End::Stopped | End::Interrupted),
            limit: self.limit(outcome.end),
            ..counted
        };
        self.tell(FromSupervisor::Finished { run, status: outcome.status, summary }).await
    }

    /// The limit that has ended a run, as sentences; empty: none.
    fn limit(&self, end: End) -> String {
        let options = &self.computer.options;
        let (what, option) = match end {
            End::Exited | End::Interrupted | End::Stopped => return String::new(),
            End::OutOfTime => (format!("{} were over", options.time_in_words()), "--run-time"),
            End::TooMuchText => (format!("it wrote more than {} MiB", options.run_output), "--run-output"),
            End::TooMuchInFiles => {
                (format!("its files took more than {} MiB", options.run_files), "--run-files")
            }
        };
        format!("The run was ended: {what}. interleave serve {option} sets that limit.")
    }

    async fn cannot_start(&mut self, error: &std::io::Error) -> Result<(), Gone> {
        let message = format!("This computer cannot start the program: {error}.");
        self.fail(&message, "Run it again when less goes on there, or choose Web Workers.").await
    }

    async fn fail(&mut self, message: &str, remedy: &str) -> Result<(), Gone> {
        let (message, remedy) = (message.to_owned(), remedy.to_owned());
        self.tell(FromSupervisor::Failed { run: self.current, message, remedy }).await
    }

    async fn tell(&mut self, message: FromSupervisor) -> Result<(), Gone> {
        self.send(Message::Binary(frame::write(message).into())).await
    }

    async fn send(&mut self, message: Message) -> Result<(), Gone> {
        match timeout(PATIENCE, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Gone),
        }
    }
}

impl State {
    /// Waits until there is something to be done.
    async fn next(&mut self, told: &mut Vec<Told>) {
        match self {
            State::Idle => std::future::pending().await,
            State::Waits { changes, .. } => changes.next().await,
            State::Runs { going, .. } => going.told(told).await,
        }
    }
}
