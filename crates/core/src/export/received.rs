//! A package as whoever receives it sees it: what the rules, the checks and the papers say of it here and today, in one
//! row. Nothing is taken from the file that can be worked out again.

use crate::domain::date::Date;
use crate::domain::verdict::{Overall, State};
use crate::dossier::{Dossier, EVIDENCE, Fingerprint, Kind, Opened, fingerprint};
use crate::pack::{Need, Scheme, Severity};
use crate::review::{Findings, ReviewPacks};
use crate::views::{assess, progress};

use super::finding_text;
use super::package::{PackageInput, Preset, document, grouped};
use super::workbook::{Cell, Column, Sheet, Workbook};

/// What is seen of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The organisation's name as typed; empty where there is none.
    pub organisation: String,
    /// What it is for.
    pub kind: Kind,
    /// The organisation's kind as typed in the form.
    pub category: String,
    /// What the rules say; `None` for an annual report, of which they are not asked.
    pub overall: Option<Overall>,
    /// The earliest day of an application, where something stands in its way.
    pub earliest: Option<Date>,
    /// How many conditions, exclusions and gates are open.
    pub open: usize,
    /// How many findings there are, by severity from the worst.
    pub findings: [usize; 3],
    /// The self-score in points, exact; empty where no item is scored.
    pub points: String,
    /// How many items are scored.
    pub scored: usize,
    /// Places of what is handed in where something required is not filled in.
    pub unfilled: usize,
    /// Required papers of the catalogue that are not registered.
    pub missing: usize,
    /// SHA-256 of the content as it is, 64 hexadecimal letters.
    pub fingerprint: String,
    /// Whether the file carries that fingerprint.
    pub cover: Fingerprint,
}

/// What becomes of a file: a package, or why it is none, a sentence in Chinese.
pub type Outcome = Result<Received, String>;

impl Received {
    /// A package as of a day; `found` is what the checks found in it on that day.
    pub fn of(opened: &Opened, packs: &ReviewPacks<'_>, today: Date, found: &Findings) -> Self {
        let dossier = &opened.dossier;
        let input = PackageInput {
            dossier,
            scheme: packs.scheme,
            criteria: packs.criteria,
            metrics: packs.metrics,
            calendar: packs.calendar,
            today,
        };
        let assessment = assess(dossier, packs.scheme, packs.calendar, today).assessment;
        let asked = dossier.kind != Kind::Annual;
        let all = assessment
            .conditions
            .iter()
            .chain(&assessment.exclusions)
            .chain(&assessment.gates);
        let open = all
            .filter(|finding| finding.state == State::Unknown)
            .count();
        let tally = progress::total(packs.criteria, &progress::percents(dossier, packs.criteria));
        let count = |severity| {
            let open = found.open.iter();
            open.filter(|finding| finding.severity == severity).count()
        };
        Received {
            organisation: dossier.organisation().to_owned(),
            kind: dossier.kind,
            category: dossier.form.field(&packs.scheme.roles.category).to_owned(),
            overall: asked.then_some(assessment.overall),
            earliest: assessment.earliest.filter(|_| asked),
            open: if asked { open } else { 0 },
            findings: Severity::ALL.map(count),
            points: tally
                .shown()
                .map(|points| points.to_string())
                .unwrap_or_default(),
            scored: tally.scored,
            unfilled: document(&input, &Preset::HandIn.parts(dossier.kind)).unfilled(),
            missing: match dossier.kind {
                Kind::Application => missing(dossier, packs.scheme),
                Kind::Precheck | Kind::Annual => 0,
            },
            fingerprint: fingerprint(dossier),
            cover: opened.fingerprint.clone(),
        }
    }

