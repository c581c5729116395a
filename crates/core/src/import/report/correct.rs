//! What a person tells of a line: it is text, it is a heading, it goes elsewhere, it is kept or left out. What goes on
//! with its paragraph, and the rest of its table, goes along.

use super::{Kind, Line, Report, To};

impl Report {
    /// "This is text": the whole line is text of the place, and so it was not what the lines after it stood under:
    /// without a place given both go where the line above goes.
    pub fn text(&mut self, at: usize, to: Option<&To>) {
        let above = self.above(at);
        let Some(line) = self.lines.get_mut(at) else {
            return;
        };
        if line.begins() {
            let was = line.to.clone();
            line.tell(to.or(above.as_ref()));
            self.follow(at, was.as_ref(), above.as_ref());
        } else {
            self.tell(at, to.or(above.as_ref()));
        }
    }

    /// "This is a heading of …": what follows up to the next heading goes there, and nothing of the line is copied.
    pub fn heading(&mut self, at: usize, to: &To) {
        if let Some(next) = self.along(at).first() {
            self.part(*next);
        }
        if let Some(line) = self.lines.get_mut(at) {
            let end = line.source.trim_end().len();
            let was = line.to.clone();
            line.tell(Some(to));
            line.kind = Kind::Heading;
            line.text = end..end;
            self.follow(at, was.as_ref(), Some(to));
        }
    }

    /// This line begins a paragraph of its own.
    pub fn part(&mut self, at: usize) {
        if let Some(line) = self.lines.get_mut(at) {
            line.joins = false;
        }
    }

    /// This line alone goes there. Of a heading with text behind it this text does.
    pub fn send(&mut self, at: usize, to: &To) {
        if let Some(line) = self.lines.get_mut(at) {
            if line.kind == Kind::Heading {
                (line.to, line.ask) = (Some(to.clone()), None);
            } else {
                self.tell(at, Some(to));
            }
        }
    }

    /// This line and those after it that went where it went, up to the next heading, go there. A heading takes its text
    /// along and stays a heading: its line is not copied.
    pub fn send_group(&mut self, at: usize, to: &To) {
        let Some(line) = self.lines.get_mut(at) else {
            return;
        };
        if line.title {
            return self.heading(at, to);
        }
        let was = line.to.clone();
        if line.kind == Kind::Heading {
            (line.to, line.ask) = (Some(to.clone()), None);
        } else {
            line.tell(Some(to));
        }
        self.follow(at, was.as_ref(), Some(to));
    }

    /// This line has no place for now and is kept in the drawer.
    pub fn keep(&mut self, at: usize) {
        self.tell(at, None);
    }

    /// This line and those after it, up to the next heading, are kept in the drawer. A heading stays one, of what the
    /// criteria do not have.
    pub fn keep_group(&mut self, at: usize) {
        if let Some(line) = self.lines.get_mut(at) {
            let (began, was) = (line.begins(), line.to.clone());
            line.tell(None);
            line.title = began;
            self.follow(at, was.as_ref(), None);
        }
    }

    /// This line is left out.
    pub fn leave_out(&mut self, at: usize) {
        let along = self.along(at);
        self.tell(at, None);
        for at in std::iter::once(at).chain(along) {
            if let Some(line) = self.lines.get_mut(at) {
                line.kind = Kind::LeftOut;
            }
        }
    }

    /// This line and those after it, up to the next heading, are left out.
    pub fn leave_out_group(&mut self, at: usize) {
        if let Some(line) = self.lines.get_mut(at) {
            let was = line.to.clone();
            line.tell(None);
            line.kind = Kind::LeftOut;
            for line in self.group(at, was.as_ref()) {
                (line.to, line.kind, line.ask) = (None, Kind::LeftOut, None);
            }
        }
    }

    /// It is right as it is.
    pub fn confirm(&mut self, at: usize) {
        if let Some(line) = self.lines.get_mut(at) {
            line.ask = None;
        }
    }

    /// A line and what goes along with it is text of a place, or has none.
    fn tell(&mut self, at: usize, to: Option<&To>) {
        for along in self.along(at) {
            let line = &mut self.lines[along];
            let joins = line.joins;
            line.tell(to);
            line.joins = joins;
        }
        if let Some(line) = self.lines.get_mut(at) {
            line.tell(to);
        }
    }

    /// Where the nearest line above goes that decides it or is text.
    fn above(&self, at: usize) -> Option<To> {
        let above = self.lines.iter().take(at).rev();
        let mut above = above.filter(|line| !line.is_left_out() && !line.is_blank());
        above.next().and_then(|line| line.to.clone())
    }

    /// The lines after one that went where it went go elsewhere with it, up to the next heading. What is left out stays
    /// so.
    fn follow(&mut self, at: usize, was: Option<&To>, to: Option<&To>) {
        for line in self.group(at, was) {
            line.to = to.cloned();
            line.kind = if to.is_some() {
                Kind::Text
            } else {
                Kind::Nowhere
            };
        }
    }

    fn group(&mut self, at: usize, to: Option<&To>) -> impl Iterator<Item = &mut Line> {
        let after = self.lines.iter_mut().skip(at + 1);
        let after = after.take_while(|line| !line.begins());
        after.filter(move |line| line.to.as_ref() == to && !line.is_left_out())
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
