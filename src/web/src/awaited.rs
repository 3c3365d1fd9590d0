//! The run that waits until its build of the engine is there.

use interleave_protocol::{RunId, RunRequest};

/// At most one run: whoever wants another one, or none, gives up the one before.
#[derive(Debug, Default)]
pub struct Awaited(Option<RunRequest>);

impl Awaited {
    /// This run waits from now on.
    pub fn put(&mut self, request: RunRequest) {
        self.0 = Some(request);
    }

    /// The run of this number, if it waits still.
    pub fn take(&mut self, run: RunId) -> Option<RunRequest> {
        self.0.take_if(|request| request.run == run)
    }

    /// The build is there: the run that waits for it, if one does.
    pub fn ready(&mut self) -> Option<RunRequest> {
        self.0.take()
    }

    /// None waits any more; which one did.
    pub fn give_up(&mut self) -> Option<RunId> {
        self.0.take().map(|request| request.run)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(run: RunId) -> RunRequest {
        RunRequest { run, ..RunRequest::default() }
    }

    #[test]
    fn a_build_that_comes_late_begins_no_run_that_was_given_up() {
        let mut awaited = Awaited::default();
        awaited.put(request(1));
        // Another run begins meanwhile, with a build that is there.
        assert_eq!(awaited.give_up(), Some(1));
        assert_eq!(awaited.take(1), None);

        // Another one that wants the same build.
        awaited.put(request(2));
        assert_eq!(awaited.give_up(), Some(2));
        awaited.put(request(3));
        assert_eq!(awaited.take(2), None);
        assert_eq!(awaited.ready(), Some(request(3)));
        assert_eq!((awaited.take(3), awaited.ready(), awaited.give_up()), (None, None, None));
    }
}
