//! Parameters in Colab's form syntax.
//!
//! ```text
//! # Pause between two letters [s]
//! PAUSE = 0.1  #@param {type:"slider", min:0, max:1, step:0.05}
//! ```
//!
//! The comment line right above gives the title, a trailing `[…]` in it the unit; both may be missing. Colab's form docs
//! name the types: `slider`, `boolean`, `integer`, `number`, `string`, `raw`, and lists of choices.

use std::ops::Range;

use crate::{Diagnostic, Value};

/// A value the visitor may change.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// The Python variable.
    pub name: String,
    /// What it stands for; the name made readable when the file says nothing.
    pub title: String,
    /// `ms`, `items`…; empty for none.
    pub unit: String,
    /// How it is changed and what it may be.
    pub control: Control,
    /// As the text has it.
    pub value: Value,
    /// Line in the text, from 1.
    pub line: u32,
    /// Bytes of the literal in the text.
    pub span: Range<usize>,
}

impl Param {
    /// Whether one of this name says how many workers there are: what one wants to know about first.
    pub fn counts_workers(name: &str) -> bool {
        ["WORKERS", "THREADS", "PROCESSES"].contains(&name)
    }
}

/// How a parameter is changed, and its allowed values.
#[derive(Clone, Debug, PartialEq)]
pub enum Control {
    /// On or off.
    Boolean,
    /// A number on a scale.
    Slider {
        /// Least value.
        min: f64,
        /// Greatest value.
        max: f64,
        /// Distance of two positions; values between them are allowed.
        step: f64,
        /// Only whole numbers.
        whole: bool,
    },
    /// A number typed in.
    Number {
        /// Least value.
        min: Option<f64>,
        /// Greatest value.
        max: Option<f64>,
        /// Only whole numbers.
        whole: bool,
    },
    /// One of a list.
    Choice(Vec<Value>),
    /// Any text.
    Text,
}

impl Control {
    /// The allowed values in words, for messages and hints.
    pub fn allowed(&self) -> String {
        let whole_numbers = |whole: &bool| if *whole { "a whole number" } else { "a number" };
        match self {
            Control::Boolean => "True or False".into(),
            Control::Slider { min, max, whole, .. } => {
                format!("{} from {min} to {max}", whole_numbers(whole))
            }
            Control::Number { min: Some(min), max: Some(max), whole } => {
                format!("{} from {min} to {max}", whole_numbers(whole))
            }
            Control::Number { min: Some(min), max: None, whole } => {
                format!("{} from {min}", whole_numbers(whole))
            }
            Control::Number { min: None, max: Some(max), whole } => {
                format!("{} up to {max}", whole_numbers(whole))
            }
            Control::Number { min: None, max: None, whole } => whole_numbers(whole).into(),
            Control::Choice(choices) => {
                choices.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
            }
            Control::Text => "any text".into(),
        }
    }

    /// Whether the value is allowed.
    pub fn allows(&self, value: &Value) -> bool {
        let fits = |min: Option<f64>, max: Option<f64>, whole: bool| {
            let right_type =
                matches!(value, Value::Integer(_)) || (!whole && matches!(value, Value::Number(_)));
            right_type
                && value.as_number().is_some_and(|number| {
                    min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max)
                })
        };
        match self {
            Control::Boolean => matches!(value, Value::Bool(_)),
            Control::Slider { min, max, whole, .. } => fits(Some(*min), Some(*max), *whole),
            Control::Number { min, max, whole } => fits(*min, *max, *whole),
            Control::Choice(choices) => choices.contains(value),
            Control::Text => matches!(value, Value::Text(_)),
        }
    }
}

/// The parameters of a text and what is wrong with them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scan {
    /// In order of their lines.
    pub params: Vec<Param>,
    /// Parameters that could not be read, and values outside their own range.
    pub problems: Vec<Diagnostic>,
}

/// Finds the parameters of a Python text.
pub fn scan(text: &str) -> Scan {
    let mut found = Scan::default();
    let mut offset = 0;
    let mut comment = "";
    for (index, raw) in text.split_inclusive('\n').enumerate() {
        let line = raw.trim_end_matches(['\n', '\r']);
        let number = index as u32 + 1;
        match read_line(line, number, offset, comment) {
            Some(Ok(param)) => {
                if let Some(first) = found.params.iter().find(|other| other.name == param.name) {
                    let message =
                        format!("parameter {} is already defined on line {}", param.name, first.line);
                    found.problems.push(Diagnostic::new(number, message));
                } else {
                    if !param.control.allows(&param.value) {
                        let message = format!(
                            "parameter {} is {}; allowed is {}",
                            param.name,
                            param.value,
                            param.control.allowed()
                        );
                        found.problems.push(Diagnostic::new(number, message));
                    }
                    found.params.push(param);
                }
            }
            Some(Err(problem)) => found.problems.push(problem),
            None => {}
        }
        // Cell markers and other form fields are comments too, but no titles.
        comment =
            line.strip_prefix('#').map(str::trim).filter(|text| !text.starts_with(['@', '%'])).unwrap_or("");
        offset += raw.len();
    }
    found
}

