//! Expected against found.
//!
//! Some keys are always compared, with nothing expected where the case leaves them out; the others only where the
//! case gives them. Citations must be among those found: more may be found.

use std::collections::{BTreeMap, BTreeSet};

use super::Mismatch;
use super::read::{Fault, Node};
use crate::domain::date::Date;
use crate::domain::verdict::{Assessment, Family, Flag, RuleFinding, State};

const ALWAYS: [&str; 8] = [
    "overall",
    "conditions",
    "exclusions",
    "gates",
    "earliest_date",
    "flags",
    "sensitive",
    "cites",
];

/// What is not as expected, in the order of the keys.
pub fn compare(case: &str, expect: Node, found: &Assessment) -> Result<Vec<Mismatch>, Fault> {
    let table = expect.table()?;
    let mut mismatches = Vec::new();
    let mut check = |key: &str, expected: String, got: String| {
        if expected != got {
            mismatches.push(Mismatch {
                case: case.to_owned(),
                key: key.to_owned(),
                expected,
                got,
            });
        }
    };
    let scalar = |key| table.get(key).map_or(Ok(none()), Node::scalar);
    let texts = |key| table.get(key).map_or(Ok(BTreeSet::new()), texts);

    check(
        "overall",
        table.required("overall", expect)?.scalar()?,
        found.overall.code().to_owned(),
    );
    for (key, findings) in [
        ("conditions", &found.conditions),
        ("exclusions", &found.exclusions),
        ("gates", &found.gates),
    ] {
        check(
            key,
            states(table.get(key), findings)?,
            list(not_passed(findings)),
        );
    }
    check(
        "earliest_date",
        scalar("earliest_date")?,
        date(found.earliest),
    );
    let known: BTreeSet<&str> = Flag::ALL.into_iter().map(Flag::id).collect();
    let flags = texts("flags")?;
    if let Some(flag) = flags.iter().find(|flag| !known.contains(flag.as_str())) {
        return Err(table
            .required("flags", expect)?
            .fault(format!("unknown flag {flag}")));
    }
    check(
        "flags",
        list(flags),
        list(found.flags.iter().map(|flag| flag.id().to_owned())),
    );
    check(
        "sensitive",
        list(texts("sensitive")?),
        list(found.sensitive.iter().cloned()),
    );
    let cites = texts("cites")?;
    if !cites.is_subset(&found.cites) {
        check("cites", list(cites), list(found.cites.iter().cloned()));
    }

    let given = if_given(found);
    for (key, node) in table.iter() {
        match given.get(key) {
            Some(got) => check(key, node.scalar()?, got.clone()),
            None if ALWAYS.contains(&key) => {}
            None => return Err(table.unknown_key(key)),
        }
    }
    Ok(mismatches)
}

/// What was found, for the keys compared only if given.
fn if_given(found: &Assessment) -> BTreeMap<&'static str, String> {
    let Assessment {
        notice,
        reward,
        uscc,
        ..
    } = found;
    let uscc = uscc.as_ref();
    [
        ("working_days", or_none(notice.working_days)),
        ("provisional", notice.provisional.to_string()),
        ("notice", notice.state.code(Family::Notice).to_owned()),
        ("notice_earliest_end", date(notice.earliest_end)),
        (
            "prize",
            reward.prize.map_or_else(unknown, |yuan| yuan.to_string()),
        ),
        (
            "takes_quota",
            reward
                .takes_quota
                .map_or_else(unknown, |takes| takes.to_string()),
        ),
        ("priority", yes_no(Some(found.priority))),
        ("srdi_quota", found.srdi_quota.to_string()),
        ("validity_end", date(found.validity_end)),
        ("ban_end", date(found.ban_end)),
        (
            "uscc_valid",
            or_none(uscc.map(|report| report.flaw.is_none())),
        ),
        (
            "org_code_ok",
            or_none(uscc.and_then(|report| report.org_code_ok)),
        ),
        ("area_local", or_none(uscc.map(|report| report.local_area))),
        // What it is called in case files that know one city.
        ("area_gongyi", or_none(uscc.map(|report| report.local_area))),
        ("publicity_ok", yes_no(found.publicity)),
        (
            "prize_use_ok",
            yes_no(found.prize_use.as_ref().map(|spent| spent.state)),
        ),
    ]
    .into()
}

/// The expected states of findings, each a word of its family.
fn states(node: Option<Node>, findings: &[RuleFinding]) -> Result<String, Fault> {
    let mut expected = BTreeSet::new();
    for (id, state) in node
        .map(|node| node.table())
        .transpose()?
        .unwrap_or_default()
        .iter()
    {
        let text = state.text()?;
        let known = findings.iter().any(|finding| {
            let words = [State::Fail, State::Unknown].map(|state| state.code(finding.family));
            finding.id == id && words.contains(&text)
        });
        if !known {
            return Err(state.fault(format!("unknown expectation {id}={text}")));
        }
        expected.insert(format!("{id}={text}"));
    }
    Ok(list(expected))
}

fn not_passed(findings: &[RuleFinding]) -> BTreeSet<String> {
    let open = findings
        .iter()
        .filter(|finding| finding.state != State::Pass);
    open.map(|finding| format!("{}={}", finding.id, finding.state.code(finding.family)))
        .collect()
}

fn texts(node: Node) -> Result<BTreeSet<String>, Fault> {
    node.list()?
        .into_iter()
        .map(|member| member.text().map(str::to_owned))
        .collect()
}

fn list(members: impl IntoIterator<Item = String>) -> String {
    let sorted: BTreeSet<String> = members.into_iter().collect();
    match sorted.is_empty() {
        true => none(),
        false => sorted.into_iter().collect::<Vec<_>>().join(" "),
    }
}

fn yes_no(state: Option<State>) -> String {
    match state {
        None => none(),
        Some(State::Pass) => true.to_string(),
        Some(State::Fail) => false.to_string(),
        Some(State::Unknown) => unknown(),
    }
}

fn date(date: Option<Date>) -> String {
    or_none(date)
}

fn or_none(value: Option<impl ToString>) -> String {
    value.map_or_else(none, |value| value.to_string())
}

fn none() -> String {
    "none".to_owned()
}

fn unknown() -> String {
    "unknown".to_owned()
}
