//! From what a person wrote to what the rules take: raw text becomes a typed input, here and once.

use crate::domain::assess;
use crate::domain::date::{Calendar, Date};
use crate::domain::facts::{
    Applies, Claim, Event, Facts, Honour, IssuerKind, Notice, Objections, OpenExclusion, Opinion,
    PreviousAward, Ranking, Recommendation,
};
use crate::domain::input::{self, Flaw, Input};
use crate::domain::verdict::Assessment;
use crate::domain::window::Window;
use crate::pack::reserved::APPLY_ON;
use crate::pack::{AskKind, Exclusion, ExclusionRule, Part, Question, Scheme, ValueKey};

use crate::dossier::{Dossier, Walk};

/// The assessment of a dossier, and whether its day is the applicant's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessed {
    /// What the rules say.
    pub assessment: Assessment,
    /// False when no usable application date is written: then it is as if applying today.
    pub own_date: bool,
}

/// The application date as typed: the day the papers reach the secretariat (article 17(二)).
pub fn application_date(dossier: &Dossier) -> Input<Date> {
    input::date(dossier.walk.value(APPLY_ON))
}

/// Applies the rules of a scheme to a dossier. Without an application date they are applied as of
/// today.
pub fn assess(dossier: &Dossier, scheme: &Scheme, calendar: &Calendar, today: Date) -> Assessed {
    let typed = application_date(dossier).given().copied();
    let settings = scheme.settings_with(&dossier.settings);
    let on = typed.unwrap_or(today);
    Assessed {
        assessment: assess::assess(
            &facts(dossier, scheme),
            &settings,
            &scheme.rules(),
            calendar,
            on,
        ),
        own_date: typed.is_some(),
    }
}

/// The window of article 14 for an application on the day `on`, by the readings of a dossier.
pub fn window(dossier: &Dossier, scheme: &Scheme, on: Date) -> Window {
    let settings = scheme.settings_with(&dossier.settings);
    let years = scheme.about.number(ValueKey::ExclusionWindowYears);
    Window::new(years, on, settings.boundary_day)
}

/// The facts of a dossier under the questions of a scheme.
pub fn facts(dossier: &Dossier, scheme: &Scheme) -> Facts {
    let walk = &*dossier.walk;
    let mut facts = Facts {
        recommendation: recommendation(walk),
        previous_award: previous_award(walk),
        notice: notice(walk),
        honours: honours(walk, scheme),
        ranking: ranking(walk, scheme),
        events: events(walk, scheme),
        ..Facts::default()
    };
    for (year, raw) in &walk.profits {
        if let Ok(year) = year.parse() {
            facts.profits.insert(year, input::decimal(raw));
        }
    }
    for question in scheme.questions() {
        match question.part {
            Part::General | Part::Condition => plain(&mut facts, walk, &question),
            Part::Exclusion if question.counts && question.kind == AskKind::YesNoUnsure => {
                exclusion(&mut facts, walk, &question);
            }
            Part::Exclusion | Part::Gate | Part::Notice => {}
        }
    }
    facts
}

/// An answer that is one value.
fn plain(facts: &mut Facts, walk: &Walk, question: &Question<'_>) {
    let raw = walk.value(question.id);
    let fact = question.fact.to_owned();
    match (question.fact, question.kind) {
        ("on", _) => {}
        ("uscc", _) => facts.uscc = raw.to_owned(),
        ("town", _) => facts.town = text(town(walk, question.id)),
        (_, AskKind::YesNoUnsure) => {
            facts.yes_no.insert(fact, input::yes_no_unsure(raw));
        }
        (_, AskKind::Date) => {
            facts.dates.insert(fact, input::date(raw));
        }
        (_, AskKind::Choice) => {
            let allowed = question.options.iter().map(|option| option.value.as_str());
            facts.choices.insert(fact, input::choice(raw, allowed));
        }
        (_, AskKind::Figures) => {
            facts.counts.insert(fact, input::count(raw));
        }
        _ => {}
    }
}

/// The name of the town: that of the list, or the note's when 其他 is chosen.
pub fn town<'a>(walk: &'a Walk, question: &str) -> &'a str {
    match walk.value(question) {
        "other" => walk.note(question),
        name => name,
    }
}

/// A part of an exclusion that is not answered leaves the exclusion open; one answered with 有 and
/// no event written for it counts as an event without a date.
fn exclusion(facts: &mut Facts, walk: &Walk, question: &Question<'_>) {
    let of = question.of.to_owned();
    let part = question.id.to_owned();
    match walk.value(question.id) {
        "yes" => {
            if !walk
                .events
                .iter()
                .any(|event| event.question == question.id)
            {
                facts.events.push(Event {
                    exclusion: of,
                    part,
                    ..Event::default()
                });
            }
        }
        "no" => {}
        other => facts.open_exclusions.push(OpenExclusion {
            exclusion: of,
            part,
            unsure: other == "unsure",
        }),
    }
}

