//! Rule cases: facts and the verdict expected of them, as data.
//!
//! A file has `[vocabulary]` (words for people; checked only for version and scheme), `[base]` (facts every case
//! starts from) and `[[case]]`. The test folder's `rules.toml` documents the keys. Keys this reader does not know are
//! errors, so that a misspelt key never passes silently.
//!
//! * `read`: typed values out of TOML, decimals exact
//! * `build`: facts and settings of a case
//! * `compare`: expected against found

mod build;
mod compare;
mod read;

use std::collections::BTreeSet;
use std::fmt;

use toml::de::DeTable;

use crate::domain::assess::assess;
use crate::domain::date::Calendar;
use crate::domain::rules::Rules;
use read::{Fault, Node, Table};

/// Years whose holiday notices the cases were written with; later ones count as not published.
const CALENDAR_YEARS: std::ops::RangeInclusive<i32> = 2024..=2026;

/// What running a file of cases gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Cases in which everything was as expected.
    pub passed: usize,
    /// Cases in which something was not.
    pub failed: usize,
    /// What was not, in the order of the file.
    pub mismatches: Vec<Mismatch>,
}

impl fmt::Display for Report {
    /// Each mismatch on its line, then `N passed, N failed`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for mismatch in &self.mismatches {
            writeln!(f, "{mismatch}")?;
        }
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// One key of one case that was not as expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Id of the case.
    pub case: String,
    /// The key.
    pub key: String,
    /// What the case says; `none` if nothing.
    pub expected: String,
    /// What the rules say; `none` if nothing.
    pub got: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mismatch {
            case,
            key,
            expected,
            got,
        } = self;
        write!(f, "{case} {key}: expected {expected}, got {got}")
    }
}

/// A file that is no file of cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseError {
    /// The line of the text, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

impl fmt::Display for CaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for CaseError {}

/// Runs all cases of a file against the rules.
///
/// # Errors
/// If the text is not TOML, has a key or value that is not in the vocabulary, or is for another scheme.
pub fn run(text: &str, rules: &Rules, calendar: &Calendar) -> Result<Report, CaseError> {
    let place = |Fault { at, what }| {
        let before = text.as_bytes().iter().take(at);
        CaseError {
            line: 1 + before.filter(|byte| **byte == b'\n').count(),
            what,
        }
    };
    let root = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        place(Fault {
            at,
            what: error.message().to_owned(),
        })
    })?;
    run_table(
        Table::root(&root),
        rules,
        &calendar.limited_to(CALENDAR_YEARS),
    )
    .map_err(place)
}

fn run_table(root: Table, rules: &Rules, calendar: &Calendar) -> Result<Report, Fault> {
    root.only(&["vocabulary", "base", "case"])?;
    if let Some(vocabulary) = root.get("vocabulary") {
        check_vocabulary(&vocabulary.table()?, rules)?;
    }
    let base = root
        .get("base")
        .map(|base| base.table())
        .transpose()?
        .unwrap_or_default();
    build::facts(&base, &Table::default(), rules)?;
    let mut ids = BTreeSet::new();
    let mut report = Report::default();
    for case in root
        .get("case")
        .map_or(Ok(Vec::new()), |cases| cases.list())?
    {
        let table = case.table()?;
        table.only(&["id", "what", "on", "facts", "unset", "settings", "expect"])?;
        let id = table.required("id", case)?;
        let name = id.text()?.to_owned();
        if !ids.insert(name.clone()) {
            return Err(id.fault(format!("case id {name} occurs twice")));
        }
        let mismatches = run_case(&name, &base, case, &table, rules, calendar)?;
        match mismatches.is_empty() {
            true => report.passed += 1,
            false => report.failed += 1,
        }
        report.mismatches.extend(mismatches);
    }
    Ok(report)
}

fn check_vocabulary(vocabulary: &Table, rules: &Rules) -> Result<(), Fault> {
    if let Some(version) = vocabulary.get("version")
        && version.integer::<u32>()? != 1
    {
        return Err(version.fault("only version 1 of the vocabulary is known"));
    }
    if let Some(scheme) = vocabulary.get("scheme")
        && scheme.text()? != rules.id
    {
        return Err(scheme.fault(format!(
            "these cases are for another scheme than {}",
            rules.id
        )));
    }
    Ok(())
}

