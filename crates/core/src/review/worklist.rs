//! Findings as a list to work through: those that are chosen, what is alike in one place, and what changed since an
//! earlier look.

use std::collections::BTreeSet;

use crate::dossier::Dossier;
use crate::pack::{Criteria, Scheme, Severity};
use crate::views::{ReadingOrder, ReadingPart};

use super::{Findings, ReviewFinding};

/// Where a finding is worked on: an item, or another part of the papers as a whole. In the order of the papers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkedOn {
    /// 申报表.
    Form,
    /// 资格自查, and the readings of what the measures leave open.
    Walk,
    /// 组织概述.
    Profile,
    /// 年度自评.
    Annual,
    /// An item, by its number.
    Item(String),
    /// Anywhere else.
    Rest,
}

/// Findings that say the same of several places: of one check, and equally bad.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike<'a> {
    /// Id of the check.
    pub check: &'static str,
    /// How bad they are.
    pub severity: Severity,
    /// The findings, at least one.
    pub findings: Vec<&'a ReviewFinding>,
}

/// What is asked of findings; what is `None` asks nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// This bad.
    pub severity: Option<Severity>,
    /// Worked on there.
    pub at: Option<WorkedOn>,
    /// Of items that this person writes; an empty name stands for what nobody is named for.
    pub owner: Option<String>,
}

/// Findings in their order, each with where it is worked on and by whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Worklist<'a>(Vec<Task<'a>>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Task<'a> {
    finding: &'a ReviewFinding,
    at: WorkedOn,
    owner: &'a str,
}

impl<'a> Worklist<'a> {
    /// Of these findings on a dossier.
    pub fn new(
        findings: impl IntoIterator<Item = &'a ReviewFinding>,
        dossier: &'a Dossier,
        scheme: &Scheme,
        criteria: &Criteria,
    ) -> Self {
        let order = ReadingOrder::new(dossier, scheme, criteria);
        let task = |finding: &'a ReviewFinding| {
            let (part, of, _) = order.of(&finding.place);
            let at = match (part, criteria.items.get(of)) {
                (ReadingPart::Items, Some(item)) => WorkedOn::Item(item.id.clone()),
                (ReadingPart::Form, _) => WorkedOn::Form,
                (ReadingPart::Walk | ReadingPart::Readings, _) => WorkedOn::Walk,
                (ReadingPart::Profile, _) => WorkedOn::Profile,
                (ReadingPart::Annual, _) => WorkedOn::Annual,
                (ReadingPart::Items | ReadingPart::HandIn | ReadingPart::Rest, _) => WorkedOn::Rest,
            };
            let item = match &at {
                WorkedOn::Item(id) => dossier.item(id),
                _ => None,
            };
            let owner = item.and_then(|item| item.fields.get("owner"));
            let owner = owner.map_or("", |owner| owner.trim());
            Task { finding, at, owner }
        };
        Worklist(findings.into_iter().map(task).collect())
    }

    /// Those that are chosen.
    pub fn chosen(&self, choice: &Choice) -> Self {
        let Choice {
            severity,
            at,
            owner,
        } = choice;
        let tasks = self.0.iter().filter(|task| {
            severity.is_none_or(|it| it == task.finding.severity)
                && at.as_ref().is_none_or(|it| *it == task.at)
                && owner.as_ref().is_none_or(|it| it == task.owner)
        });
        Worklist(tasks.cloned().collect())
    }

    /// The findings.
    pub fn findings(&self) -> impl Iterator<Item = &'a ReviewFinding> + Clone {
        self.0.iter().map(|task| task.finding)
    }

    /// Where any of them is worked on, in the order of the papers.
    pub fn places(&self) -> BTreeSet<&WorkedOn> {
        self.0.iter().map(|task| &task.at).collect()
    }

    /// Who writes what any of them is about; an empty name where nobody is named.
    pub fn owners(&self) -> BTreeSet<&'a str> {
        self.0.iter().map(|task| task.owner).collect()
    }

    /// What is alike together, the worst first.
    pub fn by_check(&self) -> Vec<Alike<'a>> {
        alike(self.findings())
    }

    /// The same for each place they are worked on, in the order of the papers, with who writes it.
    pub fn by_place(&self) -> Vec<(&WorkedOn, &'a str, Vec<Alike<'a>>)> {
        let places = self.places().into_iter();
        let places = places.map(|at| {
            let here = self.0.iter().filter(|task| task.at == *at);
            let owner = here.clone().next().map_or("", |task| task.owner);
            (at, owner, alike(here.map(|task| task.finding)))
        });
        places.collect()
    }
}

fn alike<'a>(findings: impl Iterator<Item = &'a ReviewFinding>) -> Vec<Alike<'a>> {
    let mut all: Vec<Alike<'a>> = Vec::new();
    for finding in findings {
        let (check, severity) = (finding.check, finding.severity);
        let known = all
            .iter_mut()
            .find(|alike| alike.check == check && alike.severity == severity);
        match known {
            Some(alike) => alike.findings.push(finding),
            None => all.push(Alike {
                check,
                severity,
                findings: vec![finding],
            }),
        }
    }
    all
}

/// What was found at one time, whatever was set aside of it. The same check on the same thing is the same finding, also
/// when its words tell another number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look(BTreeSet<(&'static str, String, String)>);

impl Look {
    /// At these findings.
    pub fn at(findings: &Findings) -> Look {
        let waived = findings.waived.iter().map(|waived| &waived.finding);
        let all = findings.open.iter().chain(waived);
        let key = |of: &ReviewFinding| (of.check, of.object.clone(), of.place.to_string());
        Look(all.map(key).collect())
    }

