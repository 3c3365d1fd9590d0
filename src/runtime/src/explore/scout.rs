//! Runs of the proof that are done before it is their turn, on other cores.
//!
//! The proof goes through a tree from its deepest place on. Where it is to go next, and wherever its path has another branch that it
//! will take in any case, a [`Scout`] may go through what lies behind: the same search, which begins there. Its results wait until
//! the proof comes by and takes them as if it had just done those runs. So what a search reports is the same on any number of
//! cores, to the byte.

use std::collections::VecDeque;

use interleave_trace::Worker;
use rustc_hash::FxHashMap as HashMap;

use super::job::RunResult;
use super::prove::{Prefix, Prover};

/// Runs that a scout does before it reports.
const RUNS: usize = 16;

/// The search behind one branch, while it is at work.
pub(super) struct Scout {
    /// The steps that lead there.
    path: Vec<Worker>,
    prover: Prover,
    /// What it has found since its last report.
    results: Vec<RunResult>,
}

impl Scout {
    /// Its next run. None: it is to report.
    pub(super) fn next(&mut self) -> Option<Prefix> {
        if self.results.len() < RUNS { self.prover.next() } else { None }
    }

    /// Takes in what came of its last run.
    pub(super) fn add(&mut self, result: RunResult) {
        if let Some(course) = &result.course {
            self.prover.learn(course);
        }
        self.results.push(result);
    }
}

/// All scouts of a search, and what they have found.
#[derive(Default)]
pub(super) struct Scouts {
    /// By the steps that lead there: results that wait, and the search behind unless a scout has it.
    branches: HashMap<Vec<Worker>, Branch>,
    /// Of the branch that the proof is at.
    passed: VecDeque<RunResult>,
    /// In all branches.
    waiting: u64,
}

#[derive(Default)]
struct Branch {
    results: VecDeque<RunResult>,
    idle: Option<Prover>,
}

impl Scouts {
    /// Up to so many scouts, each with its first run: for what lies behind a search's next run, and for branches that it will take,
    /// those that come first first.
    pub(super) fn send(&mut self, most: usize, next: Prefix, proof: &Prover) -> Vec<(Scout, Prefix)> {
        let path = next.workers.clone();
        self.branches.insert(path.clone(), Branch::default());
        let mut prover = Prover::below(next);
        let first = prover.next();
        let mut scouts =
            Vec::from_iter(first.map(|first| (Scout { path, prover, results: Vec::new() }, first)));
        for (node, path) in proof.ahead() {
            if scouts.len() >= most {
                break;
            }
            let branch = self.branches.entry(path.clone()).or_insert_with(|| {
                let root = proof.prefix_ahead(node, path.clone());
                Branch { idle: Some(Prover::below(root)), ..Branch::default() }
            });
            // One that has come to the end of its branch is not sent there again.
            if let Some(mut prover) = branch.idle.take()
                && let Some(first) = prover.next()
            {
                scouts.push((Scout { path, prover, results: Vec::new() }, first));
            }
        }
        scouts
    }

    /// One reports.
    pub(super) fn add(&mut self, scout: Scout) {
        let Scout { path, prover, results } = scout;
        // The search is over where there is none.
        let Some(branch) = self.branches.get_mut(&path) else { return };
        self.waiting += results.len() as u64;
        branch.results.extend(results);
        branch.idle = Some(prover);
    }

    /// What came of the run with these steps, which is the proof's next. None: nobody has done it.
    pub(super) fn take(&mut self, path: &[Worker]) -> Option<RunResult> {
        // A branch's results come in the order in which the proof asks for them. Where a scout has not come to the end, the proof goes on
        // itself.
        if self.passed.is_empty()
            && let Some(branch) = self.branches.remove(path)
        {
            self.passed = branch.results;
        }
        let result = self.passed.pop_front()?;
        self.waiting -= 1;
        Some(result)
    }

    /// Results that the proof has not come by yet.
    pub(super) fn waiting(&self) -> u64 {
        self.waiting
    }
}