fn read_line(line: &str, number: u32, offset: usize, comment: &str) -> Option<Result<Param, Diagnostic>> {
    let marker = line.find("@param")?;
    let hash = line[..marker].rfind('#')?;
    let in_prose = line.trim_start().starts_with('#') && !line[..hash].trim().is_empty();
    if in_prose || !line[hash + 1..marker].trim().is_empty() {
        return None;
    }
    let problem = |message: String| Some(Err(Diagnostic::new(number, message)));
    let Some((name, rest)) = line[..hash].split_once('=') else {
        return problem("`#@param` belongs behind `NAME = value`".into());
    };
    let name = name.trim_end();
    let is_name = !name.is_empty()
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !name.starts_with(|c: char| c.is_ascii_digit());
    if !is_name {
        return problem(format!("`{name}` is not a variable at the start of the line, as `#@param` needs"));
    }
    let start = line.find('=')? + 1 + (rest.len() - rest.trim_start().len());
    let Some((value, length)) = Value::read(rest.trim_start()) else {
        return problem(format!(
            "the value of parameter {name} is `{}`; a parameter is True, False, a number or a text in quotes",
            rest.trim()
        ));
    };
    if !rest.trim_start()[length..].trim().is_empty() {
        return problem(format!("parameter {name} is an expression; write a single value"));
    }
    let spec = line[marker + "@param".len()..].trim();
    let control = match control(spec, &value) {
        Ok(control) => control,
        Err(message) => return problem(format!("parameter {name}: {message}")),
    };
    let (title, unit) = title_and_unit(name, comment);
    let span = offset + start..offset + start + length;
    Some(Ok(Param { name: name.into(), title, unit, control, value, line: number, span }))
}

fn title_and_unit(name: &str, comment: &str) -> (String, String) {
    let (title, unit) = match comment.strip_suffix(']').and_then(|text| text.rsplit_once('[')) {
        Some((title, unit)) => (title.trim(), unit.trim()),
        None => (comment, ""),
    };
    if !title.is_empty() {
        return (title.into(), unit.into());
    }
    let words = name.replace('_', " ").to_lowercase();
    let mut letters = words.chars();
    let title = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    (title, unit.into())
}

/// What follows `@param`: nothing, `{type: …}` or `[choices]`.
fn control(spec: &str, value: &Value) -> Result<Control, String> {
    if spec.is_empty() {
        return Ok(control_of(value));
    }
    if let Some(inner) = spec.strip_prefix('[') {
        let (choices, rest) =
            list(inner).ok_or("the list of choices has no closing `]` or a choice is no literal")?;
        // Colab writes `{allow-input: true}` behind a list of suggestions.
        if rest.contains("allow-input") && rest.contains("true") {
            return Ok(control_of(value));
        }
        return if choices.is_empty() {
            Err("the list of choices is empty".into())
        } else {
            Ok(Control::Choice(choices))
        };
    }
    let inner = spec
        .strip_prefix('{')
        .and_then(|text| text.split_once('}'))
        .ok_or_else(|| format!("`{spec}` is neither {{type: …}} nor a list of choices"))?
        .0;
    let (mut kind, mut min, mut max, mut step) = (String::new(), None, None, None);
    for pair in inner.split(',').filter(|pair| !pair.trim().is_empty()) {
        let (key, text) =
            pair.split_once(':').ok_or_else(|| format!("`{}` is not `key: value`", pair.trim()))?;
        let key = key.trim().trim_matches(['"', '\'']);
        let text = text.trim();
        let parsed = Value::read(text).map(|(value, _)| value);
        let number =
            || parsed.as_ref().and_then(Value::as_number).ok_or(format!("{key} is `{text}`, not a number"));
        match key {
            "type" => kind = text.trim_matches(['"', '\'']).to_owned(),
            "min" => min = Some(number()?),
            "max" => max = Some(number()?),
            "step" => step = Some(number()?),
            // `placeholder`, `allow-input`, …: for Colab only.
            _ => {}
        }
    }
    if let (Some(min), Some(max)) = (min, max)
        && min > max
    {
        return Err(format!("min {min} is above max {max}"));
    }
    match kind.as_str() {
        "slider" => {
            let (Some(min), Some(max)) = (min, max) else { return Err("a slider needs min and max".into()) };
            let step = step.unwrap_or(1.0);
            if step <= 0.0 {
                return Err(format!("step is {step}; it must be above 0"));
            }
            let whole = matches!(value, Value::Integer(_)) && min.fract() == 0.0 && step.fract() == 0.0;
            Ok(Control::Slider { min, max, step, whole })
        }
        "boolean" => Ok(Control::Boolean),
        "integer" => Ok(Control::Number { min, max, whole: true }),
        "number" => Ok(Control::Number { min, max, whole: false }),
        "string" => Ok(Control::Text),
        "raw" | "" => Ok(control_of(value)),
        other => {
            Err(format!("type `{other}` is unknown; types are slider, boolean, integer, number, string, raw"))
        }
    }
}

