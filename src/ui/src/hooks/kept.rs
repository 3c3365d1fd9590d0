//! What the visitor has changed in lessons, in the browser's storage: it is there when the lesson is opened again.

use gloo_utils::window;
use web_sys::Storage;

use crate::lessons;
use crate::link::Link;

/// Before the name of a lesson, or its address: the part of a link behind `#`.
const KEY: &str = "interleave-edits:";

/// Where storage is forbidden nothing is kept.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn key(link: &Link) -> Option<String> {
    let name = match (&link.src, link.slug.as_str()) {
        (Some(src), _) => src.clone(),
        (None, "") => lessons::first()?.slug.clone(),
        (None, slug) => lessons::get(slug)?.slug,
    };
    Some(format!("{KEY}{name}"))
}

/// The link itself if it says what the program is to be, else with what the visitor made of the lesson.
pub fn restore(link: Link) -> Link {
    let kept = || {
        let text = storage()?.get_item(&key(&link)?).ok()??;
        Some(Link::read("", &text)).filter(Link::changes_program)
    };
    if link.embed || link.schedule.is_some() || link.changes_program() {
        return link;
    }
    match kept() {
        Some(Link { code, values, files, .. }) => Link { code, values, files, ..link },
        None => link,
    }
}

/// Remembers what the visitor has changed since the address was `before`, or that nothing is changed any more. What was not changed
/// by them but by somebody's link is theirs only from their next change on.
pub fn keep(before: &mut Link, link: &Link, by_visitor: bool) {
    let before = std::mem::replace(before, link.clone());
    let (Some(storage), Some(key)) = (storage().filter(|_| !link.embed), key(link)) else { return };
    // A full storage keeps what it has.
    let _ = if link.changes_program() && by_visitor {
        let Link { slug, src, code, values, files, .. } = link.clone();
        storage.set_item(&key, &Link { slug, src, code, values, files, ..Link::default() }.write())
    } else if !link.changes_program()
        && before.changes_program()
        && (before.slug, before.src) == (link.slug.clone(), link.src.clone())
    {
        storage.remove_item(&key)
    } else {
        Ok(())
    };
}