    /// How many findings of an earlier look are gone, and how many have come.
    pub fn since(&self, earlier: &Look) -> (usize, usize) {
        let gone = earlier.0.difference(&self.0).count();
        (gone, self.0.difference(&earlier.0).count())
    }
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::dossier::{Kind, Place};
    use crate::review::Waived;
    use crate::testing::packs;

    fn finding(check: &'static str, severity: Severity, place: Place) -> ReviewFinding {
        ReviewFinding {
            check,
            severity,
            object: place.to_string(),
            place,
            text: String::new(),
            fix: String::new(),
        }
    }

    fn section(item: &str, section: &str) -> Place {
        Place::Section(item.into(), section.into())
    }

    fn dossier() -> Dossier {
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        Place::ItemField("4.1.2".into(), "owner".into()).write(&mut dossier, " 张三 ".into());
        dossier
    }

    /// Worst first, as the reviewer hands them over.
    fn some() -> Vec<ReviewFinding> {
        vec![
            finding("typed", Severity::Error, Place::Form("ff-phone".into())),
            finding("slogans", Severity::Warning, section("4.1.2", "4.1.2.a")),
            finding("slot", Severity::Warning, Place::Slot("B.2.2".into())),
            finding("slogans", Severity::Warning, section("4.2.2", "4.2.2.a")),
            finding("slogans", Severity::Hint, section("4.1.2", "4.1.2.b")),
            finding("depth", Severity::Hint, Place::Depth),
        ]
    }

    fn checks<'a>(alike: &[Alike<'a>]) -> Vec<(&'a str, Severity, usize)> {
        let one = |alike: &Alike<'a>| (alike.check, alike.severity, alike.findings.len());
        alike.iter().map(one).collect()
    }

    #[test]
    fn what_is_alike_stands_together() {
        let (packs, dossier, some) = (packs(), dossier(), some());
        let list = Worklist::new(&some, &dossier, &packs.scheme, &packs.criteria);
        // A softened finding says less than the others of its check.
        assert_eq!(
            checks(&list.by_check()),
            [
                ("typed", Severity::Error, 1),
                ("slogans", Severity::Warning, 2),
                ("slot", Severity::Warning, 1),
                ("slogans", Severity::Hint, 1),
                ("depth", Severity::Hint, 1),
            ]
        );
        let item = |id: &str| WorkedOn::Item(id.to_owned());
        let by_place = list.by_place();
        let places = by_place
            .iter()
            .map(|(at, owner, _)| ((*at).clone(), *owner));
        assert_eq!(
            places.collect::<Vec<_>>(),
            [
                (WorkedOn::Form, ""),
                (WorkedOn::Profile, ""),
                (item("4.1.2"), "张三"),
                (item("4.2.2"), ""),
                (WorkedOn::Rest, ""),
            ]
        );
        assert_eq!(
            checks(&by_place[2].2),
            [
                ("slogans", Severity::Warning, 1),
                ("slogans", Severity::Hint, 1)
            ]
        );
        // Nothing is lost on either way.
        let counted: usize = by_place
            .iter()
            .flat_map(|of| &of.2)
            .map(|it| it.findings.len())
            .sum();
        assert_eq!(counted, some.len());
    }

    #[test]
    fn all_that_is_asked_must_hold() {
        let (packs, dossier, some) = (packs(), dossier(), some());
        let list = Worklist::new(&some, &dossier, &packs.scheme, &packs.criteria);
        assert_eq!(list.owners().into_iter().collect::<Vec<_>>(), ["", "张三"]);
        let count = |choice: Choice| list.chosen(&choice).findings().count();
        assert_eq!(count(Choice::default()), some.len());
        let severity = Some(Severity::Warning);
        assert_eq!(
            count(Choice {
                severity,
                ..Choice::default()
            }),
            3
        );
        let owner = Some("张三".to_owned());
        assert_eq!(
            count(Choice {
                owner: owner.clone(),
                ..Choice::default()
            }),
            2
        );
        assert_eq!(
            count(Choice {
                severity,
                owner: owner.clone(),
                ..Choice::default()
            }),
            1
        );
        let nobody = Some(String::new());
        assert_eq!(
            count(Choice {
                owner: nobody,
                ..Choice::default()
            }),
            4
        );
        let at = Some(WorkedOn::Form);
        assert_eq!(
            count(Choice {
                at: at.clone(),
                ..Choice::default()
            }),
            1
        );
        assert_eq!(
            count(Choice {
                at,
                owner,
                ..Choice::default()
            }),
            0
        );
    }

    #[test]
    fn a_look_tells_what_is_gone_and_what_has_come() {
        let findings = |open: Vec<ReviewFinding>| Findings {
            open,
            waived: Vec::new(),
        };
        let mut now = findings(some());
        let earlier = Look::at(&now);
        assert_eq!(Look::at(&now).since(&earlier), (0, 0));
        // Other words, the same finding.
        now.open[1].text = "另一个数".to_owned();
        assert_eq!(Look::at(&now).since(&earlier), (0, 0));
        // What is set aside is answered, not gone.
        let finding = now.open.remove(2);
        now.waived.push(Waived {
            finding,
            waiver: Rc::from("w"),
            reason: Rc::from("示例"),
        });
        assert_eq!(Look::at(&now).since(&earlier), (0, 0));
        now.open.remove(0);
        now.open.push(finding_at_other_place());
        assert_eq!(Look::at(&now).since(&earlier), (1, 1));
        assert_eq!(earlier.since(&Look::at(&now)), (1, 1));
    }

    fn finding_at_other_place() -> ReviewFinding {
        finding("slogans", Severity::Warning, section("4.3.2", "4.3.2.a"))
    }
}
