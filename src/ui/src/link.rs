//! Everything worth keeping, in the part of the URL behind `#`.
//!
//! `#/02-sharing/lost-update?WORKERS=8&driver=web&seed=7`: static hosts and Jupyter frames need no rules for it, and edited
//! code never reaches a server. Parameters stand under their Python names; a name that is also a key of ours is written
//! with `p.` before it. `src=https://host/lesson.py` asks for a lesson that is not of the course, `schedule=…` repeats a
//! schedule of the simulator, `at=…` as far as this round. Edited code is deflated (RFC 1951) and written in base64url, that of the lesson's other files
//! under their names after `file.`

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use interleave_run::{Refused, Settings};

/// What a URL asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// The lesson; empty for the first one.
    pub slug: String,
    /// The address of a lesson that is not of the course; then there is no slug.
    pub src: Option<String>,
    /// Values of parameters, as typed.
    pub values: Vec<(String, String)>,
    /// How to run.
    pub settings: Settings,
    /// The URL says something about that.
    pub chosen: bool,
    /// A schedule to replay, in its text form.
    pub schedule: Option<String>,
    /// How far to follow it, in rounds.
    pub at: Option<u64>,
    /// Edited code.
    pub code: Option<String>,
    /// Edited files of the lesson, as name and text.
    pub files: Vec<(String, String)>,
    /// Shown inside another page.
    pub embed: bool,
    /// What could not be read, as sentences.
    pub problems: Vec<String>,
}

/// Our keys beside those of [`Settings`].
const KEYS: [&str; 6] = ["schedule", "at", "code", "embed", "src", "lesson"];

/// A parameter of this name would be taken for something of ours.
fn is_ours(key: &str) -> bool {
    KEYS.contains(&key) || Settings::KEYS.contains(&key)
}

/// Before the name of a file of the lesson: its edited text.
const FILE: &str = "file.";

/// Edited code longer than this is not unpacked: a link must not fill the memory.
const MAX_CODE: usize = 1 << 20;

impl Link {
    /// Reads `location.search` and `location.hash`.
    pub fn read(search: &str, hash: &str) -> Link {
        let mut link = Link::default();
        let hash = hash.trim_start_matches('#').trim_start_matches('/');
        let (slug, query) = hash.split_once('?').unwrap_or((hash, ""));
        link.slug = decode(slug.strip_prefix("lesson/").unwrap_or(slug).trim_end_matches('/'));
        let named = !link.slug.is_empty();
        for (pairs, ours) in [(search.trim_start_matches('?'), false), (query, true)] {
            for pair in pairs.split('&').filter(|pair| !pair.is_empty()) {
                let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
                let key = decode(key);
                // Before the `#` others write too: a host, a search engine, the service worker.
                // The address stays in front of the `#` when the visitor goes on to a lesson of the course.
                let old = !ours && named && key == "src";
                let known = is_ours(&key) || key.starts_with(char::is_uppercase);
                if !old && (ours || known) {
                    link.set(&key, decode(value));
                }
            }
        }
        link
    }

    fn set(&mut self, key: &str, value: String) {
        self.chosen |= key == "schedule" || Settings::KEYS.contains(&key);
        match self.settings.read(key, &value) {
            Ok(true) => return,
            Ok(false) => {}
            Err(Refused { allowed }) => {
                let problem = format!("The link asks for {key} {value}; allowed is {allowed}.");
                return self.problems.push(problem);
            }
        }
        match key {
            "lesson" => self.slug = value,
            // Whether it is one, the engine knows.
            "schedule" => self.schedule = Some(value),
            // A link that was damaged there still has its schedule.
            "at" => self.at = value.parse().ok(),
            "code" => match unpack(&value) {
                Some(code) => self.code = Some(code),
                None => self
                    .problems
                    .push("The edited code in the link is damaged; the lesson is shown as it was.".into()),
            },
            "src" if !value.is_empty() => {
                self.slug.clear();
                self.src = Some(value);
            }
            "src" => {}
            key if key.starts_with(FILE) => match unpack(&value) {
                Some(text) => self.files.push((key[FILE.len()..].to_owned(), text)),
                None => self.problems.push(format!(
                    "The edited {} in the link is damaged; the file is shown as it was.",
                    &key[FILE.len()..]
                )),
            },
            "embed" => self.embed = value != "0" && value != "false",
            name => {
                let name = name.strip_prefix("p.").unwrap_or(name);
                self.values.push((name.to_owned(), value));
            }
        }
    }

    /// It says how the program differs from the lesson's.
    pub fn changes_program(&self) -> bool {
        self.code.is_some() || !self.values.is_empty() || !self.files.is_empty()
    }

    /// Both say the same about the program, in any order.
    pub fn has_program_of(&self, other: &Link) -> bool {
        let same = |of: fn(&Link) -> &Vec<(String, String)>| {
            of(self).len() == of(other).len() && of(self).iter().all(|pair| of(other).contains(pair))
        };
        self.code == other.code && same(|link| &link.values) && same(|link| &link.files)
    }

