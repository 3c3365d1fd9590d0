//! Prose of lessons as HTML.

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

/// Elements inside each other; of deeper ones only the text is kept. Browsers take long for many thousands.
const DEEPEST: usize = 40;

/// Markdown as HTML that can do no harm: raw HTML becomes text, links lead only to the web or into the page, and images come from
/// where the page comes from: others become links, so that nobody learns who reads a lesson. Lessons are ours, but files that
/// visitors open and links they are sent are not.
pub fn to_html(markdown: &str) -> String {
    let mut open = 0;
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES).filter_map(|event| {
        let deep = match event {
            Event::Start(_) => {
                open += 1;
                open > DEEPEST
            }
            Event::End(_) => {
                open -= 1;
                open >= DEEPEST
            }
            _ => false,
        };
        Some(match event {
            _ if deep => return None,
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
            Event::Start(Tag::Link { dest_url, title, .. }) => link(dest_url, title),
            Event::Start(Tag::Image { dest_url, title, .. }) if !is_own(&dest_url) => link(dest_url, title),
            Event::Start(Tag::Heading { level, .. }) => {
                let (id, classes, attrs) = (None, Vec::new(), Vec::new());
                Event::Start(Tag::Heading { level: below_title(level), id, classes, attrs })
            }
            Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below_title(level))),
            Event::End(TagEnd::Image) => Event::End(TagEnd::Link),
            other => other,
        })
    });
    let mut out = String::new();
    html::push_html(&mut out, parser);
    out
}

/// The page has a title of its own, and lessons are written with `###` below theirs.
fn below_title(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 | HeadingLevel::H3 => HeadingLevel::H2,
        HeadingLevel::H4 => HeadingLevel::H3,
        _ => HeadingLevel::H4,
    }
}

fn link<'a>(url: CowStr<'a>, title: CowStr<'a>) -> Event<'a> {
    Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url: safe(url), title, id: "".into() })
}

/// Leads to a file beside the page.
fn is_own(url: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./".contains(letter);
    !url.starts_with('/') && url.chars().all(plain)
}

fn safe(url: CowStr<'_>) -> CowStr<'_> {
    let harmless = ["https://", "http://", "#", "mailto:"].iter().any(|start| url.starts_with(start));
    // A colon before any slash would be another scheme.
    let relative = !url.split(['/', '?', '#']).next().unwrap_or("").contains(':');
    if harmless || relative { url } else { "#".into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose() {
        assert_eq!(to_html("a **b** `c`"), "<p>a <strong>b</strong> <code>c</code></p>\n");
        assert_eq!(
            to_html("[x](https://docs.python.org)"),
            "<p><a href=\"https://docs.python.org\">x</a></p>\n"
        );
    }

    #[test]
    fn nothing_runs() {
        for (markdown, forbidden) in [
            ("<script>alert(1)</script>", "<script"),
            ("a <img src=x onerror=alert(1)> b", "<img"),
            ("[x](javascript:alert(1))", "javascript:"),
            ("[x](JaVaScRiPt:alert(1))", "alert"),
            ("![x](data:text/html,1)", "data:"),
            ("![x](https://example.org/pixel.png)", "<img"),
            ("![x](//example.org/pixel.png)", "<img"),
            ("![x](/\\\\example.org/pixel.png)", "<img"),
            ("> [![x](http://example.org/pixel.png)](#a)", "<img"),
        ] {
            let html = to_html(markdown);
            assert!(!html.contains(forbidden), "{html}");
        }
    }

    #[test]
    fn pictures_come_from_beside_the_page() {
        assert_eq!(
            to_html("![a *b*](pictures/x.png)"),
            "<p><img src=\"pictures/x.png\" alt=\"a b\" /></p>\n"
        );
        assert_eq!(
            to_html("a ![b *c*](https://example.org/x.png) d"),
            "<p>a <a href=\"https://example.org/x.png\">b <em>c</em></a> d</p>\n"
        );
    }

    #[test]
    fn what_is_nested_deeply_is_flat() {
        for (open, close) in [(">", ""), ("- ", ""), ("[", "](#a)"), ("*a ", "*")] {
            let most = if open == ">" { 200_000 } else { 2_000 };
            let html = to_html(&format!("{}text{}", open.repeat(most), close.repeat(most)));
            assert!(html.contains("text"), "{open}");
            let (mut depth, mut deepest) = (0i32, 0);
            for part in html.split('<').skip(1) {
                depth += if part.starts_with('/') { -1 } else { 1 };
                deepest = deepest.max(depth);
            }
            assert!(deepest <= DEEPEST as i32, "{open}: {deepest}");
        }
    }
}