/// The control that fits a value when nothing says which.
fn control_of(value: &Value) -> Control {
    match value {
        Value::Bool(_) => Control::Boolean,
        Value::Integer(_) => Control::Number { min: None, max: None, whole: true },
        Value::Number(_) => Control::Number { min: None, max: None, whole: false },
        Value::Text(_) => Control::Text,
    }
}

/// Literals up to the closing bracket, and what follows it.
fn list(mut text: &str) -> Option<(Vec<Value>, &str)> {
    let mut items = Vec::new();
    loop {
        text = text.trim_start();
        if let Some(rest) = text.strip_prefix(']') {
            return Some((items, rest));
        }
        let (value, length) = Value::read(text)?;
        items.push(value);
        text = text[length..].trim_start();
        text = text.strip_prefix(',').unwrap_or(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Param {
        let scan = scan(text);
        assert_eq!(scan.problems, [], "{text}");
        assert_eq!(scan.params.len(), 1, "{text}");
        let param = scan.params[0].clone();
        assert_eq!(Value::read(&text[param.span.clone()]).unwrap().0, param.value);
        param
    }

    #[test]
    fn controls() {
        let slider = |min, max, step, whole| Control::Slider { min, max, step, whole };
        for (text, control) in [
            (r#"N = 4  #@param {type:"slider", min:1, max:32, step:1}"#, slider(1.0, 32.0, 1.0, true)),
            (r#"N = 4 # @param {"type":"slider","min":1,"max":32}"#, slider(1.0, 32.0, 1.0, true)),
            (r#"P = 0.5 #@param {type:"slider", min:0, max:1, step:0.1}"#, slider(0.0, 1.0, 0.1, false)),
            (r#"B = True #@param {type:"boolean"}"#, Control::Boolean),
            (r#"I = 3 #@param {type:"integer"}"#, Control::Number { min: None, max: None, whole: true }),
            (
                r#"I = 3 #@param {type:"integer", min:0}"#,
                Control::Number { min: Some(0.0), max: None, whole: true },
            ),
            (r#"F = 3.5 #@param {type:"number"}"#, Control::Number { min: None, max: None, whole: false }),
            (r#"S = 'a' #@param {type:"string"}"#, Control::Text),
            (
                r#"S = "a" #@param ["a", "b"]"#,
                Control::Choice(vec![Value::Text("a".into()), Value::Text("b".into())]),
            ),
            (
                r#"S = 1 #@param [1, 2] {type:"raw"}"#,
                Control::Choice(vec![Value::Integer(1), Value::Integer(2)]),
            ),
            (r#"S = "a" #@param ["a", "b"] {allow-input: true}"#, Control::Text),
            ("T = 7 #@param", Control::Number { min: None, max: None, whole: true }),
        ] {
            assert_eq!(check(text).control, control, "{text}");
        }
    }

    #[test]
    fn titles_and_units() {
        for (text, title, unit) in [
            ("# Pause between letters [ms]\nPAUSE = 5 #@param\n", "Pause between letters", "ms"),
            ("# Workers\nN = 5 #@param\n", "Workers", ""),
            ("#[items]\nQUEUE_SIZE = 5 #@param\n", "Queue size", "items"),
            ("# %%\nQUEUE_SIZE = 5 #@param\n", "Queue size", ""),
            ("# far away\n\nN = 5 #@param\n", "N", ""),
        ] {
            let param = check(text);
            assert_eq!((param.title.as_str(), param.unit.as_str()), (title, unit), "{text}");
        }
    }

    #[test]
    fn problems() {
        for (text, problem) in [
            (
                r#"N = 99 #@param {type:"slider", min:1, max:32}"#,
                "parameter N is 99; allowed is a whole number from 1 to 32",
            ),
            (r#"N = 9 #@param {type:"slider", min:1}"#, "parameter N: a slider needs min and max"),
            (r#"N = 9 #@param {type:"slider", min:5, max:1}"#, "parameter N: min 5 is above max 1"),
            (r#"N = 9 #@param {type:"slider", min:a, max:1}"#, "parameter N: min is `a`, not a number"),
            (r#"N = 9 #@param {type:"knob"}"#, "parameter N: type `knob` is unknown"),
            (r#"N = 2 + 2 #@param"#, "parameter N is an expression"),
            (r#"N = f(2) #@param"#, "the value of parameter N is `f(2)`"),
            (r#"    N = 2 #@param"#, "`    N` is not a variable at the start of the line"),
            (r#"print(1) #@param"#, "`#@param` belongs behind `NAME = value`"),
            ("N = 1 #@param\nN = 2 #@param", "parameter N is already defined on line 1"),
            (r#"B = 1 #@param {type:"boolean"}"#, "parameter B is 1; allowed is True or False"),
        ] {
            let scan = scan(text);
            assert!(scan.problems[0].message.starts_with(problem), "{text}: {:?}", scan.problems);
        }
        assert_eq!(scan("# say #@param aloud in prose\nx = 1 # a comment\n").problems.len(), 0);
    }
}
