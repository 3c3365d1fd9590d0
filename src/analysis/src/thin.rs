//! What is left out of long runs: a picture of a million short holds needs only some of them, and a page's memory ends.
//!
//! Lists are halved in their older half when they are full: the newest are whole, the oldest the coarsest. What lasts is
//! never dropped, and times are never lost: the numbers of a run stay right.

use interleave_trace::State;

use crate::timeline::{Hold, Message, ResourceLane, Segment, Timeline, Wait, WorkerLane};

/// Entries of one list at most: a screen has some thousand pixels.
const MOST_ENTRIES: usize = 200_000;

/// A list that is full is looked through once in so many entries: it may be that none of them is over.
const STRIDE: usize = 4_096;

/// Workers at most, beside those that are alive: nobody looks at more lanes.
const MOST_LANES: usize = 8_192;

/// Bytes of text that are kept; of more, the oldest goes.
const MOST_TEXT: usize = 16 << 20;

/// Nanoseconds in states that are no longer among a worker's segments, as the segments now have it too long or too short.
pub(crate) type Correction = [i64; 4];

/// The place of a state in a [`Correction`]; none for what takes no time of the program.
pub(crate) fn kind(state: &State) -> Option<usize> {
    match state {
        State::Running => Some(0),
        State::Ready => Some(1),
        State::Blocked { .. } | State::Joining { .. } | State::Reading => Some(2),
        State::Sleeping => Some(3),
        State::Starting | State::Finished | State::Raised | State::Killed => None,
    }
}

/// Every second entry of the older half goes, if it is over. True if something went.
fn halve<T>(list: &mut Vec<T>, over: impl Fn(&T) -> bool) -> bool {
    if list.len() <= MOST_ENTRIES || !list.len().is_multiple_of(STRIDE) {
        return false;
    }
    let half = list.len() / 2;
    let mut at = 0;
    list.retain(|entry| {
        at += 1;
        at > half || at % 2 == 0 || !over(entry)
    });
    true
}

impl ResourceLane {
    /// Halves what is full.
    pub(crate) fn thin(&mut self) -> bool {
        let holds = halve(&mut self.holds, |hold: &Hold| hold.end.is_some());
        if holds {
            let lasting = self.holds.iter().enumerate().filter(|(_, hold)| hold.end.is_none());
            self.open = lasting.map(|(at, _)| at).collect();
        }
        halve(&mut self.waits, |wait: &Wait| wait.end.is_some()) || holds
    }
}

impl WorkerLane {
    /// Makes one segment of two, in the state of the longer one, in the older half.
    pub(crate) fn thin(&mut self) -> bool {
        if self.segments.len() <= MOST_ENTRIES {
            return false;
        }
        let half = self.segments.len() / 4 * 2;
        let mut merged: Vec<Segment> = Vec::with_capacity(self.segments.len() - half / 2);
        for pair in self.segments[..half].chunks_exact(2) {
            let length = |segment: &Segment| segment.end.map_or(0, |end| end - segment.start);
            let (first, second) = (&pair[0], &pair[1]);
            let (longer, shorter) =
                if length(first) >= length(second) { (first, second) } else { (second, first) };
            if let (Some(gains), Some(loses)) = (kind(&shorter.state), kind(&longer.state)) {
                let time = length(shorter) as i64;
                self.correction[gains] += time;
                self.correction[loses] -= time;
            }
            match merged.last_mut() {
                Some(last) if last.state == longer.state => last.end = second.end,
                _ => {
                    merged.push(Segment { start: first.start, end: second.end, state: longer.state.clone() });
                }
            }
        }
        merged.extend_from_slice(&self.segments[half..]);
        self.segments = merged;
        true
    }
}

impl Timeline {
    /// Of too many workers, the older half of those that have ended goes; likewise resources that nobody has.
    pub(crate) fn thin_lanes(&mut self) {
        if self.workers.len() > MOST_LANES && self.workers.len().is_multiple_of(STRIDE) {
            let half = self.workers.len() / 2;
            let mut at = 0;
            self.workers.retain(|lane| {
                at += 1;
                at > half || !lane.has_ended()
            });
            self.worker_index = self.workers.iter().enumerate().map(|(at, lane)| (lane.worker, at)).collect();
            self.labels.clear();
            for lane in &self.workers {
                *self.labels.entry(lane.label().to_owned()).or_default() += 1;
            }
            self.thinned = true;
        }
        if self.resources.len() > 4 * MOST_LANES && self.resources.len().is_multiple_of(STRIDE) {
            let half = self.resources.len() / 2;
            let mut at = 0;
            self.resources.retain(|lane| {
                at += 1;
                at > half || !lane.open.is_empty() || lane.waits.iter().any(|wait| wait.end.is_none())
            });
            let entries = self.resources.iter().enumerate();
            self.resource_index = entries.map(|(at, lane)| (lane.resource, at)).collect();
            self.thinned = true;
        }
    }

