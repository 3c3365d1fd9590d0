//! Links into CPython's documentation, by the name of a section.

/// A section of CPython's documentation, or one function or class in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocLink {
    /// `threading`, `glossary`, `howto/free-threading-python`
    pub page: String,
    /// `Lock objects`, `threading.local`
    pub section: String,
}

impl DocLink {
    /// From `module: Section`.
    pub(crate) fn read(text: &str) -> Option<DocLink> {
        let (page, section) = text.split_once(": ")?;
        let (page, section) = (page.trim(), section.trim());
        let plain = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
        (!page.is_empty() && page.chars().all(plain) && !section.is_empty())
            .then(|| DocLink { page: page.to_owned(), section: section.to_owned() })
    }

    /// Its address. Sections are addressed as Sphinx does: lower case, everything but letters and digits a hyphen.
    pub fn url(&self) -> String {
        let Self { page, section } = self;
        let folder = if page.contains('/') || page == "glossary" { "" } else { "library/" };
        let anchor = if section.contains('.') && !section.contains(' ') {
            section.clone()
        } else {
            let words: Vec<String> = section
                .split(|c: char| !c.is_ascii_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_lowercase)
                .collect();
            format!("{}{}", if page == "glossary" { "term-" } else { "" }, words.join("-"))
        };
        format!("https://docs.python.org/3/{folder}{page}.html#{anchor}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (text, address) in [
            ("threading: Lock objects", "library/threading.html#lock-objects"),
            ("threading: threading.local", "library/threading.html#threading.local"),
            (
                "pickle: What can be pickled and unpickled?",
                "library/pickle.html#what-can-be-pickled-and-unpickled",
            ),
            ("glossary: global interpreter lock", "glossary.html#term-global-interpreter-lock"),
            ("c-api/init: Thread states", "c-api/init.html#thread-states"),
        ] {
            let link = DocLink::read(text).unwrap();
            assert_eq!(link.url(), format!("https://docs.python.org/3/{address}"), "{text}");
        }
        for text in ["threading", "threading:", "a b: c"] {
            assert_eq!(DocLink::read(text), None, "{text}");
        }
    }
}
