//! What a thread asks for, and the answer or the wait that follows.

use interleave_engine::request::{Answer, Request, Stream, Timeout};
use interleave_trace::{Kind, State, TextStream, Worker};

use super::thread::{DONE, Status, Wait};
use super::{After, Process, trace};
use crate::{Host, nanos};

impl Process {
    pub(super) fn request(&mut self, thread: u32, request: Request, host: &mut dyn Host) -> After {
        let answer = match request {
            Request::Yield => {
                self.go_on(thread, Some(DONE));
                return After::Yielded;
            }
            Request::Sleep { seconds } => {
                let deadline = trace::now(host).saturating_add(nanos::span(seconds));
                return self.wait(thread, Wait::Sleep, Some(deadline), State::Sleeping, host);
            }
            Request::SleepUntil { nanoseconds } => {
                return self.wait(thread, Wait::Sleep, Some(nanoseconds), State::Sleeping, host);
            }
            Request::Pause => return self.wait(thread, Wait::Pause, None, State::Sleeping, host),
            Request::Alarm { seconds, interval } => return self.alarm(thread, seconds, interval, host),
            Request::Clock(clock) => Answer::Float(host.clock(clock)),
            Request::Write { stream, text } => {
                self.write(thread, stream, text, host);
                DONE
            }
            Request::ReadLine => return self.read_line(thread, host),
            Request::StartThread { thread: mut state, name, daemon } => {
                let ident = self.next_ident;
                self.next_ident += 1;
                state.set_ident(ident);
                let new = self.add_thread(state, name, daemon, Some(self.worker(thread)), host);
                self.threads[new as usize].starter = Some(thread);
                Answer::Int(ident as i64)
            }
            Request::WaitStarted => return self.wait_started(thread, host),
            Request::MainEnded => {
                self.threads[0].is_over = true;
                self.wake_joiners(0, host);
                DONE
            }
            Request::JoinThread { ident, timeout } => return self.join(thread, ident, timeout, host),
            Request::Acquire { lock, timeout } => return self.acquire(thread, lock, timeout, host),
            Request::Release { lock } => return self.release(thread, &lock, host),
            Request::Pass { queue, item, put } => {
                self.pass(thread, &queue, item, put, host);
                DONE
            }
            Request::SetSwitchInterval { seconds } => {
                self.switch_interval = seconds;
                DONE
            }
            Request::Copy { name, input } => return self.copy(thread, name, input, host),
            Request::Exit { status } => {
                // Whoever says so has come to its end; all others are cut off. So ends each process that was forked for a target.
                self.threads[thread as usize].status = Status::Ended;
                self.show(thread, State::Finished, host);
                self.exit(status, host);
                return After::Exited;
            }
            Request::Execute { image, handles } => return self.execute(thread, &image, &handles, host),
            Request::System { call, timeout } => return self.system_call(thread, call, timeout, host),
        };
        self.go_on(thread, Some(answer));
        After::Ready
    }

    fn write(&mut self, thread: u32, stream: Stream, text: String, host: &mut dyn Host) {
        host.write(stream, &text);
        let stream = match stream {
            Stream::Stdout => TextStream::Stdout,
            Stream::Stderr => TextStream::Stderr,
        };
        self.emit(thread, Kind::Text { stream, text }, host);
    }

    fn wait_started(&mut self, thread: u32, host: &mut dyn Host) -> After {
        if self.interpreter.is_parallel() && self.threads.iter().any(|new| new.starter == Some(thread)) {
            return self.wait(thread, Wait::Start, None, State::Ready, host);
        }
        self.go_on(thread, Some(DONE));
        After::Yielded
    }

    /// Wakes who waits for the beginning of the thread it started.
    pub(super) fn wake_starter(&mut self, starter: u32, host: &mut dyn Host) {
        let waits = matches!(self.threads[starter as usize].status, Status::Waiting(Wait::Start));
        if waits && !self.threads.iter().any(|new| new.starter == Some(starter)) {
            self.wake(starter, DONE, host);
        }
    }

    fn join(&mut self, thread: u32, ident: u64, timeout: Timeout, host: &mut dyn Host) -> After {
        let joined = self.numbers.get(&ident).copied();
        // An ident that is not known belongs to a thread of the process this one was forked from: it does not exist here.
        let ended =
            joined.is_none_or(|joined| self.has_ended(joined) || self.threads[joined as usize].is_over);
        let deadline = if ended { None } else { trace::deadline(timeout, host) };
        match joined {
            Some(joined) if !ended && timeout != Timeout::Never => {
                let shown = State::Joining { worker: Worker { pid: self.identity.pid, thread: joined } };
                self.wait(thread, Wait::Join { thread: joined }, deadline, shown, host)
            }
            _ => {
                if let Some(joined) = joined
                    && ended
                {
                    self.joined(thread, self.worker(joined), host);
                }
                self.go_on(thread, Some(Answer::Bool(ended)));
                After::Ready
            }
        }
    }

    /// Wakes those who wait for this thread's end.
    pub(super) fn wake_joiners(&mut self, ended: u32, host: &mut dyn Host) {
        for joiner in 0..self.threads.len() as u32 {
            if matches!(self.threads[joiner as usize].status, Status::Waiting(Wait::Join { thread }) if thread == ended)
            {
                self.joined(joiner, self.worker(ended), host);
                self.wake(joiner, Answer::Bool(true), host);
            }
        }
    }

    /// The time of a thread's wait is over.
    pub(super) fn time_is_over(&mut self, thread: u32, host: &mut dyn Host) {
        match &self.threads[thread as usize].status {
            Status::Waiting(Wait::Sleep | Wait::Pause | Wait::Start) => self.wake(thread, DONE, host),
            Status::Waiting(Wait::Join { .. }) => self.wake(thread, Answer::Bool(false), host),
            Status::Waiting(Wait::Lock(lock)) | Status::Ready { retry: Some(lock) } => {
                let lock = lock.clone();
                self.lock_time_is_over(thread, &lock, host);
            }
            Status::Waiting(Wait::Call(id)) => {
                let id = *id;
                self.call_time_is_over(thread, id, host);
            }
            // Timers are removed when a wait ends.
            Status::Ready { retry: None } | Status::Running | Status::Ended => {}
        }
    }
}
