//! Setting parameters: only their literals change, everything else in the text stays as it is.

use std::fmt;

use crate::{Control, Param, Value, scan};

/// Why a parameter cannot have a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueError {
    /// There is no such parameter.
    Unknown {
        /// As asked for.
        name: String,
        /// The parameters there are.
        known: Vec<String>,
    },
    /// The parameter cannot be that.
    NotAllowed {
        /// The parameter.
        name: String,
        /// As asked for.
        value: String,
        /// The allowed values in words.
        allowed: String,
        /// The parameter's line, from 1.
        line: u32,
    },
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ValueError::Unknown { name, known } if known.is_empty() => {
                write!(f, "there is no parameter {name}: this program has none")
            }
            ValueError::Unknown { name, known } => {
                write!(f, "there is no parameter {name}: ")?;
                let upper = name.to_uppercase();
                let likeness = |other: &&String| (strsim::jaro_winkler(&upper, other) * 1e6) as u32;
                let nearest = known.iter().max_by_key(likeness).filter(|other| likeness(other) > 800_000);
                match nearest {
                    Some(nearest) => write!(f, "did you mean {nearest}? The")?,
                    None => write!(f, "the")?,
                }
                write!(f, " parameters are {}", known.join(", "))
            }
            ValueError::NotAllowed { name, value, allowed, line } => {
                write!(f, "{name} cannot be {value}: allowed is {allowed} (line {line})")
            }
        }
    }
}

impl std::error::Error for ValueError {}

/// Writes values into the literals of a text's parameters, or says what is wrong with each that does not fit.
pub fn set(text: &str, values: &[(&str, &str)]) -> Result<String, Vec<ValueError>> {
    let params = scan(text).params;
    let mut changes: Vec<(&Param, Value)> = Vec::new();
    let mut errors = Vec::new();
    for &(name, value) in values {
        let Some(param) = params.iter().find(|param| param.name == name) else {
            let known = params.iter().map(|param| param.name.clone()).collect();
            errors.push(ValueError::Unknown { name: name.into(), known });
            continue;
        };
        match read(&param.control, value) {
            Some(value) => {
                changes.retain(|(other, _)| other.name != param.name);
                changes.push((param, value));
            }
            None => errors.push(ValueError::NotAllowed {
                name: name.into(),
                value: if value.is_empty() { "empty".into() } else { value.into() },
                allowed: param.control.allowed(),
                line: param.line,
            }),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    // From the end, so that earlier spans stay right.
    changes.sort_by_key(|(param, _)| std::cmp::Reverse(param.span.start));
    let mut text = text.to_owned();
    for (param, value) in changes {
        text.replace_range(param.span.clone(), &value.to_string());
    }
    Ok(text)
}

/// A value as typed on a command line, in a field or in a URL.
fn read(control: &Control, typed: &str) -> Option<Value> {
    let trimmed = typed.trim();
    let value = match control {
        Control::Text => Value::Text(typed.to_owned()),
        Control::Boolean => match trimmed.to_ascii_lowercase().as_str() {
            "true" | "on" | "yes" | "1" => Value::Bool(true),
            "false" | "off" | "no" | "0" => Value::Bool(false),
            _ => return None,
        },
        Control::Choice(choices) => choices.iter().find(|choice| choice.plain() == trimmed)?.clone(),
        Control::Slider { .. } | Control::Number { .. } => {
            let (value, length) = Value::read(trimmed)?;
            if length != trimmed.len() {
                return None;
            }
            match (value, control) {
                // `4.0` is fine where `4` is; a slider over fractions writes `4` as it is.
                (
                    Value::Number(number),
                    Control::Slider { whole: true, .. } | Control::Number { whole: true, .. },
                ) if number.fract() == 0.0 && number.abs() < 9e15 => Value::Integer(number as i64),
                (value, _) => value,
            }
        }
    };
    control.allows(&value).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Workers\nWORKERS = 4  #@param {type:\"slider\", min:1, max:32, step:1}\nLOCK = False #@param {type:\"boolean\"}\nNAME = 'x'  #@param {type:\"string\"}\nKIND = \"a\"  #@param [\"a\", \"b\"]\nPAUSE = 0.5  #@param {type:\"slider\", min:0, max:1, step:0.1}\nWORKERS_AGAIN = WORKERS\n";

    #[test]
    fn rewrites_only_the_literals() {
        let values =
            [("PAUSE", "1"), ("WORKERS", "12"), ("LOCK", "on"), ("NAME", "it's \"q\""), ("KIND", "b")];
        let expected = TEXT
            .replace("= 4 ", "= 12 ")
            .replace("False", "True")
            .replace("'x'", "\"it's \\\"q\\\"\"")
            .replace("\"a\"  ", "\"b\"  ")
            .replace("= 0.5", "= 1");
        assert_eq!(set(TEXT, &values).unwrap(), expected);
        assert_eq!(set(TEXT, &[]).unwrap(), TEXT);
    }

    #[test]
    fn errors_name_parameter_value_range_and_line() {
        for (name, value, message) in [
            ("WORKERS", "-1", "WORKERS cannot be -1: allowed is a whole number from 1 to 32 (line 2)"),
            ("WORKERS", "2.5", "WORKERS cannot be 2.5: allowed is a whole number from 1 to 32 (line 2)"),
            ("WORKERS", "many", "WORKERS cannot be many: allowed is a whole number from 1 to 32 (line 2)"),
            ("WORKERS", "", "WORKERS cannot be empty: allowed is a whole number from 1 to 32 (line 2)"),
            ("LOCK", "maybe", "LOCK cannot be maybe: allowed is True or False (line 3)"),
            ("KIND", "c", "KIND cannot be c: allowed is \"a\", \"b\" (line 5)"),
            ("PAUSE", "1.5", "PAUSE cannot be 1.5: allowed is a number from 0 to 1 (line 6)"),
            (
                "OTHER",
                "1",
                "there is no parameter OTHER: the parameters are WORKERS, LOCK, NAME, KIND, PAUSE",
            ),
        ] {
            let errors = set(TEXT, &[(name, value)]).unwrap_err();
            assert_eq!(errors.iter().map(ToString::to_string).collect::<Vec<_>>(), [message]);
        }
        assert_eq!(set(TEXT, &[("WORKERS", "0"), ("X", "1")]).unwrap_err().len(), 2);
        assert_eq!(
            set("x = 1", &[("N", "1")]).unwrap_err()[0].to_string(),
            "there is no parameter N: this program has none"
        );
    }

    #[test]
    fn whole_floats_are_taken_where_whole_numbers_are_asked_for() {
        assert!(set(TEXT, &[("WORKERS", "4.0")]).unwrap().contains("WORKERS = 4  #"));
    }
}