fn run_case(
    name: &str,
    base: &Table,
    node: Node,
    table: &Table,
    rules: &Rules,
    calendar: &Calendar,
) -> Result<Vec<Mismatch>, Fault> {
    let on = table.required("on", node)?.date()?;
    let facts = build::facts(base, table, rules)?;
    let settings = build::settings(table)?;
    let assessment = assess(&facts, &settings, rules, calendar, on);
    let expect = table.required("expect", node)?;
    compare::compare(name, expect, &assessment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{calendar, gongyi};

    fn run(text: &str) -> Result<Report, CaseError> {
        super::run(text, &gongyi(), &calendar())
    }

    fn all_pass(text: &str, at_least: usize) {
        let report = run(text).unwrap();
        assert_eq!(report.failed, 0, "{report}");
        assert!(report.passed >= at_least, "{report}");
    }

    #[test]
    fn public_cases_pass() {
        all_pass(include_str!("../../../../tests/cases/rules.toml"), 54);
    }

    #[test]
    fn convention_cases_pass() {
        all_pass(
            include_str!("../../../../tests/cases/conventions.toml"),
            100,
        );
    }

    /// A case about nothing but ownership: everything else is unanswered.
    fn small(expect: &str) -> String {
        format!(
            "[[case]]\nid = \"x\"\non = 2025-06-10\nfacts = {{ in_gongyi = false }}\n[case.expect]\n{expect}\n"
        )
    }

    #[test]
    fn mismatches_name_case_key_expected_and_got() {
        let right = "overall = \"not_eligible\"\nconditions = { 13-1 = \"unmet\", 13-2 = \"unknown\", \
                     13-3 = \"unknown\", 13-4 = \"unknown\", 13-5 = \"unknown\" }\n\
                     exclusions = { 14-5 = \"unknown\" }\n";
        let report = run(&small(right)).unwrap();
        assert_eq!(report.to_string(), "1 passed, 0 failed");

        // Keys that are always compared count as nothing expected where they are left out.
        let wrong = right.replace(
            "exclusions = { 14-5 = \"unknown\" }\n",
            "earliest_date = 2025-06-11\n",
        ) + "cites = [\"13-1\", \"99\"]\nprize = 0\nuscc_valid = true\n";
        let report = run(&small(&wrong)).unwrap();
        let lines: Vec<String> = report.mismatches.iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "x exclusions: expected none, got 14-5=unknown",
                "x earliest_date: expected 2025-06-11, got none",
                "x cites: expected 13-1 99, got 13-1 13-2 13-3 13-4 13-5 14-5",
                "x prize: expected 0, got 100000",
                "x uscc_valid: expected true, got none",
            ]
        );
        assert!(report.to_string().ends_with("\n0 passed, 1 failed"));
    }

    #[test]
    fn what_is_not_in_the_vocabulary_is_an_error_with_its_line() {
        let error = |text: &str| run(text).unwrap_err().to_string();
        assert_eq!(
            error("[base]\nin_gongi = true\n"),
            "line 2: unknown key in_gongi"
        );
        assert_eq!(
            error("[base]\nin_gongyi = \"yes\"\n"),
            "line 2: true or false is needed here"
        );
        assert_eq!(
            error("[base]\nunsure = [\"14-5\"]\n"),
            "line 2: unknown value 14-5"
        );
        assert_eq!(
            error("[base]\norg_kind = \"company\"\n"),
            "line 2: unknown value company"
        );
        assert_eq!(
            error("[base]\nevents = [{ exclusion = \"14-3\", dat = 2024-01-01 }]\n"),
            "line 2: unknown key dat"
        );
        assert_eq!(
            error("[base]\nprofits = { 2024 = nan }\n"),
            "line 2: a number that can be kept exactly is needed here"
        );
        assert_eq!(
            error("[vocabulary]\nscheme = \"other\"\n"),
            "line 2: these cases are for another scheme than gongyi-2023"
        );
        let end = "overall = \"eligible\"";
        assert_eq!(
            error(&small(&format!("{end}\npriz = 0"))),
            "line 7: unknown key priz"
        );
        assert_eq!(
            error(&small(&format!("{end}\nflags = [\"boundary\"]"))),
            "line 7: unknown flag boundary"
        );
        assert_eq!(
            error(&small(&format!("{end}\ngates = {{ ban = \"in_force\" }}"))),
            "line 7: unknown expectation ban=in_force"
        );
        assert_eq!(error(&small("prize = 0")), "line 5: key overall is missing");
        let settings =
            "[[case]]\nid = \"x\"\non = 2025-06-10\nsettings = { boundary = \"next_day\" }\n";
        assert_eq!(error(settings), "line 4: unknown key boundary");
        let twice = small(end) + &small(end);
        assert!(error(&twice).starts_with("line 8: case id x occurs twice"));
        assert!(error("[base\n").starts_with("line 1: "));
    }

    #[test]
    fn later_holiday_notices_do_not_change_the_cases() {
        let calendar = crate::domain::date::Calendar::new(
            (2024..=2030)
                .map(|year| (year, Default::default()))
                .collect(),
        );
        let text = "[[case]]\nid = \"x\"\non = 2027-04-01\n\
                    facts = { notice = { start = 2027-03-01, end = 2027-03-12 } }\n\
                    [case.expect]\noverall = \"undetermined\"\nprovisional = true\n";
        let report = super::run(text, &gongyi(), &calendar).unwrap();
        assert!(
            report
                .mismatches
                .iter()
                .all(|mismatch| mismatch.key != "provisional"),
            "{report}"
        );
    }

    #[test]
    fn decimals_of_cases_are_exact() {
        let text = "[base]\nprofits = { 2024 = 502.5, 2023 = -0.1, 2022 = 1_000.10, 2021 = 5e2 }\n";
        let root = DeTable::parse(text).unwrap();
        let base = Table::root(&root).get("base").unwrap().table().unwrap();
        let facts = build::facts(&base, &Table::default(), &gongyi()).unwrap();
        let profits: Vec<String> = facts
            .profits
            .values()
            .map(|profit| profit.given().unwrap().normalize().to_string())
            .collect();
        assert_eq!(profits, ["500", "1000.1", "-0.1", "502.5"]);
    }
}