    /// The part behind `#`, without it. Defaults are left out.
    pub fn write(&self) -> String {
        let mut pairs: Vec<(String, String)> = Vec::new();
        if let Some(src) = &self.src {
            pairs.push(("src".into(), encode_address(src)));
        }
        for (name, value) in &self.values {
            let prefix = if is_ours(name) { "p." } else { "" };
            pairs.push((format!("{prefix}{name}"), encode(value)));
        }
        let settings = self.settings.pairs().into_iter();
        pairs.extend(settings.map(|(key, value)| (key.to_owned(), encode(&value))));
        if let Some(schedule) = &self.schedule {
            pairs.push(("schedule".into(), encode(schedule)));
            pairs.extend(self.at.map(|at| ("at".into(), at.to_string())));
        }
        if let Some(code) = &self.code {
            pairs.push(("code".into(), pack(code)));
        }
        pairs.extend(self.files.iter().map(|(name, text)| (format!("{FILE}{}", encode(name)), pack(text))));
        let query: Vec<String> = pairs.into_iter().map(|(key, value)| format!("{key}={value}")).collect();
        let mut hash = format!("/{}", self.slug);
        if !query.is_empty() {
            hash.push('?');
            hash.push_str(&query.join("&"));
        }
        hash
    }
}

fn pack(code: &str) -> String {
    URL_SAFE_NO_PAD.encode(miniz_oxide::deflate::compress_to_vec(code.as_bytes(), 9))
}

fn unpack(text: &str) -> Option<String> {
    let bytes = URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()?;
    let bytes = miniz_oxide::inflate::decompress_to_vec_with_limit(&bytes, MAX_CODE).ok()?;
    String::from_utf8(bytes).ok()
}

/// Percent-encoding (RFC 3986) of everything that could end a value.
fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The same, but an address stays readable.
fn encode_address(text: &str) -> String {
    encode(text).replace("%3A", ":").replace("%2F", "/")
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match (bytes[at], hex.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (b'+', _) => {
                out.push(b' ');
                at += 1;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use interleave_run::{Driver, Policy};

    use super::*;

    #[test]
    fn links_survive_the_way_through_the_url() {
        for link in [
            Link::default(),
            Link { slug: "02-sharing/lost-update".into(), ..Link::default() },
            Link { src: Some("https://example.org/a b.py?v=1&w=#x".into()), ..Link::default() },
            Link {
                slug: "demo".into(),
                values: vec![("WORKERS".into(), "8".into()), ("seed".into(), "a&b=c ä%".into())],
                settings: Settings {
                    driver: Driver::Sim,
                    gil: false,
                    cores: 2,
                    seed: Some(u64::MAX),
                    policy: Policy::Pct,
                },
                schedule: Some("AQAAAP-_".into()),
                chosen: true,
                code: Some("print('ä')\n".repeat(50)),
                files: vec![("worker.py".into(), "x = 1\n".into()), ("more.txt".into(), String::new())],
                ..Link::default()
            },
        ] {
            assert_eq!(Link::read("", &format!("#{}", link.write())), link);
        }
    }

    #[test]
    fn code_is_small_in_the_url() {
        let link = Link { code: Some("for i in range(10):\n    print(i)\n".repeat(40)), ..Link::default() };
        assert!(link.write().len() < 120, "{}", link.write());
    }

    #[test]
    fn flawed_links_say_what_is_wrong() {
        for (hash, problem) in [
            ("#/a?cores=0", "The link asks for cores 0; allowed is a whole number from 1 to 256."),
            ("#/a?driver=gpu", "The link asks for driver gpu; allowed is sim, web, native."),
            ("#/a?gil=maybe", "The link asks for gil maybe; allowed is on or off."),
            ("#/a?seed=-1", "The link asks for seed -1; allowed is a whole number from 0."),
            ("#/a?policy=x", "The link asks for policy x; allowed is round-robin, random, pct, visitor."),
            ("#/a?code=!!", "The edited code in the link is damaged; the lesson is shown as it was."),
            ("#/a?file.b.py=!!", "The edited b.py in the link is damaged; the file is shown as it was."),
        ] {
            let link = Link::read("", hash);
            assert_eq!(link.problems, [problem]);
            assert_eq!(link.slug, "a");
        }
    }

    #[test]
    fn a_query_before_the_hash_counts_too() {
        let link = Link::read("?embed=1&lesson=lost-update&N=3&isolation=off&utm_source=x", "");
        assert!(link.embed);
        assert_eq!(link.slug, "lost-update");
        assert_eq!(link.values, [("N".to_owned(), "3".to_owned())]);
        for (search, hash, src, slug) in [
            ("?src=https://a.org/x.py&N=3", "", Some("https://a.org/x.py"), ""),
            ("", "#/?src=x.py", Some("x.py"), ""),
            ("", "#/lost-update?src=x.py", Some("x.py"), ""),
            ("?src=x.py", "#/?src=y.py", Some("y.py"), ""),
            ("?src=x.py", "#/lost-update", None, "lost-update"),
            ("?src=", "", None, ""),
        ] {
            let link = Link::read(search, hash);
            assert_eq!((link.src.as_deref(), link.slug.as_str()), (src, slug), "{search} {hash}");
        }
        assert_eq!(Link::read("?embed=1", "#/other?x=%zz").slug, "other");
        assert_eq!(Link::read("", "#/lesson/lost-update").slug, "lost-update");
    }
}
