//! A report that is looked over, and what a person tells of its lines.

use std::rc::Rc;

use quality_award_core::import::report::{Kind, Report, To};

/// So many steps can be taken back.
const STEPS: usize = 30;

/// A report that is looked over.
#[derive(Clone, Debug, PartialEq)]
pub struct Bringing {
    /// The report as it stands.
    pub report: Rc<Report>,
    /// Where it came from: the name of a file.
    pub name: Rc<str>,
    /// What a person has to know of how the file was read.
    pub said: Rc<[String]>,
    /// Lines that were asked about when the report came: they stay in the list when they are decided.
    pub asked: Rc<[usize]>,
    /// The last correction, in words.
    pub last: Rc<str>,
    before: Vec<Rc<Report>>,
}

/// Corrections of lines.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// This is text.
    Text,
    /// This is a heading of a place.
    Heading(To),
    /// It goes to a place.
    Send(To),
    /// It goes to a place with what follows.
    SendGroup(To),
    /// It waits in the drawer.
    Keep,
    /// It waits in the drawer with what follows.
    KeepGroup,
    /// It is left out.
    LeaveOut,
    /// It is left out with what follows.
    LeaveOutGroup,
    /// It is right as it is.
    Right,
    /// It begins a paragraph of its own.
    Part,
}

impl Bringing {
    /// A report that was just taken apart.
    pub fn new(report: Report, name: &str, said: Vec<String>) -> Bringing {
        Bringing {
            asked: report.asked().map(|(at, _)| at).collect(),
            report: Rc::new(report),
            name: name.into(),
            said: said.into(),
            last: "".into(),
            before: Vec::new(),
        }
    }

    /// With lines corrected, and words for the person. Without lines only the words are new.
    pub fn told(&self, lines: &[usize], told: &Told, words: &str) -> Bringing {
        if lines.is_empty() {
            return Bringing {
                last: words.into(),
                ..self.clone()
            };
        }
        let mut report = (*self.report).clone();
        for &at in lines {
            match told {
                Told::Text => report.text(at, None),
                Told::Heading(to) => report.heading(at, to),
                Told::Send(to) => report.send(at, to),
                Told::SendGroup(to) => report.send_group(at, to),
                Told::Keep => report.keep(at),
                Told::KeepGroup => report.keep_group(at),
                Told::LeaveOut => report.leave_out(at),
                Told::LeaveOutGroup => report.leave_out_group(at),
                Told::Right => report.confirm(at),
                Told::Part => report.part(at),
            }
        }
        let mut before = self.before.clone();
        before.push(self.report.clone());
        if before.len() > STEPS {
            before.remove(0);
        }
        Bringing {
            report: Rc::new(report),
            last: words.into(),
            before,
            ..self.clone()
        }
    }

    /// One step back; none where there is none.
    pub fn back(&self) -> Option<Bringing> {
        let mut before = self.before.clone();
        let report = before.pop()?;
        Some(Bringing {
            report,
            last: "已退回一步。".into(),
            before,
            ..self.clone()
        })
    }

    /// Whether a step can be taken back.
    pub fn has_steps(&self) -> bool {
        !self.before.is_empty()
    }

    /// Lines that wait for a decision.
    pub fn open(&self) -> impl Iterator<Item = usize> {
        let asked = self.asked.iter().copied();
        asked.filter(|at| self.report.lines[*at].ask.is_some())
    }

    /// Lines of a kind that are not blank.
    pub fn of_kind(&self, kind: Kind) -> Vec<usize> {
        let lines = self.report.lines.iter().enumerate();
        let lines = lines.filter(|(_, line)| line.kind == kind && !line.is_blank());
        lines.map(|(at, _)| at).collect()
    }
}
