//! Where to hold a worker up, seen from one run: the few schedules that are most likely to show a mistake.
//!
//! Two kinds are known. A worker that has just read what another one writes, or has got a lock, is held until nobody else can
//! go on (after Sen, "Race Directed Random Testing of Concurrent Programs", 2008). And where workers take locks in a circle, each of
//! the circle is held before it takes its second one (after Havelund, "Using Runtime Analysis to Guide Model Checking of Java
//! Programs", 2000).

use std::collections::BTreeMap;

use interleave_engine::operation::{Subject, Touch, Use};
use interleave_trace::Worker;

use super::follow::Course;

/// Circles and reads that are tried.
const MOST_CIRCLES: usize = 4;
const MOST_READS: usize = 4;

/// Workers in a circle.
const LONGEST: usize = 5;

/// Workers that are held before so many steps of their own, until nobody else can go on.
pub(in crate::explore) type Stops = Vec<(Worker, usize)>;

/// A lock that is taken while another one is held.
struct Edge {
    held: Subject,
    taken: Subject,
    worker: Worker,
    /// The worker's own steps before it.
    at: usize,
}

/// A read, and where a worker stands after it.
struct Look {
    worker: Worker,
    touch: Touch,
    after: usize,
    /// The worker writes there later.
    writes: bool,
}

/// What to try, the most promising first.
pub(in crate::explore) fn aims(course: &Course) -> Vec<Stops> {
    let mut counts: BTreeMap<Worker, usize> = BTreeMap::new();
    let mut held: BTreeMap<Worker, Vec<Subject>> = BTreeMap::new();
    let mut edges: Vec<Edge> = Vec::new();
    let mut looks: Vec<Look> = Vec::new();
    let mut writes: Vec<(Worker, Touch)> = Vec::new();
    let mut takes: Vec<(Worker, usize)> = Vec::new();
    for (index, step) in course.steps.iter().enumerate() {
        let worker = step.worker;
        let at = *counts.get(&worker).unwrap_or(&0);
        counts.insert(worker, at + 1);
        let own = held.entry(worker).or_default();
        for (subject, got) in &step.record.holds {
            if *got {
                for other in own.iter().filter(|other| *other != subject) {
                    if !edges
                        .iter()
                        .any(|edge| (edge.held, edge.taken, edge.worker) == (*other, *subject, worker))
                    {
                        edges.push(Edge { held: *other, taken: *subject, worker, at });
                    }
                }
                own.push(*subject);
                takes.push((worker, at + 1));
            } else {
                own.retain(|other| other != subject);
            }
        }
        let is_choice =
            course.steps.get(index + 1).is_some_and(|next| next.enabled.iter().any(|other| *other != worker));
        for touch in &step.record.touches {
            if touch.how == Use::Read {
                let known = looks.iter().any(|look| look.worker == worker && look.touch == *touch);
                if is_choice && !known {
                    looks.push(Look { worker, touch: *touch, after: at + 1, writes: false });
                }
            } else {
                let same = |look: &&mut Look| {
                    look.worker == worker
                        && look.touch.subject == touch.subject
                        && look.touch.part == touch.part
                };
                looks.iter_mut().filter(same).for_each(|look| look.writes = true);
                if !writes.contains(&(worker, *touch)) {
                    writes.push((worker, *touch));
                }
            }
        }
    }
    let mut aims = circles(&edges);
    looks.retain(|look| {
        let disturbs =
            |(worker, touch): &(Worker, Touch)| *worker != look.worker && touch.conflicts(&look.touch);
        writes.iter().any(disturbs)
    });
    // First those that write what they have read, each variable once; of all the first worker.
    looks.sort_by_key(|look| !look.writes);
    let mut seen: Vec<(Subject, u64)> = Vec::new();
    let mut reads: Vec<Stops> = Vec::new();
    for look in &looks {
        let variable = (look.touch.subject, look.touch.part);
        if !seen.contains(&variable) && reads.len() < MOST_READS {
            seen.push(variable);
            reads.push(vec![(look.worker, look.after)]);
        }
    }
    aims.extend(reads);
    if let Some(first) = takes.first().filter(|_| aims.is_empty()) {
        aims.push(vec![*first]);
    }
    aims
}

/// Workers that each hold what the one before is about to take.
fn circles(edges: &[Edge]) -> Vec<Stops> {
    fn extend(edges: &[Edge], path: &mut Vec<usize>, found: &mut Vec<Stops>) {
        let (first, last) = (&edges[path[0]], &edges[path[path.len() - 1]]);
        if path.len() > 1 && last.taken == first.held {
            found.push(path.iter().map(|edge| (edges[*edge].worker, edges[*edge].at)).collect());
            return;
        }
        for (index, edge) in edges.iter().enumerate() {
            let used = path.iter().any(|other| {
                let other = &edges[*other];
                other.worker == edge.worker || other.held == edge.held
            });
            // Each circle once, from its first edge.
            if path.len() < LONGEST
                && found.len() < MOST_CIRCLES
                && index > path[0]
                && edge.held == last.taken
                && !used
            {
                path.push(index);
                extend(edges, path, found);
                path.pop();
            }
        }
    }
    let mut found = Vec::new();
    for start in 0..edges.len() {
        extend(edges, &mut vec![start], &mut found);
    }
    found
}
