//! Lanes as shapes. States that are too short to see are joined, so that a lane of a million segments has at most
//! a few shapes per pixel.

use interleave_analysis::{Hold, Segment};
use interleave_trace::{State, Worker};

use super::Window;

/// A horizontal extent in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar<T = ()> {
    /// Left.
    pub from: f64,
    /// Right.
    pub to: f64,
    /// What it is about.
    pub about: T,
}

/// A worker's lane.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shapes {
    /// An outline.
    pub starting: Vec<Bar>,
    /// Solid.
    pub running: Vec<Bar>,
    /// A thin line.
    pub ready: Vec<Bar>,
    /// Hatched; with what it waits for where there is one thing.
    pub waiting: Vec<Bar<Option<State>>>,
    /// Dotted.
    pub sleeping: Vec<Bar>,
    /// Where and how it ended.
    pub end: Option<(f64, State)>,
}

/// Extents closer than this are drawn as one.
const JOIN: f64 = 0.7;

/// The shapes of a worker's lane.
pub fn shapes(segments: &[Segment], end: u64, window: &Window) -> Shapes {
    let mut shapes = Shapes::default();
    let first = segments.partition_point(|segment| segment.end.is_some_and(|end| end < window.start));
    for segment in &segments[first..] {
        if segment.start > window.end {
            break;
        }
        let from = window.x(segment.start.max(window.start));
        let to = window.x(segment.end.unwrap_or(end).min(window.end)).max(from);
        match &segment.state {
            State::Starting => push(&mut shapes.starting, from, to, ()),
            State::Running => push(&mut shapes.running, from, to, ()),
            State::Ready => push(&mut shapes.ready, from, to, ()),
            State::Sleeping => push(&mut shapes.sleeping, from, to, ()),
            state @ (State::Blocked { .. } | State::Joining { .. } | State::Reading) => {
                push(&mut shapes.waiting, from, to, Some(state.clone()));
            }
            state @ (State::Finished | State::Raised | State::Killed) => {
                if segment.start >= window.start {
                    shapes.end = Some((from, state.clone()));
                }
            }
        }
    }
    shapes
}

/// The shapes of a resource's lane: who held it. Holds of different workers joined into one belong to nobody.
pub fn bars(holds: &[Hold], end: u64, window: &Window) -> Vec<Bar<Option<Worker>>> {
    let mut bars = Vec::new();
    let until = holds.partition_point(|hold| hold.start <= window.end);
    for hold in &holds[..until] {
        let stop = hold.end.unwrap_or(end);
        if stop < window.start {
            continue;
        }
        let from = window.x(hold.start.max(window.start));
        push(&mut bars, from, window.x(stop.min(window.end)).max(from), Some(hold.worker));
    }
    bars
}

/// What happens to the meaning of two extents that become one.
trait Join {
    fn join(&mut self, other: Self);
    /// Whether they may become one though both can be seen.
    fn same(&self, other: &Self) -> bool;
}

impl Join for () {
    fn join(&mut self, (): ()) {}

    fn same(&self, (): &()) -> bool {
        true
    }
}

impl<T: PartialEq> Join for Option<T> {
    fn join(&mut self, other: Self) {
        if *self != other {
            *self = None;
        }
    }

    fn same(&self, other: &Self) -> bool {
        self == other
    }
}

fn push<T: Join>(bars: &mut Vec<Bar<T>>, from: f64, to: f64, about: T) {
    if let Some(last) = bars.last_mut() {
        let gap = from - last.to;
        let tiny = to - from < JOIN && last.to - last.from < 4.0 * JOIN;
        if gap < JOIN && (last.about.same(&about) || tiny) {
            last.to = last.to.max(to);
            last.about.join(about);
            return;
        }
    }
    bars.push(Bar { from, to, about });
}

#[cfg(test)]
mod tests {
    use interleave_trace::Resource;

    use super::*;

    const WINDOW: Window = Window { start: 0, end: 1000, width: 1000.0 };

    fn segment(start: u64, end: Option<u64>, state: State) -> Segment {
        Segment { start, end, state }
    }

    #[test]
    fn one_shape_per_state() {
        let on = Resource { pid: 0, id: 1 };
        let found = shapes(
            &[
                segment(0, Some(10), State::Ready),
                segment(10, Some(20), State::Starting),
                segment(20, Some(100), State::Running),
                segment(100, Some(300), State::Blocked { on }),
                segment(300, Some(900), State::Sleeping),
                segment(900, None, State::Killed),
            ],
            1000,
            &WINDOW,
        );
        let bar = |from, to| Bar { from, to, about: () };
        assert_eq!(found.ready, [bar(0.0, 10.0)]);
        assert_eq!(found.starting, [bar(10.0, 20.0)]);
        assert_eq!(found.running, [bar(20.0, 100.0)]);
        assert_eq!(found.waiting, [Bar { from: 100.0, to: 300.0, about: Some(State::Blocked { on }) }]);
        assert_eq!(found.sleeping, [bar(300.0, 900.0)]);
        assert_eq!(found.end, Some((900.0, State::Killed)));
    }

    #[test]
    fn a_million_segments_are_few_shapes() {
        let segments: Vec<Segment> = (0..1_000_000)
            .map(|at| segment(at, Some(at + 1), if at % 2 == 0 { State::Running } else { State::Ready }))
            .collect();
        let found = shapes(&segments, 1_000_000, &Window::whole(1_000_000, 800.0));
        assert!(found.running.len() + found.ready.len() < 10, "{}", found.running.len());
    }

    #[test]
    fn only_the_window_is_drawn() {
        let window = Window { start: 400, end: 500, width: 100.0 };
        let found = shapes(
            &[segment(0, Some(450), State::Running), segment(450, None, State::Sleeping)],
            2000,
            &window,
        );
        assert_eq!(found.running, [Bar { from: 0.0, to: 50.0, about: () }]);
        assert_eq!(found.sleeping, [Bar { from: 50.0, to: 100.0, about: () }]);
    }

    #[test]
    fn short_holds_of_several_belong_to_nobody() {
        let worker = |thread| Worker { pid: 1, thread };
        let hold =
            |thread, start, end| Hold { worker: worker(thread), start, end: Some(end), depth: 0, times: 1 };
        let far = Window { start: 0, end: 100_000, width: 1000.0 };
        let holds = [hold(1, 0, 10), hold(2, 12, 20), hold(1, 50_000, 60_000), hold(2, 60_000, 70_000)];
        let owners: Vec<_> = bars(&holds, 70_000, &far).into_iter().map(|bar| bar.about).collect();
        assert_eq!(owners, [None, Some(worker(1)), Some(worker(2))]);
    }
}
