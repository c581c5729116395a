//! What a person tells of a line: it is text, it is a heading, it goes elsewhere, it is kept or left out.

use super::{Kind, Line, Report, To};

impl Report {
    /// "This is text": the whole line is text of the place, and so it was not what the lines after it stood under:
    /// without a place given both go where the line above goes.
    pub fn text(&mut self, at: usize, to: Option<&To>) {
        let above = self.above(at);
        let Some(line) = self.lines.get_mut(at) else {
            return;
        };
        let began = line.begins();
        line.tell(to.or(above.as_ref()));
        if began {
            self.follow(at, above.as_ref());
        }
    }

    /// "This is a heading of …": what follows up to the next heading goes there, and nothing of the line is copied.
    pub fn heading(&mut self, at: usize, to: &To) {
        if let Some(line) = self.lines.get_mut(at) {
            let end = line.source.trim_end().len();
            line.tell(Some(to));
            line.kind = Kind::Heading;
            line.text = end..end;
            self.follow(at, Some(to));
        }
    }

    /// This line alone goes there. Of a heading with text behind it this text does.
    pub fn send(&mut self, at: usize, to: &To) {
        if let Some(line) = self.lines.get_mut(at) {
            if line.kind == Kind::Heading {
                (line.to, line.ask) = (Some(to.clone()), None);
            } else {
                line.tell(Some(to));
            }
        }
    }

    /// This line and those after it, up to the next heading, go there. A heading takes its text along and stays a
    /// heading: its line is not copied.
    pub fn send_group(&mut self, at: usize, to: &To) {
        let Some(line) = self.lines.get_mut(at) else {
            return;
        };
        if line.kind == Kind::Heading {
            (line.to, line.ask) = (Some(to.clone()), None);
            self.follow(at, Some(to));
        } else if line.title {
            self.heading(at, to);
        } else {
            line.tell(Some(to));
            self.follow(at, Some(to));
        }
    }

    /// This line has no place for now and is kept in the drawer.
    pub fn keep(&mut self, at: usize) {
        if let Some(line) = self.lines.get_mut(at) {
            line.tell(None);
        }
    }

    /// This line is left out.
    pub fn leave_out(&mut self, at: usize) {
        if let Some(line) = self.lines.get_mut(at) {
            line.tell(None);
            line.kind = Kind::LeftOut;
        }
    }

    /// It is right as it is.
    pub fn confirm(&mut self, at: usize) {
        if let Some(line) = self.lines.get_mut(at) {
            line.ask = None;
        }
    }

    /// Where the nearest line above goes that decides it or is text.
    fn above(&self, at: usize) -> Option<To> {
        let above = self.lines.iter().take(at).rev();
        let mut above = above.filter(|line| !line.is_left_out() && !line.is_blank());
        above.next().and_then(|line| line.to.clone())
    }

    /// The lines after one go there, up to the next heading. What is left out stays so.
    fn follow(&mut self, at: usize, to: Option<&To>) {
        let after = self.lines.iter_mut().skip(at + 1);
        for line in after.take_while(|line| !line.begins()) {
            if !line.is_left_out() {
                line.to = to.cloned();
                line.kind = if to.is_some() {
                    Kind::Text
                } else {
                    Kind::Nowhere
                };
            }
        }
    }
}

impl Line {
    /// The whole line is text of a place, or has none.
    fn tell(&mut self, to: Option<&To>) {
        self.text = 0..self.source.len();
        self.to = to.cloned();
        self.kind = if to.is_some() {
            Kind::Text
        } else {
            Kind::Nowhere
        };
        self.title = false;
        self.joins = false;
        self.ask = None;
    }
}
