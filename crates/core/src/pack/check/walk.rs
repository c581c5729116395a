//! Questions, conditions, exclusions and the readings that may be chosen.

use super::super::common::{AskKind, Choice, Gives};
use super::super::scheme::Scheme;
use super::super::walk::{
    Condition, ConditionQuestion, ConditionRule, Exclusion, ExclusionRule, GateRule, LEVEL, Level,
    LevelCounts,
};
use super::report::{Report, facts, ids, no};
use crate::domain::settings::Settings;
use crate::domain::verdict::Flag;
use std::collections::BTreeMap;

pub(super) fn settings(scheme: &Scheme, report: &mut Report<'_>) {
    const FILE: &str = "settings.toml";
    let ambiguities = ids(&scheme.ambiguities, |it| &it.id);
    for setting in &scheme.settings {
        let key = format!("setting[{}]", setting.id);
        report.choices(FILE, &key, AskKind::Choice, &setting.options);
        if !setting.options.iter().any(|o| o.value == setting.default) {
            report.bad(
                FILE,
                format!("{key}.default"),
                no("option", &setting.default),
            );
        }
        report.known(
            FILE,
            &format!("{key}.ambiguity"),
            "ambiguity",
            [&setting.ambiguity],
            &ambiguities,
        );
        if Settings::COMPUTING.contains(&setting.id.as_str()) {
            for option in &setting.options {
                if Settings::default().set(&setting.id, &option.value).is_err() {
                    let key = format!("{key}.options[{}]", option.value);
                    report.bad(FILE, key, "the rules know no such reading");
                }
            }
        }
    }
    let by_scope = |level: &Level| level.counts == LevelCounts::BySetting;
    let questions = scheme.exclusions.iter().flat_map(|it| &it.questions);
    let scoped = questions.flat_map(|it| &it.levels).any(by_scope);
    for id in Settings::COMPUTING {
        // Nobody is asked whose inspections count where that is plain.
        let needed = id != Settings::MUNICIPAL_SCOPE || scoped;
        if needed && scheme.setting(id).is_none() {
            report.bad(
                FILE,
                format!("setting[{id}]"),
                "the rules need this setting",
            );
        }
    }
    for flag in Flag::ALL {
        if scheme.flag(flag.id()).is_none() {
            report.bad(
                FILE,
                format!("flag[{}]", flag.id()),
                "the rules give this hint",
            );
        }
    }
    for flag in &scheme.flags {
        if Flag::ALL.iter().all(|known| known.id() != flag.id) {
            report.bad(
                FILE,
                format!("flag[{}]", flag.id),
                "no rule gives this hint",
            );
        }
    }
    let settings = ids(&scheme.settings, |it| &it.id);
    for it in &scheme.ambiguities {
        let key = format!("ambiguity[{}].setting", it.id);
        report.known("ambiguities.toml", &key, "setting", &it.setting, &settings);
    }
}

