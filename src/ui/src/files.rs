//! What a run has left in its files, and how each of them can be shown.

use interleave_protocol::RunFile;

/// Characters of a text that are shown; the whole of it can be downloaded.
const MOST_TEXT: usize = 20_000;

/// The files of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Files {
    /// By path.
    pub list: Vec<RunFile>,
    /// So many more there are.
    pub more: u32,
}

/// How a file is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preview<'a> {
    /// A picture of this media type.
    Picture(&'static str),
    /// A text, or its beginning.
    Text {
        /// What is shown.
        text: &'a str,
        /// There is more of it.
        cut: bool,
    },
    /// Neither.
    Binary,
    /// It was too large to be sent.
    TooLarge,
}

/// First bytes of the pictures that browsers show, and their media types.
const PICTURES: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
];

/// How to show a file: by what it holds, not by its name; only `.bmp` and `.svg` need theirs too.
pub fn preview(file: &RunFile) -> Preview<'_> {
    let Some(content) = &file.content else { return Preview::TooLarge };
    let picture = PICTURES.iter().find(|(start, kind)| {
        content.starts_with(start) && (*kind != "image/bmp" || file.path.ends_with(".bmp"))
    });
    if let Some((_, kind)) = picture {
        return Preview::Picture(kind);
    }
    match std::str::from_utf8(content) {
        Ok(text) if file.path.ends_with(".svg") && text.contains("<svg") => Preview::Picture("image/svg+xml"),
        Ok(text) if !text.contains('\0') => {
            let end = text.char_indices().nth(MOST_TEXT).map_or(text.len(), |(at, _)| at);
            Preview::Text { text: &text[..end], cut: end < text.len() }
        }
        _ => Preview::Binary,
    }
}

/// The last part of a path: what a download is called.
pub fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_shown_by_what_they_hold() {
        let text = |text, cut| Preview::Text { text, cut };
        for (path, content, expected) in [
            ("a.txt", "ä\n".as_bytes(), text("ä\n", false)),
            ("empty", b"".as_slice(), text("", false)),
            ("a.png", b"\x89PNG\r\n\x1a\nrest", Preview::Picture("image/png")),
            ("no-ending", b"\xff\xd8\xff\xe0", Preview::Picture("image/jpeg")),
            ("a.png", b"no picture", text("no picture", false)),
            ("a.bmp", b"BM\0\0", Preview::Picture("image/bmp")),
            ("BMW.txt", b"BMW", text("BMW", false)),
            ("a.svg", b"<svg/>", Preview::Picture("image/svg+xml")),
            ("a.bin", b"\0\x01", Preview::Binary),
            ("latin", b"\xe9", Preview::Binary),
        ] {
            let (size, content) = (content.len() as u64, Some(content.to_vec()));
            assert_eq!(preview(&RunFile { path: path.into(), size, content }), expected, "{path}");
        }
        let long = RunFile { path: "a".into(), size: 0, content: Some("ä".repeat(MOST_TEXT + 1).into()) };
        assert_eq!(preview(&long), text(&"ä".repeat(MOST_TEXT), true));
        assert_eq!(preview(&RunFile { path: "a".into(), size: 9, content: None }), Preview::TooLarge);
        assert_eq!((name("/tmp/a/b.txt"), name("b")), ("b.txt", "b"));
    }
}
