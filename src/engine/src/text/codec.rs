//! `str.encode` and `bytes.decode`: UTF-8, ASCII, Latin-1, UTF-16, UTF-32 and escapes with the usual error handlers.

use super::escape;

/// A codec by its normalised name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Codec {
    Utf8,
    /// With a byte order mark.
    Utf8Sig,
    Ascii,
    Latin1,
    Utf16(Order),
    Utf32(Order),
    /// As literals spell it; raw: only what is beyond Latin-1.
    UnicodeEscape {
        raw: bool,
    },
}

/// Byte order of wide codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Order {
    /// Little-endian with a mark; reading follows the mark.
    Marked,
    Little,
    Big,
}

/// What is wrong with the input: the arguments of a `UnicodeError` but for the object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// `LookupError: unknown error handler name`
    Handler,
    /// Positions and reason.
    At {
        /// As messages name it.
        codec: &'static str,
        /// First bad position.
        start: usize,
        /// After the last one.
        end: usize,
        /// Why.
        reason: &'static str,
    },
}

/// Finds a codec; spelling is free as in CPython.
pub fn lookup(name: &str) -> Option<Codec> {
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    Some(match plain.as_str() {
        "utf8" | "u8" | "utf" | "cp65001" => Codec::Utf8,
        "utf8sig" => Codec::Utf8Sig,
        "ascii" | "usascii" | "646" | "iso646us" => Codec::Ascii,
        "latin1" | "iso88591" | "latin" | "l1" | "88591" | "cp819" | "8859" => Codec::Latin1,
        "utf16" | "u16" => Codec::Utf16(Order::Marked),
        "utf16le" => Codec::Utf16(Order::Little),
        "utf16be" => Codec::Utf16(Order::Big),
        "utf32" | "u32" => Codec::Utf32(Order::Marked),
        "utf32le" => Codec::Utf32(Order::Little),
        "utf32be" => Codec::Utf32(Order::Big),
        "unicodeescape" => Codec::UnicodeEscape { raw: false },
        "rawunicodeescape" => Codec::UnicodeEscape { raw: true },
        _ => return None,
    })
}

/// `text.encode(codec, errors)`
pub fn encode(text: &str, codec: Codec, errors: &str) -> Result<Vec<u8>, Problem> {
    let (limit, name, reason) = match codec {
        Codec::Utf8 => return Ok(text.as_bytes().to_vec()),
        Codec::Utf8Sig => return Ok([&[0xef, 0xbb, 0xbf], text.as_bytes()].concat()),
        Codec::Utf16(order) => {
            let mark = (order == Order::Marked).then_some(0xfeff);
            return Ok(mark
                .into_iter()
                .chain(text.encode_utf16())
                .flat_map(|unit| if order == Order::Big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect());
        }
        Codec::Utf32(order) => {
            let mark = (order == Order::Marked).then_some(0xfeff);
            return Ok(mark
                .into_iter()
                .chain(text.chars().map(u32::from))
                .flat_map(|unit| if order == Order::Big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect());
        }
        Codec::UnicodeEscape { raw } => return Ok(escape::encode(text, raw)),
        Codec::Ascii => (0x80, "ascii", "ordinal not in range(128)"),
        Codec::Latin1 => (0x100, "latin-1", "ordinal not in range(256)"),
    };
    let mut out = Vec::with_capacity(text.len());
    let mut chars = text.chars().enumerate().peekable();
    while let Some((at, c)) = chars.next() {
        let code = c as u32;
        if code < limit {
            out.push(code as u8);
            continue;
        }
        match errors {
            "strict" => {
                let mut end = at + 1;
                while chars.next_if(|&(_, c)| c as u32 >= limit).is_some() {
                    end += 1;
                }
                return Err(Problem::At { codec: name, start: at, end, reason });
            }
            "ignore" => {}
            "replace" => out.push(b'?'),
            "backslashreplace" => {
                let escaped = super::quote::escape_non_ascii(c.encode_utf8(&mut [0; 4]));
                out.extend_from_slice(escaped.as_bytes());
            }
            "xmlcharrefreplace" => out.extend_from_slice(format!("&#{code};").as_bytes()),
            _ => return Err(Problem::Handler),
        }
    }
    Ok(out)
}

/// `data.decode(codec, errors)`
pub fn decode(data: &[u8], codec: Codec, errors: &str) -> Result<String, Problem> {
    match codec {
        Codec::UnicodeEscape { raw } => escape::decode(data, raw, errors),
        Codec::Utf8 => decode_utf8(data, errors),
        Codec::Utf8Sig => decode_utf8(data.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(data), errors),
        Codec::Latin1 => Ok(data.iter().map(|&byte| char::from(byte)).collect()),
        Codec::Ascii => {
            let mut out = String::with_capacity(data.len());
            for (at, &byte) in data.iter().enumerate() {
                if byte < 0x80 {
                    out.push(char::from(byte));
                } else {
                    let reason = "ordinal not in range(128)";
                    let problem = Problem::At { codec: "ascii", start: at, end: at + 1, reason };
                    handle(&mut out, &data[at..=at], errors, problem)?;
                }
            }
            Ok(out)
        }
        Codec::Utf16(order) => {
            let (data, big) = unmark(data, order, &[0xff, 0xfe], &[0xfe, 0xff]);
            let units = data.chunks(2).map(|pair| match pair {
                [a, b] if big => u16::from_be_bytes([*a, *b]),
                [a, b] => u16::from_le_bytes([*a, *b]),
                // Half a unit at the end cannot be part of a character.
                _ => 0xdc00,
            });
            let mut out = String::with_capacity(data.len() / 2);
            let mut at = 0;
            for unit in char::decode_utf16(units) {
                match unit {
                    Ok(c) => {
                        out.push(c);
                        at += 2 * c.len_utf16();
                    }
                    Err(_) => {
                        let end = (at + 2).min(data.len());
                        let reason =
                            if end == at + 2 { "illegal UTF-16 surrogate" } else { "truncated data" };
                        let problem = Problem::At { codec: "utf-16", start: at, end, reason };
                        handle(&mut out, &data[at..end], errors, problem)?;
                        at = end;
                    }
                }
            }
            Ok(out)
        }
        Codec::Utf32(order) => {
            let (data, big) = unmark(data, order, &[0xff, 0xfe, 0, 0], &[0, 0, 0xfe, 0xff]);
            let mut out = String::with_capacity(data.len() / 4);
            for (index, unit) in data.chunks(4).enumerate() {
                let code = <[u8; 4]>::try_from(unit)
                    .ok()
                    .map(|four| if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) });
                match code.and_then(char::from_u32) {
                    Some(c) => out.push(c),
                    None => {
                        let reason = if code.is_some() {
                            "code point not in range(0x110000)"
                        } else {
                            "truncated data"
                        };
                        let start = index * 4;
                        let problem = Problem::At { codec: "utf-32", start, end: start + unit.len(), reason };
                        handle(&mut out, unit, errors, problem)?;
                    }
                }
            }
            Ok(out)
        }
    }
}