    /// Halves the messages if they are too many.
    pub(crate) fn thin_messages(&mut self) {
        if halve(&mut self.messages, |message: &Message| message.sent.is_some() && message.received.is_some())
        {
            let entries = self.messages.iter().enumerate();
            self.message_index = entries.map(|(at, one)| ((one.channel, one.number), at)).collect();
            self.thinned = true;
        }
    }

    /// Drops the oldest half of the text if it is too much.
    pub(crate) fn thin_text(&mut self) {
        let much = self.text_bytes > MOST_TEXT || self.chunks.len() > 2 * MOST_ENTRIES;
        if !much || self.chunks.len() < 2 {
            return;
        }
        // A line begins where the kept text begins.
        let middle = self.chunks.len() / 2;
        let end_of_line = |at: &usize| self.chunks[at - 1].text.ends_with('\n');
        let from = (middle..self.chunks.len()).find(end_of_line).unwrap_or(middle);
        for chunk in self.chunks.drain(..from) {
            self.text_bytes -= chunk.text.len();
            let lines = chunk.text.matches('\n').count();
            self.line_ends -= lines;
            self.lines_dropped += lines;
        }
    }
}

#[cfg(test)]
mod tests {
    use interleave_trace::{Kind, TextStream};

    use super::*;
    use crate::timeline::tests::{A, MAIN, ONE, TWO, acquired, event, released, started, state};

    /// A worker that takes a lock over and over.
    fn long(rounds: u64) -> Timeline {
        let mut timeline = Timeline::of(&[started(0, MAIN, "MainProcess"), started(0, ONE, "Thread-1")]);
        timeline.extend(&[acquired(0, MAIN, crate::timeline::tests::B)]);
        for round in 0..rounds {
            let time = round * 10;
            timeline.extend(&[
                state(time, ONE, State::Running),
                acquired(time + 1, ONE, A),
                released(time + 4, ONE, A),
                state(time + 7, ONE, State::Sleeping),
            ]);
        }
        timeline
    }

    #[test]
    fn long_runs_are_thinned_and_their_numbers_stay_right() {
        let short = long(1_000);
        assert!(!short.thinned);
        let rounds = 3 * MOST_ENTRIES as u64;
        let timeline = long(rounds);
        assert!(timeline.thinned);
        let lane = timeline.lane(ONE).unwrap();
        assert!(lane.segments.len() <= MOST_ENTRIES, "{}", lane.segments.len());
        assert!(lane.segments.windows(2).all(|pair| pair[0].end == Some(pair[1].start)));
        let holds = &timeline.resource(A).unwrap().holds;
        assert!(
            holds.len() <= MOST_ENTRIES + STRIDE && holds.is_sorted_by_key(|hold| hold.start),
            "{}",
            holds.len()
        );
        // The newest are whole.
        assert!(holds[holds.len() - 1_000..].windows(2).all(|pair| pair[1].start - pair[0].start == 10));
        let summary = &timeline.summary().workers[1];
        assert_eq!((summary.running, summary.sleeping), (rounds * 7, (rounds - 1) * 3));
        // What lasts is still there.
        let lasting = timeline.at(timeline.end).holding;
        assert_eq!(lasting.iter().map(|holding| holding.worker).collect::<Vec<_>>(), [MAIN]);
    }

    #[test]
    fn messages_and_text_have_an_end() {
        let mut timeline = Timeline::default();
        let count = 2 * MOST_ENTRIES as u64;
        for message in 0..count {
            let sent = Kind::Sent { channel: A, message, bytes: 1 };
            timeline.extend(&[event(message, ONE, sent)]);
            if message > 5 {
                timeline.extend(&[event(message, TWO, Kind::Received { channel: A, message })]);
            }
        }
        assert!(timeline.messages.len() <= MOST_ENTRIES + STRIDE && timeline.thinned);
        // Those under way are kept, and still meet their receivers.
        timeline.extend(&[event(count, TWO, Kind::Received { channel: A, message: 3 })]);
        let third = timeline.messages.iter().find(|message| message.number == 3).unwrap();
        assert_eq!((third.sent, third.received), (Some((ONE, 3)), Some((TWO, count))));

        let lines = 3 * MOST_ENTRIES;
        for at in 0..lines {
            let text = format!("{at}\n");
            timeline.extend(&[event(at as u64, ONE, Kind::Text { stream: TextStream::Stdout, text })]);
        }
        assert!(timeline.chunks.len() <= 2 * MOST_ENTRIES);
        assert!(timeline.text().ends_with(&format!("\n{}\n", lines - 1)));
        assert_eq!(timeline.lines_dropped + timeline.lines().len(), lines);
        let tail = timeline.tail(10, usize::MAX);
        assert_eq!(tail.hidden + tail.lines.len(), timeline.lines().len());
    }
}
