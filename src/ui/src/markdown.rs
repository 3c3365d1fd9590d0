//! Prose of lessons as HTML.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, html};

/// Markdown as HTML that can do no harm: raw HTML becomes text, links lead only to the web or into the page. Lessons
/// are ours, but files that visitors open and links they are sent are not.
pub fn to_html(markdown: &str) -> String {
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: safe(dest_url), title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: safe(dest_url), title, id })
        }
        other => other,
    });
    let mut out = String::new();
    html::push_html(&mut out, parser);
    out
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
        ] {
            let html = to_html(markdown);
            assert!(!html.contains(forbidden), "{html}");
        }
    }
}
