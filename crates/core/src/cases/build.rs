//! Facts and settings of a case.
//!
//! Which plain facts there are, and their types, follows from the rules; facts with a shape of their own are read
//! by name. What a case leaves out is not answered, but for the shorthands of the vocabulary: exclusions not
//! mentioned are answered "没有", and no earlier award means never awarded.

use std::collections::BTreeSet;

use super::read::{Fault, Node, Table};
use crate::domain::facts::{
    Applies, Claim, Event, Facts, Honour, IssuerKind, Notice, Objections, OpenExclusion, Opinion,
    PreviousAward, PrizeSpending, Ranking, Recommendation,
};
use crate::domain::input::Input;
use crate::domain::rules::{ExclusionKind, PartKind, Rules};
use crate::domain::settings::{SettingError, Settings};

/// The facts of a case: those of the base, without `unset`, with `facts` in place of whole values.
pub fn facts(base: &Table, case: &Table, rules: &Rules) -> Result<Facts, Fault> {
    let vocabulary = Vocabulary::of(rules);
    let own = case
        .get("facts")
        .map(|facts| facts.table())
        .transpose()?
        .unwrap_or_default();
    let mut removed = Vec::new();
    for key in case
        .get("unset")
        .map_or(Ok(Vec::new()), |keys| keys.list())?
    {
        let name = key.text()?;
        if !vocabulary.has(name) {
            return Err(key.fault(format!("unknown key {name}")));
        }
        removed.push(name);
    }
    let merged = base.replaced(&removed, &own);
    let mut facts = Facts {
        previous_award: PreviousAward::Never,
        ..Facts::default()
    };
    for (key, node) in merged.iter() {
        if !vocabulary.has(key) {
            return Err(merged.unknown_key(key));
        }
        vocabulary.read(key, node, &mut facts)?;
    }
    Ok(facts)
}

/// The settings of a case, the default where it says nothing.
pub fn settings(case: &Table) -> Result<Settings, Fault> {
    let mut settings = Settings::default();
    let table = case
        .get("settings")
        .map(|settings| settings.table())
        .transpose()?
        .unwrap_or_default();
    for (key, node) in table.iter() {
        settings
            .set(key, node.text()?)
            .map_err(|error| match error {
                SettingError::UnknownSetting => table.unknown_key(key),
                SettingError::UnknownValue => node.fault(format!("unknown value of {key}")),
            })?;
    }
    Ok(settings)
}

/// Facts with a shape of their own.
const SHAPED: [&str; 12] = [
    "ranking",
    "honours",
    "town",
    "town_recommendation",
    "events",
    "unsure",
    "profits",
    "previous_award",
    "notice",
    "uscc",
    "publicity",
    "prize_use",
];

/// The plain facts that the rules speak of, by type, and the values of lists.
#[derive(Default)]
struct Vocabulary<'a> {
    yes_no: BTreeSet<&'a str>,
    dates: BTreeSet<&'a str>,
    /// Facts with their values.
    choices: BTreeSet<(&'a str, &'a str)>,
    counts: BTreeSet<&'a str>,
    honours: BTreeSet<&'a str>,
    levels: BTreeSet<&'a str>,
    /// Exclusions, and whether they can be answered unsure.
    exclusions: BTreeSet<(&'a str, bool)>,
}