pub(super) fn walk(scheme: &Scheme, report: &mut Report<'_>) {
    let evidence = ids(&scheme.evidence, |it| &it.id);
    let ambiguities = ids(&scheme.ambiguities, |it| &it.id);
    let flags = ids(&scheme.flags, |it| &it.id);
    let facts = facts(scheme);
    for it in &scheme.general {
        report.choices(
            "general.toml",
            &format!("question[{}]", it.id),
            it.kind,
            &it.options,
        );
    }
    const GATES: &str = "gates.toml";
    for it in &scheme.gates {
        let key = format!("gate[{}]", it.id);
        report.known(
            GATES,
            &format!("{key}.evidence"),
            "evidence",
            &it.evidence,
            &evidence,
        );
        report.known(
            GATES,
            &format!("{key}.ambiguities"),
            "ambiguity",
            &it.ambiguities,
            &ambiguities,
        );
        report.fields(GATES, &key, &it.fields);
        let asks = |id: &str| scheme.gate(id).is_some_and(|gate| gate.same_as.is_none());
        match &it.same_as {
            Some(id) if !asks(id) => {
                report.bad(GATES, format!("{key}.same_as"), no("gate that asks", id))
            }
            Some(_) if !it.fields.is_empty() => {
                report.bad(GATES, format!("{key}.field"), "another gate asks this")
            }
            None if it.fields.is_empty() => {
                report.bad(GATES, format!("{key}.field"), "nothing is asked")
            }
            _ => {}
        }
    }
    for (name, is) in [
        (
            "ban",
            (|rule| matches!(rule, GateRule::Ban(_))) as fn(&GateRule) -> bool,
        ),
        ("validity", |rule| matches!(rule, GateRule::Validity(_))),
    ] {
        let count = scheme.gates.iter().filter(|gate| is(&gate.rule)).count();
        if count != 1 {
            report.bad(
                GATES,
                "gate",
                format!("{count} gates with rule \"{name}\", the rules need one"),
            );
        }
    }
    const CONDITIONS: &str = "conditions.toml";
    for it in &scheme.conditions {
        let key = format!("condition[{}]", it.id);
        report.known(
            CONDITIONS,
            &format!("{key}.evidence"),
            "evidence",
            &it.evidence,
            &evidence,
        );
        report.known(
            CONDITIONS,
            &format!("{key}.ambiguities"),
            "ambiguity",
            &it.ambiguities,
            &ambiguities,
        );
        for question in &it.questions {
            condition_question(it, question, &facts, report);
        }
    }
    const EXCLUSIONS: &str = "exclusions.toml";
    report.fields(EXCLUSIONS, "common", &scheme.exclusions_common.fields);
    for it in &scheme.exclusions {
        let key = format!("exclusion[{}]", it.id);
        report.known(
            EXCLUSIONS,
            &format!("{key}.evidence"),
            "evidence",
            &it.evidence,
            &evidence,
        );
        report.known(
            EXCLUSIONS,
            &format!("{key}.ambiguities"),
            "ambiguity",
            &it.ambiguities,
            &ambiguities,
        );
        exclusion(scheme, it, &facts, report);
    }
    const PROCEDURE: &str = "procedure.toml";
    for it in &scheme.procedure {
        let key = format!("procedure[{}]", it.id);
        report.known(
            PROCEDURE,
            &format!("{key}.evidence"),
            "evidence",
            &it.evidence,
            &evidence,
        );
        report.known(
            PROCEDURE,
            &format!("{key}.ambiguities"),
            "ambiguity",
            &it.ambiguities,
            &ambiguities,
        );
        report.known(
            PROCEDURE,
            &format!("{key}.flags"),
            "flag",
            &it.flags,
            &flags,
        );
        if let Some(question) = &it.question {
            report.fields(PROCEDURE, &format!("{key}.question"), &question.fields);
        }
    }
}

fn condition_question(
    condition: &Condition,
    question: &ConditionQuestion,
    facts: &BTreeMap<&str, (AskKind, &[Choice])>,
    report: &mut Report<'_>,
) {
    const FILE: &str = "conditions.toml";
    let key = format!("condition[{}].question[{}]", condition.id, question.id);
    report.choices(FILE, &key, question.kind, &question.options);
    report.fields(FILE, &key, &question.fields);
    let own = ids(&condition.ambiguities, |id| id);
    report.known(
        FILE,
        &format!("{key}.ambiguities"),
        "ambiguity of the condition",
        question.ambiguities.iter().flatten(),
        &own,
    );
    let needs = match &question.rule {
        ConditionRule::Declared => AskKind::YesNoUnsure,
        ConditionRule::OneOf => AskKind::Choice,
        ConditionRule::Elapsed(_) | ConditionRule::LaterStart(_) => AskKind::Date,
        ConditionRule::AtLeast(_) => AskKind::Figures,
        ConditionRule::Ranking(_) | ConditionRule::Priority => AskKind::Rows,
        ConditionRule::Recommendation => AskKind::Group,
    };
    if question.kind != needs {
        report.bad(
            FILE,
            format!("{key}.kind"),
            format!("the rule needs {needs:?}"),
        );
    }
    let is_date = |fact: &str| {
        facts
            .get(fact)
            .is_some_and(|(kind, _)| *kind == AskKind::Date)
    };
    let gives = |allowed: &[Gives], options: &[Choice], report: &mut Report<'_>| {
        for option in options {
            if option.gives.is_none_or(|gives| !allowed.contains(&gives)) {
                let key = format!("{key}.options[{}].gives", option.value);
                report.bad(FILE, key, format!("the rule needs one of {allowed:?}"));
            }
        }
    };
    match &question.rule {
        ConditionRule::OneOf => {
            gives(
                &[Gives::Met, Gives::Unmet, Gives::Unknown],
                &question.options,
                report,
            );
        }
        ConditionRule::Priority => {
            for field in &question.fields {
                gives(&[Gives::Priority, Gives::Unknown], &field.options, report);
            }
        }
        ConditionRule::Elapsed(elapsed) => {
            if let Some(fact) = elapsed.not_before.as_ref().filter(|fact| !is_date(fact)) {
                report.bad(
                    FILE,
                    format!("{key}.rule.elapsed.not_before"),
                    no("date with fact", fact),
                );
            }
        }
        ConditionRule::LaterStart(later) => {
            let starts = |other: &ConditionQuestion| {
                other.id == later.of && matches!(other.rule, ConditionRule::Elapsed(_))
            };
            if !condition.questions.iter().any(starts) {
                report.bad(
                    FILE,
                    format!("{key}.rule.later-start.of"),
                    no("count of years at", &later.of),
                );
            }
        }
        ConditionRule::Ranking(ranking) => {
            let kinds = facts
                .get(ranking.by.as_str())
                .map_or(&[][..], |(_, options)| options);
            if kinds.is_empty() {
                report.bad(
                    FILE,
                    format!("{key}.rule.ranking.by"),
                    no("choice with fact", &ranking.by),
                );
            }
            let options_of = |key: &str| {
                let field = question.fields.iter().find(|field| field.key == key);
                field.map_or(&[][..], |field| &field.options)
            };
            for claim in &ranking.claims {
                let key = format!("{key}.rule.ranking.claim[{}]", claim.org_kind);
                if !kinds.iter().any(|kind| kind.value == claim.org_kind) {
                    report.bad(FILE, format!("{key}.org_kind"), no("kind", &claim.org_kind));
                }
                for indicator in &claim.indicators {
                    if !options_of("indicator")
                        .iter()
                        .any(|o| o.value == *indicator)
                    {
                        report.bad(
                            FILE,
                            format!("{key}.indicators"),
                            no("indicator", indicator),
                        );
                    }
                }
            }
        }
        ConditionRule::Declared | ConditionRule::AtLeast(_) | ConditionRule::Recommendation => {}
    }
}