    /// What the rules say, in the words of the measures.
    pub fn overall_words<'s>(&self, scheme: &'s Scheme) -> &'s str {
        match self.overall {
            Some(overall) => finding_text::overall(overall, scheme),
            None => "不判断",
        }
    }

    /// What it is for, in a word.
    pub fn kind_words(&self) -> &'static str {
        match self.kind {
            Kind::Precheck => "预审",
            Kind::Application => "申报",
            Kind::Annual => "年度自评",
        }
    }

    /// Whether the content is what was printed, in a word.
    pub fn cover_words(&self) -> &'static str {
        match self.cover {
            Fingerprint::Same => "一致",
            Fingerprint::Differs => "不一致",
            Fingerprint::Absent => "文件里没有",
        }
    }

    fn cells(&self, scheme: &Scheme) -> Vec<Cell> {
        let number = |count: usize| Cell::Number(count.to_string());
        let text = |text: &str| match text {
            "" => Cell::Empty,
            text => Cell::Text(text.to_owned()),
        };
        let [errors, warnings, hints] = self.findings;
        vec![
            text(&self.organisation),
            text(self.kind_words()),
            text(&self.category),
            text(self.overall_words(scheme)),
            text(&self.earliest.map(|day| day.to_string()).unwrap_or_default()),
            number(self.open),
            number(errors),
            number(warnings),
            number(hints),
            match self.points.as_str() {
                "" => Cell::Empty,
                points => Cell::Number(points.to_owned()),
            },
            number(self.scored),
            number(self.unfilled),
            number(self.missing),
            text(self.cover_words()),
            text(&grouped(&self.fingerprint)),
        ]
    }
}

/// Required papers that nothing was put down for, and that the package does not print itself.
fn missing(dossier: &Dossier, scheme: &Scheme) -> usize {
    let papers = dossier.register(EVIDENCE);
    let is_there = |id: &String| {
        papers
            .iter()
            .any(|paper| paper.refs("catalogue").contains(id))
    };
    let asked = scheme.evidence.iter();
    let required = asked.filter(|asked| asked.need == Need::Required && !asked.printed);
    required.filter(|asked| !is_there(&asked.id)).count()
}

/// The columns of the list, and their width in digits.
const COLUMNS: [(&str, u8); 17] = [
    ("文件", 30),
    ("组织名称", 30),
    ("用途", 10),
    ("类别", 16),
    ("资格", 20),
    ("最早可申报", 12),
    ("待确认", 8),
    ("要处理", 8),
    ("建议", 8),
    ("参考", 8),
    ("自评得分", 10),
    ("已评条目", 10),
    ("必填未填", 10),
    ("必备材料未登记", 14),
    ("和封面指纹", 12),
    ("指纹", 40),
    ("没有打开的原因", 40),
];

fn row(file: &str, outcome: &Outcome, scheme: &Scheme) -> Vec<Cell> {
    let mut cells = vec![Cell::Text(file.to_owned())];
    match outcome {
        Ok(received) => cells.extend(received.cells(scheme)),
        Err(why) => {
            cells.resize(COLUMNS.len() - 1, Cell::Empty);
            cells.push(Cell::Text(why.clone()));
        }
    }
    cells.resize(COLUMNS.len(), Cell::Empty);
    cells
}

/// The list of packages as a workbook, in the order given.
pub fn workbook(list: &[(String, Outcome)], scheme: &Scheme) -> Workbook {
    let columns = COLUMNS.iter().map(|(name, width)| Column {
        name: (*name).to_owned(),
        width: *width,
    });
    let rows = list
        .iter()
        .map(|(file, outcome)| row(file, outcome, scheme));
    Workbook {
        title: "收到的材料".to_owned(),
        sheets: vec![Sheet {
            name: "收到的材料".to_owned(),
            columns: columns.collect(),
            rows: rows.collect(),
        }],
    }
}

