//! A report that was looked over, written into a dossier.

use std::rc::Rc;

use super::{Kind, Line, Report, To};
use crate::dossier::{Dossier, Piece, Place};

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Places that got text.
    pub places: usize,
    /// Pieces that were put into the drawer.
    pub pieces: usize,
}

impl To {
    /// The place in the dossier.
    pub fn place(&self) -> Place {
        match self {
            To::Slot(id) => Place::Slot(id.as_str().into()),
            To::Section(item, section) => {
                Place::Section(item.as_str().into(), section.as_str().into())
            }
        }
    }

    /// Adds a text behind what is there.
    fn append(&self, text: &str, dossier: &mut Dossier) {
        let place = self.place();
        let text = match place.read(dossier) {
            "" => text.to_owned(),
            there => format!("{there}\n{text}"),
        };
        place.write(dossier, text);
    }
}

impl Report {
    /// The texts by place, in the order in which the places first come.
    pub fn texts(&self) -> Vec<(To, String)> {
        let mut all: Vec<(&To, Text)> = Vec::new();
        for line in &self.lines {
            let (Some(to), Kind::Text | Kind::Heading) = (&line.to, line.kind) else {
                continue;
            };
            if line.kind == Kind::Heading && line.text().trim().is_empty() {
                continue;
            }
            let at = all.iter().position(|(known, _)| *known == to);
            let at = at.unwrap_or_else(|| {
                all.push((to, Text::default()));
                all.len() - 1
            });
            all[at].1.add(line);
        }
        let all = all.into_iter().map(|(to, text)| (to.clone(), text.done()));
        all.filter(|(_, text)| !text.is_empty()).collect()
    }

    /// The texts that have no place: a piece for each heading that the criteria do not have, and for what stands
    /// together otherwise.
    pub fn pieces(&self) -> Vec<String> {
        let mut all: Vec<Text> = vec![Text::default()];
        for line in &self.lines {
            let apart = line.title || line.kind == Kind::Heading;
            if apart || (line.kind == Kind::Text && !line.is_blank()) {
                all.push(Text::default());
            }
            if line.is_kept()
                && let Some(text) = all.last_mut()
            {
                text.add(line);
            }
        }
        let all = all.into_iter().map(Text::done);
        all.filter(|text| !text.is_empty()).collect()
    }

    /// Writes everything with a place behind what is there, and keeps the rest in the drawer. `from` is what the drawer
    /// calls the report by.
    pub fn apply(&self, dossier: &mut Dossier, from: &str) -> Taken {
        let texts = self.texts();
        for (to, text) in &texts {
            to.append(text, dossier);
        }
        let pieces = self.pieces();
        for text in &pieces {
            let id = dossier.free_piece();
            Rc::make_mut(&mut dossier.drawer).push(Piece {
                id,
                from: from.into(),
                text: text.as_str().into(),
            });
        }
        Taken {
            places: texts.len(),
            pieces: pieces.len(),
        }
    }
}

/// Takes a piece out of the drawer and adds it behind what is at a place. A piece that is no longer there stays gone.
pub fn take_out(dossier: &mut Dossier, piece: &str, to: &To) {
    let place = Place::Piece(piece.into());
    let text = place.read(dossier).to_owned();
    if !text.is_empty() {
        to.append(&text, dossier);
        place.write(dossier, String::new());
    }
}

/// Lines put together to a text.
#[derive(Default)]
struct Text(String);

impl Text {
    fn add(&mut self, line: &Line) {
        let text = line.text();
        let text = match line.joins {
            true => text.trim(),
            false => text.as_str(),
        };
        if self.0.is_empty() {
            self.0.push_str(text);
        } else if line.joins {
            self.0.truncate(self.0.trim_end().len());
            let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            if word(self.0.chars().next_back()) && word(text.chars().next()) {
                self.0.push(' ');
            }
            self.0.push_str(text);
        } else {
            self.0.push('\n');
            self.0.push_str(text);
        }
    }

    fn done(self) -> String {
        let text = self.0.trim_matches(['\n', '\r']);
        if text.trim().is_empty() {
            String::new()
        } else {
            text.to_owned()
        }
    }
}
