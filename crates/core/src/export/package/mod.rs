//! The complete package as one document: what is printed, bound and handed in.
//!
//! Every text that a person typed stands in the document of all parts exactly once, in a fixed order. A chapter that shows a text says so to
//! the [`ChapterContext`]; what no chapter has shown, because another kind of dossier or another branch of the walk holds it, is
//! listed in the last chapter. The cover repeats the organisation's name, page heads do; the letter to the secretariat
//! of a pre-check repeats what it is about.
//!
//! To print something new of the dossier: 1 its place in `dossier::all_places`; 2 the blocks in the chapter it belongs to,
//! with [`ChapterContext::show`] for each of its places; 3 its name in `dossier::titles`, for where it is left over; 4 the filling of
//! `tests`, which then finds what is missing, twice there, or out of order.

mod annual;
mod award;
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
mod remarks;
mod scores;
mod selection;
#[cfg(all(test, feature = "toml"))]
mod tests;
mod unused_answers;
mod verdict;
mod walk;

use std::borrow::Cow;

use crate::dossier::{self, EVIDENCE, Kind};
use crate::pack::chinese;
use crate::views::Markers;

use super::document::{Block, Chapter, Document, Part, map_texts};
use context::ChapterContext;

pub use context::PackageInput;
pub use cover::grouped;
pub use selection::{PaperPart, Preset, Selection};

/// The parts of a dossier that are chosen, as one document. The same arguments give the same document.
///
/// A text stands in the same chapter whatever is chosen, so that documents of different parts go together.
pub fn document(of: &PackageInput<'_>, chosen: &Selection) -> Document {
    let kind = of.dossier.kind;
    let mut context = ChapterContext::new(of);
    let fingerprint = dossier::fingerprint(of.dossier);
    let mut chapters = Vec::new();
    for part in PaperPart::of(kind) {
        let chapter = chapter(*part, &mut context);
        chapters.extend(chapter.filter(|_| chosen.has(*part)));
    }
    let subject = subject(kind, chosen, &chapters);
    let mut parts = Vec::new();
    if chosen.has(PaperPart::Cover) {
        parts.push(Part::Cover(cover::cover(&context, &subject, &fingerprint)));
    } else if let (Kind::Precheck, Some(first)) = (kind, chapters.first_mut()) {
        // A few sheets without a cover, read by themselves.
        let identity = cover::identity(&fingerprint).join("\n");
        first.blocks.push(Block::Small(identity));
    }
    if chosen.has(PaperPart::Contents) {
        parts.push(Part::Contents);
    }
    // It goes out by itself.
    let letter = match kind {
        Kind::Precheck => letter::chapter(&context),
        Kind::Application | Kind::Annual => None,
    };
    parts.extend(numbered(chapters).into_iter().map(Part::Chapter));
    parts.extend(
        letter
            .filter(|_| chosen.has(PaperPart::Letter))
            .map(Part::Chapter),
    );
    let mut document = Document {
        title: cover::title(of.dossier, &subject),
        note: format!("指纹 {}", cover::short(&fingerprint)),
        parts,
    };
    let markers = Markers::new(of.dossier, &context.captions);
    map_texts(&mut document, &|text| {
        if let Cow::Owned(written) = markers.written_out(text) {
            *text = written;
        }
    });
    document
}

/// The chapter of a part; `None` for what is none, and where there is nothing of it.
fn chapter(part: PaperPart, context: &mut ChapterContext<'_>) -> Option<Chapter> {
    match part {
        PaperPart::Cover | PaperPart::Contents | PaperPart::Letter => None,
        PaperPart::Form => Some(form::chapter(context)),
        PaperPart::Basics => Some(annual::basics(context)),
        PaperPart::Annual => Some(annual::report(context)),
        PaperPart::Award => award::chapter(context),
        PaperPart::Profile => Some(profile::chapter(context)),
        PaperPart::Report => Some(items::chapter(context)),
        PaperPart::Evidence => {
            // No winner has to show any.
            let needless = context.dossier.kind == Kind::Annual
                && context.dossier.register(EVIDENCE).is_empty();
            (!needless).then(|| evidence::chapter(context))
        }
        PaperPart::Declarations => Some(match context.dossier.kind {
            Kind::Annual => declarations::of_winner(),
            Kind::Precheck | Kind::Application => declarations::of_application(context),
        }),
        PaperPart::Answers => Some(walk::chapter(context)),
        PaperPart::Verdict => Some(verdict::chapter(context)),
        PaperPart::Scores => Some(scores::chapter(context)),
        PaperPart::Remarks => remarks::chapter(context),
        PaperPart::OpenPoints => Some(open_points::chapter(context)),
        PaperPart::Unused => unused_answers::chapter(context),
    }
}

/// What a document of these chapters is called: the package where everything that is handed in is in it, otherwise its
/// one or two chapters by name.
fn subject(kind: Kind, chosen: &Selection, chapters: &[Chapter]) -> String {
    match chapters {
        _ if chosen.covers(&Preset::HandIn.parts(kind)) => cover::what(kind).to_owned(),
        [one] => one.title.clone(),
        [one, other] => format!("{}和{}", one.title, other.title),
        _ if PaperPart::of(kind)
            .iter()
            .all(|part| !chosen.has(*part) || part.is_internal()) =>
        {
            "内部自评资料".to_owned()
        }
        _ => cover::what(kind).to_owned(),
    }
}

/// Chapters with their numbers: 一、 二、 … One that stands alone has none.
fn numbered(chapters: Vec<Chapter>) -> Vec<Chapter> {
    if chapters.len() < 2 {
        return chapters;
    }
    let numbered = (1..).zip(chapters).map(|(at, chapter)| Chapter {
        title: format!("{}、{}", chinese(at), chapter.title),
        ..chapter
    });
    numbered.collect()
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