/// The list of packages as a table of RFC 4180, with the mark by which spreadsheets know UTF-8. A text that a spreadsheet
/// would take for a formula has an apostrophe in front.
pub fn csv(list: &[(String, Outcome)], scheme: &Scheme) -> String {
    let head = COLUMNS.iter().map(|(name, _)| quoted(name));
    let mut lines = vec![head.collect::<Vec<_>>().join(",")];
    for (file, outcome) in list {
        let cells = row(file, outcome, scheme);
        let cells = cells.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => quoted(text),
            Cell::Number(number) => number.clone(),
        });
        lines.push(cells.collect::<Vec<_>>().join(","));
    }
    format!("\u{FEFF}{}\r\n", lines.join("\r\n"))
}

/// A text as a cell that does nothing.
fn quoted(text: &str) -> String {
    let begins = text.trim_start_matches(' ').chars().next();
    let acts = begins.is_some_and(|c| "=+-@\t\r\n＝＋－＠".contains(c));
    let text = if acts {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    match text.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::dossier::{self, EntriesAt};
    use crate::review::review;
    use crate::testing::{d, packs};

    const TODAY: &str = "2027-05-17";

    fn received(name: &str, change: impl Fn(&mut Dossier)) -> Received {
        let packs = packs();
        let file = format!(
            "{}/../../tests/samples/{name}.json",
            env!("CARGO_MANIFEST_DIR")
        );
        let bytes = std::fs::read(file).unwrap();
        let mut opened = dossier::open(&bytes, &packs.scheme, &packs.criteria).unwrap();
        change(&mut opened.dossier);
        let of = ReviewPacks {
            scheme: &packs.scheme,
            criteria: &packs.criteria,
            metrics: &packs.metrics,
            checks: &packs.checks,
            calendar: &packs.holidays.calendar(),
        };
        let found = review(&Rc::new(opened.dossier.clone()), of, d(TODAY));
        Received::of(&opened, &of, d(TODAY), &found)
    }

    #[test]
    fn what_is_seen_is_worked_out_here() {
        let strong = received("strong", |_| {});
        assert_eq!(strong.overall, Some(Overall::Eligible));
        assert_eq!((strong.open, strong.unfilled), (0, 0));
        assert_eq!((strong.points.as_str(), strong.scored), ("569.5", 23));
        assert_eq!(strong.cover, Fingerprint::Same);
        let weak = received("weak", |_| {});
        assert!(weak.unfilled > 0 && weak.findings.iter().sum::<usize>() > 100);
        // One paper that the strong one has for a required line.
        let less = received("strong", |dossier| {
            EntriesAt::Register(EVIDENCE.into()).edit(dossier, Vec::clear);
        });
        assert!(less.missing > strong.missing);
        let annual = received("strong", |dossier| dossier.kind = Kind::Annual);
        assert_eq!((annual.overall, annual.open, annual.missing), (None, 0, 0));
    }

    #[test]
    fn a_list_has_a_row_for_every_file_and_does_nothing() {
        let packs = packs();
        let hostile = received("strong", |dossier| {
            let form = Rc::make_mut(&mut dossier.form);
            form.fields.insert(
                "ff-org-name".into(),
                "=HYPERLINK(\"http://x\",\"甲\")".into(),
            );
        });
        let list = [
            ("-1+1.json".to_owned(), Ok(hostile)),
            ("坏,的\n.json".to_owned(), Err("@SUM(1)".to_owned())),
        ];
        let csv = csv(&list, &packs.scheme);
        let lines: Vec<&str> = csv.split("\r\n").collect();
        assert_eq!(lines.len(), 4);
        assert!(lines[0].starts_with("\u{FEFF}文件,组织名称,"));
        assert!(
            lines[1].starts_with("'-1+1.json,\"'=HYPERLINK(\"\"http://x\"\",\"\"甲\"\")\",申报,"),
            "{}",
            lines[1]
        );
        assert!(lines[2].starts_with("\"坏,的\n.json\",,"));
        assert!(lines[2].ends_with(",'@SUM(1)"));
        let sheet = workbook(&list, &packs.scheme).sheets.remove(0);
        assert!(
            sheet
                .rows
                .iter()
                .all(|row| row.len() == sheet.columns.len())
        );
    }
}
