//! The course: all lessons under `lessons/`, embedded when this crate is built.

use std::sync::OnceLock;

use crate::Lesson;
use crate::lesson::title_of;

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/lessons.rs"));
}

/// All lessons in order.
#[derive(Debug)]
pub struct Catalogue {
    /// In the order of their folders.
    pub topics: Vec<Topic>,
}

/// The lessons of one folder.
#[derive(Debug)]
pub struct Topic {
    /// `02-sharing`
    pub folder: String,
    /// The number the folder begins with.
    pub number: u32,
    /// `Sharing`
    pub title: String,
    /// In the order they say, else easy ones first.
    pub lessons: Vec<Lesson>,
}

/// The catalogue of this build.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        let lessons = embedded::LESSONS.iter().map(|(slug, source)| {
            let mut lesson = Lesson::parse(slug, source);
            lesson.attach(|name| beside(slug, name));
            lesson
        });
        Catalogue::new(lessons.collect())
    })
}

/// The text of a file in a lesson's folder.
fn beside(slug: &str, name: &str) -> Option<String> {
    let folder = slug.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = format!("{folder}/{name}");
    embedded::FILES.iter().find(|(file, _)| *file == path).map(|(_, text)| (*text).to_owned())
}

/// Paths under `lessons/` of the files in its folders that are no lessons themselves.
pub fn files() -> impl Iterator<Item = &'static str> {
    embedded::FILES.iter().map(|(path, _)| *path)
}

impl Catalogue {
    /// Groups lessons by folder and puts them in order.
    pub fn new(lessons: Vec<Lesson>) -> Catalogue {
        let mut topics: Vec<Topic> = Vec::new();
        for lesson in lessons {
            let folder = lesson.slug.split_once('/').map_or("", |(folder, _)| folder).to_owned();
            match topics.iter_mut().find(|topic| topic.folder == folder) {
                Some(topic) => topic.lessons.push(lesson),
                None => {
                    let (number, name) = folder.split_once('-').unwrap_or(("", &folder));
                    let (number, title) = match number.parse() {
                        Ok(number) => (number, title_of(name)),
                        Err(_) => (0, title_of(&folder)),
                    };
                    topics.push(Topic { folder, number, title, lessons: vec![lesson] });
                }
            }
        }
        topics.sort_by(|a, b| (a.number, &a.folder).cmp(&(b.number, &b.folder)));
        for topic in &mut topics {
            topic.lessons.sort_by(|a, b| (a.order, a.level, &a.slug).cmp(&(b.order, b.level, &b.slug)));
        }
        Catalogue { topics }
    }

    /// All lessons in order.
    pub fn lessons(&self) -> impl Iterator<Item = &Lesson> {
        self.topics.iter().flat_map(|topic| &topic.lessons)
    }

    /// The lesson of that slug; its last part is enough when only one lesson has it.
    pub fn get(&self, slug: &str) -> Option<&Lesson> {
        self.lessons().find(|lesson| lesson.slug == slug).or_else(|| {
            let mut by_name = self.lessons().filter(|lesson| lesson.slug.rsplit('/').next() == Some(slug));
            by_name.next().filter(|_| by_name.next().is_none())
        })
    }

    /// Up to three lessons whose names are most like a slug that does not exist.
    pub fn nearest(&self, slug: &str) -> Vec<&Lesson> {
        let name = slug.rsplit('/').next().unwrap_or(slug).to_lowercase();
        let likeness = |lesson: &Lesson| {
            let own = lesson.slug.rsplit('/').next().unwrap_or(&lesson.slug);
            strsim::jaro_winkler(&name, own).max(strsim::jaro_winkler(&name, &lesson.title.to_lowercase()))
        };
        let mut ranked: Vec<(f64, &Lesson)> =
            self.lessons().map(|lesson| (likeness(lesson), lesson)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        ranked.into_iter().take(3).filter(|(likeness, _)| *likeness > 0.5).map(|(_, lesson)| lesson).collect()
    }

    /// Whether all words of a query occur in a lesson: its title, its concepts, its prose or its code.
    pub fn matches(lesson: &Lesson, query: &str) -> bool {
        let text = format!("{} {} {}", lesson.title, lesson.concepts.join(" "), lesson.source).to_lowercase();
        query.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Catalogue {
        let file = |slug: &str, level: u8, title: &str| {
            Lesson::parse(
                slug,
                &format!("# ---\n# title: {title}\n# level: {level}\n# ---\nprint('{slug}')\n"),
            )
        };
        Catalogue::new(vec![
            file("10-more/end", 1, "The end"),
            file("02-sharing/lost-update", 2, "Lost updates"),
            file("02-sharing/alone", 1, "Alone"),
            file("05-between-processes/pipe", 1, "A pipe"),
        ])
    }

    #[test]
    fn order_and_titles() {
        let catalogue = sample();
        let topics: Vec<_> =
            catalogue.topics.iter().map(|topic| (topic.number, topic.title.as_str())).collect();
        assert_eq!(topics, [(2, "Sharing"), (5, "Between processes"), (10, "More")]);
        let slugs: Vec<_> = catalogue.lessons().map(|lesson| lesson.slug.as_str()).collect();
        assert_eq!(
            slugs,
            ["02-sharing/alone", "02-sharing/lost-update", "05-between-processes/pipe", "10-more/end"]
        );
    }

    #[test]
    fn lookup() {
        let catalogue = sample();
        for (asked, found) in [
            ("02-sharing/lost-update", Some("02-sharing/lost-update")),
            ("lost-update", Some("02-sharing/lost-update")),
            ("lost-updates", None),
        ] {
            assert_eq!(catalogue.get(asked).map(|lesson| lesson.slug.as_str()), found);
        }
        assert_eq!(catalogue.nearest("02-sharing/lost-updte")[0].slug, "02-sharing/lost-update");
        assert_eq!(catalogue.nearest("qqqq").len(), 0);
        assert!(Catalogue::matches(catalogue.get("pipe").unwrap(), "PIPE print"));
        assert!(!Catalogue::matches(catalogue.get("pipe").unwrap(), "pipe queue"));
    }

    /// What every lesson of the course must have.
    #[test]
    fn the_course_is_complete() {
        assert!(catalogue().lessons().count() >= 6);
        for lesson in catalogue().lessons() {
            let slug = &lesson.slug;
            assert_eq!(lesson.problems, [], "{slug}");
            assert!(lesson.source.contains("# title: "), "{slug} has no title");
            assert!(lesson.source.contains("# level: "), "{slug} has no level");
            assert!(!lesson.concepts.is_empty(), "{slug} has no concepts");
            assert!(lesson.question.is_some(), "{slug} has no question to answer before running");
            assert!(!lesson.docs.is_empty(), "{slug} links to no section of the documentation");
            assert!(!lesson.params.is_empty(), "{slug} has no parameters");
            let sentences = lesson.introduction().matches(['.', '?', '!']).count();
            assert!(sentences >= 3, "{slug}: three sentences say what it is about");
            assert!(!lesson.remarks().is_empty(), "{slug} does not say what to look at");
            assert!(lesson.code.contains("if __name__ == \"__main__\":"), "{slug} has no __main__ guard");
        }
    }
}
