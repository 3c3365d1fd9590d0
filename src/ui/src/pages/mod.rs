//! What fills the page beside the catalogue.

mod lesson;
mod missing;

pub use lesson::LessonPage;
pub use missing::MissingPage;
