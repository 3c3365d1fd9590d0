//! What the engine says, and what becomes of it.

use interleave_protocol::{Found, FromSupervisor, Scope};
use interleave_run::Driver;

use super::narration::narrate;
use super::{Command, Notice, State, Status, say};
use crate::files::Files;
use crate::shared::{Growing, Shared};
use crate::variables::Inspection;

/// Events of a step that are told at most.
const MOST_SINCE: usize = 300;

impl State {
    pub(super) fn hear(&mut self, message: FromSupervisor) {
        let current = self.run.id;
        let run = &mut self.run;
        match message {
            FromSupervisor::Ready(capabilities) => {
                if !capabilities.free_threading.available && self.settings.driver == Driver::Web {
                    self.settings.gil = true;
                    if let Some(made) = &mut run.made {
                        made.settings.gil = true;
                    }
                }
                self.capabilities = Some(capabilities);
            }
            FromSupervisor::Queued { run: id, before } if id == current => run.before = before,
            FromSupervisor::Started { run: id } if id == current => (run.status, run.before) = (Status::Running, 0),
            FromSupervisor::Events { run: id, events } if id == current => {
                if run.status == Status::Loading {
                    run.status = Status::Running;
                }
                match &mut run.rewound {
                    Some(rewound) => rewound.change(|timeline| timeline.extend(&events)),
                    None => {
                        run.timeline.change(|timeline| timeline.extend(&events));
                        if run.status == Status::Paused {
                            let room = MOST_SINCE.saturating_sub(run.since.len());
                            run.since.extend(events.into_iter().take(room));
                        }
                        run.stuck = None;
                    }
                }
            }
            FromSupervisor::WorkerCount { alive } => run.workers = alive,
            FromSupervisor::Paused { run: id, time, places, choose, stops, round, variables } if id == current => {
                if run.rewound.is_some() {
                    self.view.moment = None;
                }
                run.arrive();
                run.status = Status::Paused;
                run.places = places;
                (run.choose, run.stops, run.round) = (choose, stops, round);
                if let Some(variables) = Scope::unpack(&variables) {
                    run.inspection = Some(Inspection::after(run.inspection.take(), time, variables));
                }
                run.timeline.change(|timeline| timeline.end = timeline.end.max(time));
                run.did = narrate(&run.timeline.read(), &std::mem::take(&mut run.since));
                if let Some(step) = run.steps_at_once.take() {
                    self.outbox.push(Command::Step(id, step));
                }
            }
            FromSupervisor::Rewound { run: id, lines } if id == current => {
                run.rewound = Some(Growing::default());
                run.since.clear();
                if !lines.is_empty() {
                    let text = format!("The program has not yet read “{}” now.", lines.join("”, “"));
                    say(&mut self.notices, Notice::said(text, "It will ask again."));
                }
            }
            FromSupervisor::Files { run: id, files, more } if id == current => {
                run.files = Shared::new(Files { list: files, more });
            }
            FromSupervisor::Explored { run: id, found } if id == current && run.explores => match Found::from_bytes(&found) {
                Some(found) => self.exploration.found = Shared::new(found),
                None => self.notices.push(Notice::error(
                    "The engine sent outcomes that this page does not understand.",
                    "Reload the page; if it stays, the page and the engine were built from different versions.",
                )),
            },
            FromSupervisor::Finished { run: id, status, summary } if id == current => {
                run.arrive();
                run.stops = summary.stops;
                run.status = if summary.stopped { Status::Stopped } else { Status::Finished };
                run.exit = Some(status);
                run.workers = 0;
                run.places.clear();
                if summary.deadlock.is_some() {
                    run.timeline.change(|timeline| timeline.linger());
                }
                run.stuck = run
                    .timeline
                    .read()
                    .stuck()
                    .or_else(|| summary.deadlock.clone().map(|deadlock| deadlock.text));
                if !summary.limit.is_empty() {
                    say(&mut self.notices, Notice::said(summary.limit.clone(), ""));
                }
                if summary.lines_cut {
                    let notice = Notice::said(
                        "This was a long run: the lines that workers reached are shown for its beginning only.",
                        "Choose a smaller amount of work to follow all of it.",
                    );
                    say(&mut self.notices, notice);
                }
                run.summary = summary;
                self.run.fault = self.fault();
                self.tell();
                if self.run.sweeps && self.run.status == Status::Finished {
                    if let Some(sweep) = &mut self.sweep {
                        sweep.record(&self.run);
                    }
                    self.start_swept();
                }
            }
            FromSupervisor::Failed { run: id, message, remedy } if id.is_none() || id == Some(current) => {
                if run.status.is_active() {
                    run.status = Status::Failed;
                    (run.workers, run.stops, run.rewound) = (0, 0, None);
                    self.tell();
                }
                say(&mut self.notices, Notice::error(message, remedy));
            }
            // Late news of an earlier run.
            _ => {}
        }
    }
}
