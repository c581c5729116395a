//! The complete package as one document: what is printed, bound and handed in.
//!
//! Every text that a person typed stands in it exactly once, in a fixed order. A chapter that shows a text says so to
//! the [`ChapterContext`]; what no chapter has shown, because another kind of dossier or another branch of the walk holds it, is
//! listed in the last chapter. The cover repeats the organisation's name, page heads do; the letter to the secretariat
//! of a pre-check repeats what it is about.
//!
//! To print something new of the dossier: 1 its place in `dossier::all_places`; 2 the blocks in the chapter it belongs to,
//! with [`ChapterContext::show`] for each of its places; 3 its name in `dossier::titles`, for where it is left over; 4 the filling of
//! `tests`, which then finds what is missing, twice there, or out of order.

mod annual;
mod consensus;
mod context;
mod cover;
mod declarations;
mod entries;
mod evidence;
mod form;
mod items;
mod letter;
mod metrics;
mod open_points;
mod profile;
mod scores;
#[cfg(all(test, feature = "toml"))]
mod tests;
mod unused_answers;
mod verdict;
mod walk;

use crate::domain::date::{Calendar, Date};
use crate::dossier::{self, Dossier, Kind};
use crate::pack::{Criteria, Metrics, Scheme, chinese};

use super::document::{Block, Chapter, Document, Part};
use context::ChapterContext;

pub use cover::grouped;

/// The document of a dossier, as of `today`, by the program `build`. The same arguments give the same document.
pub fn document(
    dossier: &Dossier,
    scheme: &Scheme,
    criteria: &Criteria,
    metrics: &Metrics,
    calendar: &Calendar,
    today: Date,
    build: &str,
) -> Document {
    let mut context = ChapterContext::new(dossier, scheme, criteria, metrics, calendar, today);
    let fingerprint = dossier::fingerprint(dossier);
    let mut chapters = match dossier.kind {
        Kind::Precheck => vec![verdict::chapter(&mut context), walk::chapter(&mut context)],
        Kind::Application => vec![
            form::chapter(&mut context),
            walk::chapter(&mut context),
            verdict::chapter(&mut context),
            profile::chapter(&mut context),
            items::chapter(&mut context),
            scores::chapter(&mut context),
            evidence::chapter(&mut context),
            declarations::of_application(&context),
            open_points::chapter(&context),
        ],
        Kind::Annual => {
            let mut chapters = vec![
                annual::basics(&mut context),
                annual::report(&mut context),
                items::chapter(&mut context),
                scores::chapter(&mut context),
            ];
            // No winner has to show any.
            if !dossier.register("evidence").is_empty() {
                chapters.push(evidence::chapter(&mut context));
            }
            chapters.push(declarations::of_winner());
            chapters
        }
    };
    chapters.extend(unused_answers::chapter(&context));
    let cover = cover::cover(&context, &fingerprint, build);
    let mut parts = match dossier.kind {
        // A few sheets, read by themselves: the fingerprint stands at the end of the verdict.
        Kind::Precheck => {
            let seal = cover::identity(&fingerprint, build).join("\n");
            if let Some(verdict) = chapters.first_mut() {
                verdict.blocks.push(Block::Small(seal));
            }
            Vec::new()
        }
        Kind::Application | Kind::Annual => vec![Part::Cover(cover), Part::Contents],
    };
    parts.extend(numbered(chapters).map(Part::Chapter));
    if dossier.kind == Kind::Precheck {
        // It goes out by itself.
        parts.extend(letter::chapter(&context).map(Part::Chapter));
    }
    Document {
        title: cover::title(dossier),
        note: format!("指纹 {}", cover::short(&fingerprint)),
        parts,
    }
}

/// Chapters with their numbers: 一、 二、 …
fn numbered(chapters: Vec<Chapter>) -> impl Iterator<Item = Chapter> {
    (1..).zip(chapters).map(|(at, chapter)| Chapter {
        title: format!("{}、{}", chinese(at), chapter.title),
        ..chapter
    })
}

/// A section's heading within the chapter `of`, numbered （一） （二） …, in the contents.
fn section(of: &str, at: u8, title: &str) -> Block {
    Block::Heading {
        level: 1,
        text: format!("（{}）{title}", chinese(at)),
        id: Some(format!("{of}-{at}")),
    }
}

/// A typed text on its own, or that there is none.
fn text_or_unfilled(text: &str) -> Block {
    Block::Text(super::document::or_unfilled(text))
}
