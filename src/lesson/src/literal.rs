//! Python literals that a parameter may have.

use std::fmt;

use crate::decimal;

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Value {
    /// `True`, `False`
    Bool(bool),
    /// `4`
    Integer(i64),
    /// `0.5`
    Number(f64),
    /// `"text"`
    Text(String),
}

impl Value {
    /// Reads the literal at the start of `text`; also says how many bytes it takes.
    pub(crate) fn read(text: &str) -> Option<(Value, usize)> {
        for (word, value) in [("True", true), ("False", false)] {
            if let Some(rest) = text.strip_prefix(word)
                && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
            {
                return Some((Value::Bool(value), word.len()));
            }
        }
        if let Some(quote @ ('"' | '\'')) = text.chars().next() {
            return read_text(text, quote);
        }
        let length =
            text.find(|c: char| !(c.is_ascii_alphanumeric() || "+-._".contains(c))).unwrap_or(text.len());
        let digits = text[..length].replace('_', "");
        if let Ok(integer) = digits.parse::<i64>() {
            return Some((Value::Integer(integer), length));
        }
        Some((Value::Number(decimal::read(&digits)?), length))
    }

    /// The number in it, if it is one.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Value::Integer(integer) => Some(*integer as f64),
            Value::Number(number) => Some(*number),
            Value::Bool(_) | Value::Text(_) => None,
        }
    }

    /// As a visitor types it: without quotes.
    pub fn plain(&self) -> String {
        match self {
            Value::Text(text) => text.clone(),
            other => other.to_string(),
        }
    }
}

fn read_text(text: &str, quote: char) -> Option<(Value, usize)> {
    let mut value = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next()?.1 {
                'n' => value.push('\n'),
                't' => value.push('\t'),
                other => value.push(other),
            },
            c if c == quote => return Some((Value::Text(value), at + 1)),
            c => value.push(c),
        }
    }
    None
}

/// As Python writes it.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Bool(true) => f.write_str("True"),
            Value::Bool(false) => f.write_str("False"),
            Value::Integer(integer) => write!(f, "{integer}"),
            Value::Number(number) => write!(f, "{number:?}"),
            Value::Text(text) => {
                let text =
                    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t");
                write!(f, "\"{text}\"")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals() {
        for (text, value, length) in [
            ("4  # x", Value::Integer(4), 1),
            ("-1_000", Value::Integer(-1000), 6),
            ("0.25 #", Value::Number(0.25), 4),
            ("1e-3", Value::Number(0.001), 4),
            ("True#", Value::Bool(true), 4),
            ("'it''s'", Value::Text("it".into()), 4),
            (r#""a\"b" "#, Value::Text("a\"b".into()), 6),
        ] {
            assert_eq!(Value::read(text), Some((value, length)), "{text}");
        }
        for text in ["Truely", "nan", "x", "", "\"open", "0x10", "--1"] {
            assert_eq!(Value::read(text), None, "{text}");
        }
    }

    #[test]
    fn written_values_read_back() {
        for value in [
            Value::Bool(false),
            Value::Integer(-7),
            Value::Number(2.0),
            Value::Number(1e-9),
            Value::Text("a \"b\" \\ \n c".into()),
        ] {
            let text = value.to_string();
            assert_eq!(Value::read(&text), Some((value, text.len())), "{text}");
        }
    }
}