pub(super) fn exclusion(
    scheme: &Scheme,
    exclusion: &Exclusion,
    facts: &BTreeMap<&str, (AskKind, &[Choice])>,
    report: &mut Report<'_>,
) {
    const FILE: &str = "exclusions.toml";
    let key = format!("exclusion[{}]", exclusion.id);
    let fields = ids(&scheme.exclusions_common.fields, |field| &field.key);
    report.known(
        FILE,
        &format!("{key}.event_fields"),
        "field",
        &exclusion.event_fields,
        &fields,
    );
    let kind_of = |fact: &String| facts.get(fact.as_str()).map(|(kind, _)| *kind);
    if let Some(fact) = &exclusion.mirrors
        && kind_of(fact) != Some(AskKind::YesNoUnsure)
    {
        report.bad(
            FILE,
            format!("{key}.mirrors"),
            no("yes-no question with fact", fact),
        );
    }
    if let ExclusionRule::Losses(losses) = &exclusion.rule {
        if kind_of(&losses.since) != Some(AskKind::Date) {
            report.bad(
                FILE,
                format!("{key}.rule.losses.since"),
                no("date with fact", &losses.since),
            );
        }
        let kinds = facts
            .get(losses.by.as_str())
            .map_or(&[][..], |(_, options)| options);
        if !kinds.iter().any(|kind| kind.value == losses.exempt) {
            let reason = format!("{} of fact \"{}\"", no("value", &losses.exempt), losses.by);
            report.bad(FILE, format!("{key}.rule.losses.exempt"), reason);
        }
    }
    report.once(
        FILE,
        &format!("{key}.question.part"),
        exclusion
            .questions
            .iter()
            .map(|question| question.part.as_str()),
    );
    for question in &exclusion.questions {
        let key = format!("{key}.question[{}]", question.id);
        let open = ids(&exclusion.ambiguities, |id| id);
        report.known(
            FILE,
            &format!("{key}.ambiguities"),
            "ambiguity of the exclusion",
            question.ambiguities.iter().flatten(),
            &open,
        );
        let own = ids(&exclusion.event_fields, |field| field);
        report.known(
            FILE,
            &format!("{key}.fills"),
            "event field",
            &question.fills,
            &own,
        );
        report.once(
            FILE,
            &format!("{key}.levels"),
            question.levels.iter().map(|level| level.value.as_str()),
        );
        if !question.levels.is_empty() && !own.contains(LEVEL) {
            report.bad(
                FILE,
                format!("{key}.levels"),
                format!("event_fields has no \"{LEVEL}\""),
            );
        }
    }
}