fn unmark<'a>(data: &'a [u8], order: Order, little: &[u8], big: &[u8]) -> (&'a [u8], bool) {
    if order != Order::Marked {
        return (data, order == Order::Big);
    }
    if let Some(rest) = data.strip_prefix(big) {
        return (rest, true);
    }
    (data.strip_prefix(little).unwrap_or(data), false)
}

fn decode_utf8(data: &[u8], errors: &str) -> Result<String, Problem> {
    let mut out = String::with_capacity(data.len());
    let mut at = 0;
    loop {
        match std::str::from_utf8(&data[at..]) {
            Ok(rest) => {
                out.push_str(rest);
                return Ok(out);
            }
            Err(error) => {
                let good = error.valid_up_to();
                let start = at + good;
                out.push_str(std::str::from_utf8(&data[at..start]).unwrap_or_default());
                let end = error.error_len().map_or(data.len(), |length| start + length);
                let reason = match error.error_len() {
                    None => "unexpected end of data",
                    // A lead byte that may not start anything.
                    Some(_) if !matches!(data[start], 0xc2..=0xf4) => "invalid start byte",
                    Some(_) => "invalid continuation byte",
                };
                let problem = Problem::At { codec: "utf-8", start, end, reason };
                handle(&mut out, &data[start..end], errors, problem)?;
                at = end;
            }
        }
    }
}

pub(super) fn handle(out: &mut String, bad: &[u8], errors: &str, problem: Problem) -> Result<(), Problem> {
    match errors {
        "strict" => return Err(problem),
        "ignore" => {}
        "replace" => out.push('\u{fffd}'),
        "backslashreplace" => bad.iter().for_each(|byte| out.push_str(&format!("\\x{byte:02x}"))),
        _ => return Err(Problem::Handler),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codecs() {
        assert_eq!(encode("aé", Codec::Latin1, "strict"), Ok(vec![b'a', 0xe9]));
        assert_eq!(encode("aé", Codec::Ascii, "backslashreplace"), Ok(b"a\\xe9".to_vec()));
        assert!(encode("aé", Codec::Ascii, "strict").is_err());
        assert_eq!(decode(b"a\xffb", Codec::Utf8, "replace").as_deref(), Ok("a\u{fffd}b"));
        assert_eq!(
            decode(b"a\xe2\x82", Codec::Utf8, "strict"),
            Err(Problem::At { codec: "utf-8", start: 1, end: 3, reason: "unexpected end of data" })
        );
        for codec in [Codec::Utf16(Order::Marked), Codec::Utf16(Order::Big), Codec::Utf32(Order::Little)] {
            assert_eq!(
                decode(&encode("a😀é", codec, "strict").unwrap(), codec, "strict").as_deref(),
                Ok("a😀é")
            );
        }
    }
}