impl<'a> Vocabulary<'a> {
    fn of(rules: &'a Rules) -> Vocabulary<'a> {
        let mut known = Vocabulary::default();
        for part in rules
            .conditions
            .iter()
            .flat_map(|condition| &condition.parts)
        {
            match &part.kind {
                PartKind::Declared { fact } => {
                    known.yes_no.insert(fact);
                }
                PartKind::OneOf { fact, options } => {
                    known.choices.extend(
                        options
                            .iter()
                            .map(|option| (fact.as_str(), option.value.as_str())),
                    );
                }
                PartKind::Elapsed {
                    facts, not_before, ..
                } => {
                    known
                        .dates
                        .extend(facts.iter().map(|start| start.fact.as_str()));
                    known.dates.extend(not_before.as_deref());
                }
                PartKind::AtLeast { fact, .. } => {
                    known.counts.insert(fact);
                }
                PartKind::Ranking { org_kind, claims } => {
                    known.choices.extend(
                        claims
                            .iter()
                            .map(|claim| (org_kind.as_str(), claim.org_kind.as_str())),
                    );
                }
                PartKind::Recommendation => {}
                PartKind::Honours { kinds } => {
                    known
                        .honours
                        .extend(kinds.iter().map(|kind| kind.value.as_str()));
                }
            }
        }
        for exclusion in &rules.exclusions {
            let by_events = match &exclusion.kind {
                ExclusionKind::Events => true,
                ExclusionKind::Losses { established, .. } => {
                    known.dates.insert(established);
                    false
                }
            };
            known.exclusions.insert((&exclusion.id, by_events));
        }
        known
            .levels
            .extend(rules.levels.iter().map(|level| level.value.as_str()));
        known
    }

    fn is_choice(&self, key: &str) -> bool {
        self.choices.iter().any(|(fact, _)| *fact == key)
    }

    fn has(&self, key: &str) -> bool {
        self.yes_no.contains(key)
            || self.dates.contains(key)
            || self.is_choice(key)
            || self.counts.contains(key)
            || SHAPED.contains(&key)
    }

    fn read(&self, key: &str, node: Node, facts: &mut Facts) -> Result<(), Fault> {
        let name = key.to_owned();
        match key {
            "ranking" => facts.ranking = ranking(node)?,
            "honours" => facts.honours = each(node, |honour| self.honour(honour))?,
            "town" => facts.town = Input::Given(owned_text(node)?),
            "town_recommendation" => facts.recommendation = recommendation(node)?,
            "events" => facts.events = each(node, |event| self.event(event))?,
            "unsure" => facts.open_exclusions = each(node, |open| self.unsure(open))?,
            "profits" => {
                for (year, profit) in node.table()?.iter() {
                    let year = year
                        .parse()
                        .map_err(|_| profit.fault("the key is no year"))?;
                    facts.profits.insert(year, Input::Given(profit.decimal()?));
                }
            }
            "previous_award" => facts.previous_award = previous_award(node)?,
            "notice" => facts.notice = Some(notice(node)?),
            "uscc" => facts.uscc = node.text()?.to_owned(),
            "publicity" => facts.publicity = node.text()?.to_owned(),
            "prize_use" => facts.prize_use = Some(each(node, spending)?),
            _ if self.yes_no.contains(key) => {
                facts.yes_no.insert(name, Input::Given(node.boolean()?));
            }
            _ if self.dates.contains(key) => {
                facts.dates.insert(name, Input::Given(node.date()?));
            }
            _ if self.counts.contains(key) => {
                facts.counts.insert(name, Input::Given(node.integer()?));
            }
            _ => {
                let value = match node.text()? {
                    "unsure" => Input::Unsure,
                    value if self.choices.contains(&(key, value)) => Input::Given(value.to_owned()),
                    value => return Err(node.fault(format!("unknown value {value}"))),
                };
                facts.choices.insert(name, value);
            }
        }
        Ok(())
    }

    fn honour(&self, node: Node) -> Result<Honour, Fault> {
        let table = node.table()?;
        table.only(&["kind", "expires"])?;
        let kind = table.required("kind", node)?;
        Ok(Honour {
            kind: Input::Given(listed(kind, |value| self.honours.contains(value))?),
            expires: given(&table, "expires", Node::date)?,
        })
    }

    fn event(&self, node: Node) -> Result<Event, Fault> {
        let table = node.table()?;
        table.only(&[
            "exclusion",
            "date",
            "decided",
            "ended",
            "ongoing",
            "applies",
            "level",
            "year",
        ])?;
        let exclusion = table.required("exclusion", node)?;
        let applies = table.get("applies").map(|applies| {
            applies.one_of(&[
                ("yes", Applies::Yes),
                ("no", Applies::No),
                ("unsure", Applies::Unsure),
            ])
        });
        Ok(Event {
            exclusion: listed(exclusion, |id| {
                self.exclusions.iter().any(|(known, _)| *known == id)
            })?,
            part: String::new(),
            date: given(&table, "date", Node::date)?,
            decided: given(&table, "decided", Node::date)?,
            ended: given(&table, "ended", Node::date)?,
            year: given(&table, "year", Node::integer)?,
            ongoing: given(&table, "ongoing", Node::boolean)?,
            applies: applies.transpose()?.unwrap_or_default(),
            level: given(&table, "level", |level| {
                listed(level, |value| self.levels.contains(value))
            })?,
        })
    }

    fn unsure(&self, node: Node) -> Result<OpenExclusion, Fault> {
        let exclusion = listed(node, |id| self.exclusions.contains(&(id, true)))?;
        Ok(OpenExclusion {
            exclusion,
            part: String::new(),
            unsure: true,
        })
    }
}

/// A text that is a known value.
fn listed(node: Node, known: impl Fn(&str) -> bool) -> Result<String, Fault> {
    let value = node.text()?;
    if known(value) {
        Ok(value.to_owned())
    } else {
        Err(node.fault(format!("unknown value {value}")))
    }
}

/// Every member of a list.
fn each<'a, T>(
    node: Node<'a>,
    read: impl Fn(Node<'a>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    node.list()?.into_iter().map(read).collect()
}

/// The value of a key, missing if there is none.
fn given<'a, T>(
    table: &Table<'a>,
    key: &str,
    read: impl FnOnce(Node<'a>) -> Result<T, Fault>,
) -> Result<Input<T>, Fault> {
    Ok(table
        .get(key)
        .map(read)
        .transpose()?
        .map_or(Input::Missing, Input::Given))
}

fn owned_text(node: Node) -> Result<String, Fault> {
    node.text().map(str::to_owned)
}

fn ranking(node: Node) -> Result<Ranking, Fault> {
    if let Ok(text) = node.text() {
        return match text {
            "none" => Ok(Ranking::None),
            other => Err(node.fault(format!("unknown value {other}"))),
        };
    }
    each(node, claim).map(Ranking::Claims)
}

fn claim(node: Node) -> Result<Claim, Fault> {
    let table = node.table()?;
    table.only(&["indicator", "year", "scope", "rank", "source"])?;
    let words = |key| table.get(key).map_or(Ok(String::new()), owned_text);
    let scopes = |scope| listed(scope, |value| ["national", "provincial"].contains(&value));
    Ok(Claim {
        indicator: given(&table, "indicator", owned_text)?,
        year: given(&table, "year", Node::integer)?,
        scope: given(&table, "scope", scopes)?,
        rank: words("rank")?,
        source: words("source")?,
    })
}

fn recommendation(node: Node) -> Result<Recommendation, Fault> {
    let table = node.table()?;
    table.only(&["issuer_kind", "town", "date", "opinion"])?;
    let issuers = [
        ("town", IssuerKind::Town),
        ("committee", IssuerKind::Committee),
        ("other", IssuerKind::Other),
    ];
    let opinions = [
        ("agree", Opinion::Agree),
        ("refused", Opinion::Refused),
        ("pending", Opinion::Pending),
    ];
    let issuer = table
        .get("issuer_kind")
        .map(|issuer| issuer.one_of(&issuers));
    Ok(Recommendation {
        issuer_kind: issuer.transpose()?.unwrap_or_default(),
        town: given(&table, "town", owned_text)?,
        date: given(&table, "date", Node::date)?,
        opinion: given(&table, "opinion", |opinion| opinion.one_of(&opinions))?,
    })
}

fn previous_award(node: Node) -> Result<PreviousAward, Fault> {
    let table = node.table()?;
    table.only(&["awarded", "revoked", "revoked_date_unknown", "status"])?;
    let awarded = given(&table, "awarded", Node::date)?;
    let revoked = given(&table, "revoked", Node::date)?;
    let undated = table
        .get("revoked_date_unknown")
        .map_or(Ok(false), Node::boolean)?;
    let statuses = [("unsure", true), ("awarded_undated", false)];
    let unsure = table
        .get("status")
        .map(|status| status.one_of(&statuses))
        .transpose()?;
    Ok(if unsure == Some(true) {
        PreviousAward::Unsure
    } else if undated || !revoked.is_missing() {
        PreviousAward::Revoked { awarded, revoked }
    } else if unsure == Some(false) || !awarded.is_missing() {
        PreviousAward::Held { awarded }
    } else {
        // A table that says nothing is as good as none.
        PreviousAward::Never
    })
}

fn notice(node: Node) -> Result<Notice, Fault> {
    let table = node.table()?;
    table.only(&["start", "end", "objections"])?;
    let values = [
        ("none", Objections::None),
        ("pending", Objections::Pending),
        ("upheld", Objections::Upheld),
    ];
    let objections = table
        .get("objections")
        .map(|objections| objections.one_of(&values));
    Ok(Notice {
        start: given(&table, "start", Node::date)?,
        end: given(&table, "end", Node::date)?,
        objections: objections.transpose()?.unwrap_or_default(),
    })
}

fn spending(node: Node) -> Result<PrizeSpending, Fault> {
    let table = node.table()?;
    table.only(&["use", "amount"])?;
    Ok(PrizeSpending {
        // A use that is not listed is a finding of article 24, not a fault of the file.
        use_id: given(&table, "use", owned_text)?,
        amount: given(&table, "amount", Node::decimal)?,
    })
}
