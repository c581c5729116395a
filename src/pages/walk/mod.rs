//! 资格自查: the questions, their answers looked over, the verdict, and the readings it rests on.

mod answer_fields;
mod check_answers;
mod question;
mod readings;
mod verdict;

pub use check_answers::AnswersPage;
pub use question::{QuestionPage, open_fold};
pub use readings::ReadingsPage;
pub use verdict::VerdictPage;
