//! Which values a sweep goes through: `--param WORKERS=1..8,16`.

use anyhow::{Result, bail};
use interleave_lesson::{Param, scan, set};

/// Combinations of values at most: a sweep of more is a slip of the finger.
const MOST: usize = 1000;

/// A parameter with its values.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Axis {
    pub(crate) name: String,
    /// As they are written, in the order in which they were given.
    pub(crate) values: Vec<String>,
}

/// What is varied.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Axes {
    /// What runs are compared over: the number of workers, else the parameter that was named first.
    pub(crate) main: Axis,
    /// [`Axes::main`] is a number of workers: 1 or more of them.
    pub(crate) of_workers: bool,
    pub(crate) others: Vec<Axis>,
}

impl Axes {
    /// Reads what was asked for of a program.
    ///
    /// # Errors
    /// If something is not written as it should be, or a parameter is not there or cannot have a value: with the parameters that
    /// there are.
    pub(crate) fn read(asked: &[String], file: &str, text: &str) -> Result<Axes> {
        let params = scan(text).params;
        if asked.is_empty() {
            bail!(
                "say what is to be varied: --param NAME=1..8, or --param NAME=10,100.\n{}",
                known(file, &params)
            );
        }
        let mut axes: Vec<Axis> = Vec::new();
        for asked in asked {
            let axis = axis(asked)?;
            if axes.iter().any(|other| other.name == axis.name) {
                bail!(
                    "--param {asked}: {} is there twice; give all its values at once, as in 1..4,8",
                    axis.name
                );
            }
            for value in &axis.values {
                if let Err(errors) = set(text, &[(&axis.name, value)]) {
                    let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
                    bail!("--param {asked}: {}.\n{}", errors.join("; "), known(file, &params));
                }
            }
            axes.push(axis);
        }
        let count: usize = axes.iter().map(|axis| axis.values.len()).product();
        if count > MOST {
            bail!("these are {count} combinations of values; {MOST} are allowed. Name fewer, as in 1,2,4,8");
        }
        let workers =
            axes.iter().position(|axis| Param::counts_workers(&axis.name) && axis.numbers().is_some());
        let main = axes.remove(workers.unwrap_or(0));
        Ok(Axes { main, of_workers: workers.is_some(), others: axes })
    }

    /// All combinations of the other parameters, as pairs; one, without pairs, if there are none.
    pub(crate) fn combinations(&self) -> Vec<Vec<(String, String)>> {
        self.others.iter().fold(vec![Vec::new()], |known, axis| {
            let with = |pairs: &Vec<(String, String)>, value: &String| {
                pairs.iter().cloned().chain([(axis.name.clone(), value.clone())]).collect()
            };
            known.iter().flat_map(|pairs| axis.values.iter().map(move |value| with(pairs, value))).collect()
        })
    }
}

impl Axis {
    /// Its values as counts of something: whole numbers from 1.
    pub(crate) fn numbers(&self) -> Option<Vec<f64>> {
        let number = |value: &String| value.parse::<u32>().ok().filter(|number| *number > 0).map(f64::from);
        self.values.iter().map(number).collect()
    }
}

/// `NAME=1..8,16`
fn axis(asked: &str) -> Result<Axis> {
    let Some((name, list)) = asked.split_once('=') else {
        bail!("--param {asked}: write --param NAME=1..8 or --param NAME=10,100");
    };
    let mut values = Vec::new();
    for piece in list.split(',') {
        match range(piece) {
            Some((first, last)) if first > last => {
                bail!("--param {asked}: {piece} goes from the smaller to the greater: {last}..{first}")
            }
            Some((first, last)) if last.abs_diff(first) >= MOST as u64 => {
                bail!("--param {asked}: {piece} are more than {MOST} values; name some, as in 1,10,100")
            }
            Some((first, last)) => values.extend((first..=last).map(|value| value.to_string())),
            None => values.push(piece.to_owned()),
        }
    }
    let mut known = Vec::new();
    values.retain(|value| {
        !known.contains(value) && {
            known.push(value.clone());
            true
        }
    });
    Ok(Axis { name: name.trim().to_owned(), values })
}