/// The exclusion that an event counts under: its question is answered with 有, or it is a registered loss
/// year. `None` for an event that does not count.
pub fn exclusion_of<'s>(
    event: &crate::dossier::Event,
    walk: &Walk,
    scheme: &'s Scheme,
) -> Option<&'s Exclusion> {
    let exclusion = scheme.exclusions.iter().find(|exclusion| {
        let mut questions = exclusion.questions.iter();
        questions.any(|question| question.id == event.question && question.counts)
    })?;
    let losses = matches!(exclusion.rule, ExclusionRule::Losses(_));
    (losses || walk.value(&event.question) == "yes").then_some(exclusion)
}

/// The events that count.
fn events(walk: &Walk, scheme: &Scheme) -> Vec<Event> {
    let mut out = Vec::new();
    for event in &walk.events {
        let Some(exclusion) = exclusion_of(event, walk, scheme) else {
            continue;
        };
        let losses = matches!(exclusion.rule, ExclusionRule::Losses(_));
        out.push(Event {
            exclusion: exclusion.id.clone(),
            part: event.question.clone(),
            date: input::date(&event.date),
            decided: input::date(&event.decided),
            ended: input::date(&event.ended),
            year: input::year(&event.year),
            ongoing: input::yes_no_unsure(&event.ongoing),
            applies: match event.applies.as_str() {
                "yes" => Applies::Yes,
                "no" => Applies::No,
                // A loss year is written down because it is one; anything else is asked.
                "" if losses => Applies::Yes,
                _ => Applies::Unsure,
            },
            level: text(&event.level),
        });
    }
    out
}

fn ranking(walk: &Walk, scheme: &Scheme) -> Ranking {
    let Some(question) = scheme
        .questions()
        .find(|question| question.fact == "ranking")
    else {
        return Ranking::Unanswered;
    };
    match walk.value(question.id) {
        "none" => return Ranking::None,
        "unsure" => return Ranking::Unsure,
        _ => {}
    }
    if walk.ranking.is_empty() {
        return Ranking::Unanswered;
    }
    let scope = question.fields.iter().find(|field| field.key == "scope");
    let scopes = || {
        let options = scope.into_iter().flat_map(|field| &field.options);
        options.map(|option| option.value.as_str())
    };
    let claim = |claim: &crate::dossier::Claim| Claim {
        indicator: text(&claim.indicator),
        year: input::year(&claim.year),
        scope: input::choice(&claim.scope, scopes()),
        rank: claim.rank.trim().to_owned(),
        source: claim.source.trim().to_owned(),
    };
    Ranking::Claims(walk.ranking.iter().map(claim).collect())
}

fn honours(walk: &Walk, scheme: &Scheme) -> Vec<Honour> {
    let question = scheme
        .questions()
        .find(|question| question.fact == "honours");
    if question.is_some_and(|question| walk.value(question.id) == "none") {
        return Vec::new();
    }
    let honour = |honour: &crate::dossier::Honour| Honour {
        kind: text(&honour.kind),
        expires: input::date(&honour.expires),
    };
    walk.honours.iter().map(honour).collect()
}

/// What is asked of an opinion that agrees counts with such an opinion only.
fn recommendation(walk: &Walk) -> Recommendation {
    let typed = &walk.town_recommendation;
    let opinion = coded(&typed.opinion, |code| match code {
        "agree" => Some(Opinion::Agree),
        "refused" => Some(Opinion::Refused),
        "pending" => Some(Opinion::Pending),
        _ => None,
    });
    if opinion != Input::Given(Opinion::Agree) {
        return Recommendation {
            opinion,
            ..Recommendation::default()
        };
    }
    Recommendation {
        issuer_kind: match typed.issuer_kind.as_str() {
            "" | "town" => IssuerKind::Town,
            "committee" => IssuerKind::Committee,
            _ => IssuerKind::Other,
        },
        town: text(&typed.town),
        date: input::date(&typed.date),
        opinion,
    }
}

fn previous_award(walk: &Walk) -> PreviousAward {
    let typed = &walk.previous_award;
    let awarded = input::date(&typed.awarded);
    match typed.status.as_str() {
        "none" => PreviousAward::Never,
        "unsure" => PreviousAward::Unsure,
        "kept" => PreviousAward::Held { awarded },
        "revoked" => PreviousAward::Revoked {
            awarded,
            revoked: input::date(&typed.revoked),
        },
        _ => PreviousAward::Unanswered,
    }
}

fn notice(walk: &Walk) -> Option<Notice> {
    let typed = &walk.notice;
    (*typed != crate::dossier::Notice::default()).then(|| Notice {
        start: input::date(&typed.start),
        end: input::date(&typed.end),
        objections: match typed.objections.as_str() {
            "" | "none" => Objections::None,
            "upheld" => Objections::Upheld,
            // Of a code that is not known nobody can say that there is none.
            _ => Objections::Pending,
        },
    })
}

fn coded<T>(raw: &str, known: impl Fn(&str) -> Option<T>) -> Input<T> {
    match known(raw) {
        Some(value) => Input::Given(value),
        None if raw.is_empty() => Input::Missing,
        None => Input::Invalid {
            raw: raw.to_owned(),
            why: Flaw::UnknownChoice,
        },
    }
}

fn text(raw: &str) -> Input<String> {
    match raw.trim() {
        "" => Input::Missing,
        text => Input::Given(text.to_owned()),
    }
}
