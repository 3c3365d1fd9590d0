//! What an exploration has found, for the page to show.

use interleave_protocol::{Ending, Excerpt, Found, Outcome, Race};
use interleave_runtime::explore::{self, End, FoundRace, RaceKind, Report, Verdict};
use interleave_runtime::sim::Schedule;

/// Outcomes that are told; of more, only the number.
const MOST_OUTCOMES: usize = 20;

/// Races that are told; of more, only the number.
const MOST_RACES: usize = 10;

/// Lines of a stream that are told.
const MOST_LINES: usize = 6;

/// Lines of a deadlock: its headline and as many workers as a lesson has.
const MOST_SENTENCES: usize = 9;

/// Bytes of an excerpt.
const MOST_BYTES: usize = 800;

/// Characters of a schedule: it goes into the address, which browsers limit.
const MOST_SCHEDULE: usize = 50_000;

/// The report, cut. `main` is the program's first file.
pub fn found(report: &Report, schedules: u32, seed: u64, main: &str) -> Found {
    let mut listed = vec![false; report.outcomes.len()];
    let mut room = MOST_OUTCOMES;
    for wanted in 0..=LAST {
        for (listed, outcome) in listed.iter_mut().zip(&report.outcomes) {
            if room > 0 && rank(outcome) == wanted {
                *listed = true;
                room -= 1;
            }
        }
    }
    let outcomes: Vec<Outcome> = report
        .outcomes
        .iter()
        .zip(&listed)
        .filter(|(_, listed)| **listed)
        .map(|(outcome, _)| told(outcome))
        .collect();
    let more = (report.outcomes.len() - outcomes.len()) as u32;
    let all_races = report.races();
    let races: Vec<Race> = all_races.iter().take(MOST_RACES).map(|found| told_race(found, main)).collect();
    Found {
        schedules,
        tried: report.runs as u32,
        proved: matches!(report.verdict, Verdict::All { .. }),
        seed,
        outcomes,
        more,
        watched: report.watched as u32,
        more_races: (all_races.len() - races.len()) as u32,
        races,
    }
}

/// The greatest [`rank`].
const LAST: u8 = 2;

/// Which outcomes are left out last: those that nobody wants.
fn rank(outcome: &explore::Outcome) -> u8 {
    match outcome.end {
        End::Deadlock(_) => 0,
        // A thread that raises an exception leaves the exit status as it is.
        End::Finished { status: 0 } if outcome.stderr.is_empty() => LAST,
        End::Finished { .. } | End::Limit(_) => 1,
    }
}

fn told_race(FoundRace { race, runs, schedule, .. }: &FoundRace, main: &str) -> Race {
    let mut places: Vec<(String, u32)> =
        race.accesses.iter().map(|access| (access.file.clone(), access.line)).collect();
    places.sort();
    places.dedup();
    Race {
        lost_update: race.kind == RaceKind::LostUpdate,
        variable: race.variable.clone(),
        sentence: race.sentence(main),
        places,
        runs: *runs as u32,
        schedule: to_hand_on(schedule),
    }
}

/// Empty if it is too long for that.
fn to_hand_on(schedule: &Schedule) -> String {
    let schedule = schedule.to_string();
    if schedule.len() <= MOST_SCHEDULE { schedule } else { String::new() }
}

fn told(outcome: &explore::Outcome) -> Outcome {
    let mut output = first(&outcome.stdout, MOST_LINES);
    output.cut |= outcome.omitted > 0 && output.text.len() == outcome.stdout.len();
    Outcome {
        ending: match &outcome.end {
            End::Finished { status } => Ending::Exit(*status),
            End::Deadlock(deadlock) => Ending::Deadlock(first(&deadlock.to_string(), MOST_SENTENCES)),
            End::Limit(limit) => Ending::Limit(limit.sentence().into()),
        },
        runs: outcome.runs as u32,
        output,
        errors: last(&outcome.stderr),
        preemptions: outcome.preemptions,
        schedule: to_hand_on(&outcome.schedule),
    }
}

fn first(text: &str, lines: usize) -> Excerpt {
    let end = text.split_inclusive('\n').take(lines).map(str::len).sum::<usize>().min(MOST_BYTES);
    let end = text.floor_char_boundary(end);
    Excerpt { text: text[..end].into(), cut: end < text.len() }
}