/// `1..8`, with both ends.
fn range(piece: &str) -> Option<(i64, i64)> {
    let (first, last) = piece.split_once("..")?;
    Some((first.trim().parse().ok()?, last.trim_start_matches('=').trim().parse().ok()?))
}

/// The parameters of a program, for whoever asks for others.
fn known(file: &str, params: &[Param]) -> String {
    if params.is_empty() {
        return format!(
            "{file} has no parameters: write `WORKERS = 4  #@param {{type:\"slider\", min:1, max:8}}` for a number that is to vary"
        );
    }
    let width = params.iter().map(|param| param.name.chars().count()).max().unwrap_or(0);
    let line = |param: &Param| {
        format!("\n  {:width$}  {}; now {}", param.name, param.control.allowed(), param.value)
    };
    format!("The parameters of {file}:{}", params.iter().map(line).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "WORKERS = 4  #@param {type:\"slider\", min:1, max:16}\nSIZE = 10  #@param {type:\"integer\"}\n\
                        LOCK = True  #@param {type:\"boolean\"}\nPAUSE = 0.5  #@param {type:\"number\"}\n";

    fn read(asked: &[&str]) -> Result<Axes> {
        Axes::read(&asked.iter().map(ToString::to_string).collect::<Vec<_>>(), "a.py", TEXT)
    }

    #[test]
    fn values() {
        for (asked, expected) in [
            ("SIZE=1..4", "1 2 3 4"),
            ("SIZE=1..=2", "1 2"),
            ("SIZE=-1..1", "-1 0 1"),
            ("SIZE=10,100", "10 100"),
            ("SIZE=1..3,8,2", "1 2 3 8"),
            ("LOCK=False,True", "False True"),
            ("PAUSE=0.5,1", "0.5 1"),
        ] {
            assert_eq!(read(&[asked]).unwrap().main.values.join(" "), expected, "{asked}");
        }
    }

    #[test]
    fn axes() {
        for (asked, main, of_workers, combinations) in [
            (&["WORKERS=1..2"][..], "WORKERS", true, &[""][..]),
            (&["SIZE=1,2"], "SIZE", false, &[""]),
            (&["SIZE=1,2", "WORKERS=1..2"], "WORKERS", true, &["SIZE=1", "SIZE=2"]),
            (
                &["WORKERS=1", "SIZE=1,2", "LOCK=on,off"],
                "WORKERS",
                true,
                &["SIZE=1 LOCK=on", "SIZE=1 LOCK=off", "SIZE=2 LOCK=on", "SIZE=2 LOCK=off"],
            ),
        ] {
            let axes = read(asked).unwrap();
            let words = |pairs: Vec<(String, String)>| {
                pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
            };
            let found: Vec<String> = axes.combinations().into_iter().map(words).collect();
            assert_eq!((axes.main.name.as_str(), axes.of_workers), (main, of_workers), "{asked:?}");
            assert_eq!(found, combinations, "{asked:?}");
        }
    }

    #[test]
    fn mistakes_name_the_parameters_and_their_ranges() {
        let known = "\n  WORKERS  a whole number from 1 to 16; now 4\n  SIZE     a whole number; now 10\n";
        for (asked, words, lists) in [
            (&[][..], "say what is to be varied", true),
            (&["WORKERS"], "write --param NAME=1..8", false),
            (
                &["WORKERS=0..2"],
                "--param WORKERS=0..2: WORKERS cannot be 0: allowed is a whole number from 1 to 16",
                true,
            ),
            (&["WORKERS=4..1"], "1..4", false),
            (&["WORKERS="], "WORKERS cannot be empty", true),
            (&["WORKER=1"], "there is no parameter WORKER: did you mean WORKERS?", true),
            (&["SIZE=1", "SIZE=2"], "SIZE is there twice", false),
            (&["SIZE=1..100000"], "more than 1000 values", false),
            (&["SIZE=1..900", "PAUSE=1,2"], "1800 combinations", false),
        ] {
            let message = read(asked).unwrap_err().to_string();
            assert!(message.contains(words), "{asked:?}: {message}");
            assert_eq!(message.contains(known), lists, "{asked:?}: {message}");
        }
        let message = Axes::read(&["N=1".into()], "a.py", "x = 1").unwrap_err().to_string();
        assert!(message.contains("a.py has no parameters: write `WORKERS = 4  #@param"), "{message}");
    }
}
