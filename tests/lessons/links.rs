//! Links of the lessons: into CPython's documentation, and to each other.

use std::collections::BTreeSet;
use std::path::Path;

use interleave_lesson::{DocLink, Lesson, catalogue};

use crate::folder;

/// Where CPython's documentation is.
const SITE: &str = "https://docs.python.org/3/";

const HEAD: &str = "# Links of the lessons into CPython's documentation that were found there, below https://docs.python.org/3/.\n# With INTERLEAVE_DOCS naming a folder of its HTML pages, `cargo xtask lessons links` looks the links up and writes this list.\n";

/// Checks all lessons. The documentation need not be here: `lessons/sections.txt` says what was found in it.
///
/// # Errors
/// Names every link that leads nowhere.
pub(crate) fn check() -> Result<(), String> {
    let path = folder().join("sections.txt");
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    let mut known: BTreeSet<String> =
        stored.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    let links: BTreeSet<String> = catalogue().lessons().flat_map(|lesson| &lesson.docs).map(place).collect();
    if let Some(docs) = std::env::var_os("INTERLEAVE_DOCS") {
        // A page that this version does not have yet was looked up by hand.
        known = links
            .iter()
            .filter(|link| found(Path::new(&docs), link).unwrap_or(known.contains(*link)))
            .cloned()
            .collect();
        let list: String = known.iter().map(|link| format!("{link}\n")).collect();
        std::fs::write(&path, format!("{HEAD}{list}")).map_err(|error| error.to_string())?;
    }
    let mut wrong: Vec<String> = known
        .difference(&links)
        .map(|link| format!("lessons/sections.txt: no lesson links to {link}; take it out"))
        .collect();
    for lesson in catalogue().lessons() {
        wrong.extend(
            problems(lesson, &known).into_iter().map(|problem| format!("{}: {problem}", lesson.slug)),
        );
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// `library/threading.html#lock-objects`
fn place(link: &DocLink) -> String {
    let url = link.url();
    url.strip_prefix(SITE).unwrap_or(&url).to_owned()
}

/// Whether the page has that anchor; nothing if there is no such page.
fn found(docs: &Path, link: &str) -> Option<bool> {
    let (page, anchor) = link.split_once('#')?;
    let html = std::fs::read_to_string(docs.join(page)).ok()?;
    Some(html.contains(&format!("id=\"{anchor}\"")))
}

fn problems(lesson: &Lesson, known: &BTreeSet<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for link in &lesson.docs {
        let DocLink { page, section } = link;
        let at = place(link);
        if !known.contains(&at) {
            wrong.push(format!(
                "`{page}: {section}` would be {SITE}{at}, which nobody has looked up: see lessons/sections.txt"
            ));
        }
        if !seen.insert(at) {
            wrong.push(format!("links to `{page}: {section}` twice"));
        }
    }
    let mut after = BTreeSet::new();
    for name in &lesson.after {
        match catalogue().get(name) {
            None => wrong.push(format!("comes after `{name}`, which is no lesson")),
            Some(before) if !after.insert(&before.slug) => wrong.push(format!("comes after `{name}` twice")),
            Some(before) if before.level > lesson.level => {
                wrong.push(format!(
                    "has level {}, and comes after `{name}` of level {}",
                    lesson.level, before.level
                ));
            }
            // Round in a circle there would be no first one.
            Some(before) if leads_to(before, lesson) => {
                wrong.push(format!("`{name}` comes after it as well"))
            }
            Some(_) => {}
        }
    }
    for target in targets(&lesson.source) {
        match target.strip_prefix("#/").map(|name| name.split('?').next().unwrap_or(name)) {
            Some(name) if catalogue().get(name).is_some() => {}
            Some(name) => wrong.push(format!("links to the lesson `{name}`, which there is not")),
            None if target.starts_with("https://") => {}
            None => {
                wrong.push(format!("links to `{target}`; write `#/name` for a lesson, or an https address"))
            }
        }
    }
    wrong
}

/// Targets of Markdown links, `[text](target)`, in the file's comments; between backticks is code.
fn targets(source: &str) -> Vec<&str> {
    let prose =
        source.lines().filter(|line| line.starts_with('#')).flat_map(|line| line.split('`').step_by(2));
    prose
        .flat_map(|text| text.split("](").skip(1).filter_map(|rest| rest.split_once(')')))
        .map(|(target, _)| target)
        .collect()
}

/// Whether `target` is `lesson` or among what has to be taken before it.
fn leads_to(lesson: &'static Lesson, target: &Lesson) -> bool {
    let (mut seen, mut next) = (Vec::new(), vec![lesson]);
    while let Some(lesson) = next.pop() {
        if lesson.slug == target.slug {
            return true;
        }
        if !seen.contains(&&lesson.slug) {
            seen.push(&lesson.slug);
            next.extend(lesson.after.iter().filter_map(|name| catalogue().get(name)));
        }
    }
    false
}