fn last(text: &str) -> Excerpt {
    let length = text.split_inclusive('\n').rev().take(MOST_LINES).map(str::len).sum::<usize>();
    let start = text.ceil_char_boundary(text.len() - length.min(MOST_BYTES));
    Excerpt { text: text[start..].into(), cut: start > 0 }
}

#[cfg(test)]
mod tests {
    use interleave_runtime::explore::Explorer;
    use interleave_runtime::sim::{Program, SimSettings};

    use super::*;

    fn explored(program: &str, runs: u64) -> (Report, Found) {
        let mut explorer = Explorer::new(Program::new("main.py", program), SimSettings::default(), runs);
        let report = explorer.run().clone();
        let found = found(&report, runs as u32, 7, "main.py");
        (report, found)
    }

    #[test]
    fn excerpts() {
        let excerpt = |text: &str, cut| Excerpt { text: text.into(), cut };
        assert_eq!(first("", 2), excerpt("", false));
        assert_eq!(first("a\nb\n", 2), excerpt("a\nb\n", false));
        assert_eq!(first("a\nb\nc", 2), excerpt("a\nb\n", true));
        let long = format!("x{}", "ä".repeat(MOST_BYTES));
        let short = first(&long, 2);
        assert!(short.cut && long.starts_with(&short.text) && short.text.len() >= MOST_BYTES - 1);
        assert_eq!(last("a\n"), excerpt("a\n", false));
        assert_eq!(last("1\n2\n3\n4\n5\n6\n7"), excerpt("2\n3\n4\n5\n6\n7", true));
        let short = last(&long);
        assert!(short.cut && long.ends_with(&short.text) && short.text.len() >= MOST_BYTES - 1);
    }

    #[test]
    fn a_rare_deadlock_is_told_among_many_outcomes() {
        // Six threads print in any order; two more may lock each other out.
        let (report, found) = explored(
            "
import threading, sys
a, b = threading.Lock(), threading.Lock()
def take(first, second):
    with first:
        with second:
            pass
def say(letter):
    for _ in range(9): print(letter, end='')
threads = [threading.Thread(target=say, args=letter) for letter in 'cdefgh']
threads += [threading.Thread(target=take, args=args) for args in [(a, b), (b, a)]]
for thread in threads: thread.start()
for thread in threads: thread.join()
",
            400,
        );
        let all = report.outcomes.len();
        assert!(all > MOST_OUTCOMES + 5, "{all} outcomes");
        assert_eq!((found.outcomes.len(), found.more), (MOST_OUTCOMES, (all - MOST_OUTCOMES) as u32));
        assert_eq!((found.schedules, found.proved, found.seed), (400, false, 7));
        // Some lead to what was seen, and are left before their end.
        assert!((200..=400).contains(&found.tried), "{}", found.tried);
        let told = found.outcomes.iter().filter(|outcome| matches!(outcome.ending, Ending::Deadlock(_)));
        assert_eq!(told.count(), report.deadlocks().count().min(MOST_OUTCOMES));
        assert!(report.deadlocks().count() > 0);
        assert!(found.outcomes.is_sorted_by_key(|outcome| std::cmp::Reverse(outcome.runs)));
        assert!(found.to_bytes().len() < 20_000);
        assert_eq!(Found::from_bytes(&found.to_bytes()).as_ref(), Some(&found));
    }

    #[test]
    fn races_are_told() {
        let (_, found) = explored(
            "
import threading
n = 0
def add():
    global n
    for _ in range(3): n += 1
threads = [threading.Thread(target=add) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
",
            40,
        );
        let [race] = &found.races[..] else { panic!("{found:?}") };
        assert!(race.lost_update && race.runs > 0 && !race.schedule.is_empty());
        assert_eq!((race.variable.as_str(), found.watched, found.more_races), ("n", 24, 0));
        assert!(!found.proved);
        assert!(race.sentence.contains(" reads it in line 6, "), "{}", race.sentence);
        assert_eq!(race.places, [("main.py".into(), 6)]);
    }

    #[test]
    fn errors_and_long_output_are_cut() {
        let (_, found) = explored("print('x' * 100_000)\nundefined\n", 3);
        let [outcome] = &found.outcomes[..] else { panic!("{found:?}") };
        assert_eq!((&outcome.ending, outcome.runs, found.proved), (&Ending::Exit(1), 1, true));
        assert!(outcome.output.cut && outcome.output.text.len() <= MOST_BYTES);
        assert!(outcome.errors.text.ends_with("NameError: name 'undefined' is not defined\n"));
    }
}
