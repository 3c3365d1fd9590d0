//! Private names of classes.

use std::borrow::Cow;

/// `__name` inside `class C` is `_C__name` ("Private name mangling" in the Python reference, Identifiers).
pub fn mangle<'n>(class: Option<&str>, name: &'n str) -> Cow<'n, str> {
    match class.map(|class| class.trim_start_matches('_')) {
        Some(class)
            if !class.is_empty()
                && name.starts_with("__")
                && !name.ends_with("__")
                && !name.contains('.') =>
        {
            Cow::Owned(format!("_{class}{name}"))
        }
        _ => Cow::Borrowed(name),
    }
}

#[cfg(test)]
mod tests {
    use super::mangle;

    #[test]
    fn only_private_names_change() {
        for (class, name, expected) in [
            (Some("C"), "__x", "_C__x"),
            (Some("_C"), "__x", "_C__x"),
            (Some("__"), "__x", "__x"),
            (Some("C"), "__x__", "__x__"),
            (Some("C"), "_x", "_x"),
            (None, "__x", "__x"),
        ] {
            assert_eq!(mangle(class, name), expected);
        }
    }
}
