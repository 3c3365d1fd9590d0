//! The URL that brings the page back, and the page that a URL asks for.

use interleave_lesson::set;
use interleave_protocol::Step;
use interleave_run::Driver;

use super::program::{default_of, defaults, files_of, first_lesson};
use super::{Missing, Notice, Origin, Replay, State};
use crate::foreign::{self, Foreign};
use crate::lessons;
use crate::link::Link;
use crate::shared::Shared;

/// Where one finds the page as it is now.
#[derive(Debug, Default)]
pub struct Address {
    /// What it says.
    pub link: Link,
    /// The same, written: the part of the URL behind `#`.
    pub hash: String,
}

impl State {
    /// What the address depends on.
    pub(super) fn addressed(&self) -> impl PartialEq + use<> {
        let from = (self.lesson.clone(), self.origin.clone(), self.missing.clone());
        let program = (self.code.clone(), self.files.clone(), self.scan.clone());
        (from, program, self.settings.clone(), self.replay.clone(), self.view.embed)
    }

    /// Makes the address that of the page as it is now: packing code takes its time, so it is made once for a change.
    pub(super) fn readdress(&mut self) {
        let link = self.present_link();
        self.address = Shared::new(Address { hash: link.write(), link });
    }

    /// The URL that brings this page back.
    pub fn link(&self) -> &Link {
        &self.address.link
    }

    fn present_link(&self) -> Link {
        let defaults = defaults(&self.lesson, &self.scan);
        let values: Vec<(&str, &str)> =
            defaults.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let only_values = set(&self.code, &values).is_ok_and(|code| code == self.lesson.code);
        let (slug, src) = match (&self.missing, &self.origin) {
            (Some(Missing::Lesson(slug)), _) => (slug.clone(), None),
            (Some(Missing::Foreign { src, .. }), _) | (None, Some(Origin { src, .. })) => {
                (String::new(), Some(src.clone()))
            }
            (None, None) => (self.lesson.slug.clone(), None),
        };
        let mut link =
            Link { slug, src, settings: self.settings.clone(), embed: self.view.embed, ..Link::default() };
        if let Some(replay) = &self.replay {
            link.schedule = Some(replay.schedule.clone());
            link.settings.seed = replay.seed;
        }
        if only_values {
            link.values = self
                .scan
                .params
                .iter()
                .filter(|param| default_of(&self.lesson, &param.name) != Some(&param.value))
                .map(|param| (param.name.clone(), param.value.plain()))
                .collect();
        } else {
            link.code = Some(self.code.to_string());
        }
        let edited =
            self.files.iter().zip(&self.lesson.files).filter(|(now, before)| *now.text != *before.text);
        link.files = edited.map(|(now, _)| (now.name.clone(), now.text.to_string())).collect();
        link
    }

    /// The code, or another file, is not the lesson's, parameters aside.
    pub fn is_edited(&self) -> bool {
        let link = self.link();
        link.code.is_some() || !link.files.is_empty()
    }

    pub(super) fn follow(&mut self, link: Link) {
        self.notices = link.problems.iter().map(|problem| Notice::error(problem.clone(), "")).collect();
        let shown = self.origin.as_ref().map(|origin| origin.src.as_str());
        let same = self.missing.is_none()
            && shown == link.src.as_deref()
            && (shown.is_some() || self.lesson.slug == link.slug);
        let found = match (&link.src, link.slug.as_str()) {
            _ if same => Ok(((*self.lesson).clone(), self.origin.clone())),
            (Some(src), _) => match lessons::foreign(src) {
                Ok(Foreign { src, host, lesson }) => {
                    let problems = lesson.problems.iter().take(3);
                    self.notices
                        .extend(problems.map(|problem| Notice::of_file(foreign::shown(&src), problem)));
                    Ok((lesson, Some(Origin { src, host })))
                }
                Err(why) => Err(Missing::Foreign { src: src.clone(), why }),
            },
            (None, "") => Ok((first_lesson(), None)),
            (None, slug) => match lessons::get(slug) {
                Some(lesson) => Ok((lesson, None)),
                None => Err(Missing::Lesson(slug.to_owned())),
            },
        };
        // A link that says nothing about how to run leaves the visitor's choice alone.
        if link.chosen {
            self.settings = link.settings;
        }
        self.replay = None;
        self.view.embed |= link.embed;
        let (lesson, origin) = match found {
            Ok(found) => found,
            Err(missing) => {
                self.missing = Some(missing);
                return;
            }
        };
        let mut code = link.code.unwrap_or_else(|| lesson.code.clone());
        // One wrong value must not lose the others.
        for (name, value) in &link.values {
            match set(&code, &[(name, value)]) {
                Ok(changed) => code = changed,
                Err(errors) => self.notices.extend(errors.iter().map(Notice::of_value)),
            }
        }
        if !same || self.code_revision == 0 {
            self.open(lesson, origin);
        }
        if *self.code != *code {
            self.set_code(code, true);
        }
        let mut files = files_of(&self.lesson);
        for (name, text) in link.files {
            match files.iter_mut().find(|file| file.name == name) {
                Some(file) => file.text = text.into(),
                None => self.notices.push(Notice::error(
                    format!("The lesson has no file {name}; the link's is left out."),
                    "",
                )),
            }
        }
        if self.files != files {
            self.files = files;
            self.code_revision += 1;
            self.changed();
        }
        self.replay = link
            .schedule
            .filter(|_| self.settings.driver == Driver::Sim)
            .map(|schedule| Replay { schedule, seed: self.settings.seed });
        if self.replay.is_some() && !self.view.embed {
            // Whoever follows a link to a schedule wants to see it; inside another page nothing begins unasked.
            self.run_program(Some(link.at.map_or(Step::Line, Step::Until)));
        }
    }
}
