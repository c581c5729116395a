//! What types cannot say: ids that are named exist, quotes are verbatim, points add up.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::checks::Check;
use super::common::{AskKind, Choice, Field, Gives};
use super::criteria::{ColumnKind, Criteria, Factor, Factors, ItemKind, PERCENT_STEP, REFS_TO};
use super::papers::{Formula, Template};
use super::read::{CriteriaFolder, Folder, Problem, SchemeFolder, in_folder, problem};
use super::rules::{PRIZE_USE, PUBLICITY};
use super::scheme::{Article, Scheme};
use super::walk::{
    Condition, ConditionQuestion, ConditionRule, Exclusion, ExclusionRule, GateRule, LEVEL,
};
use crate::domain::settings::Settings;
use crate::domain::verdict::Flag;

/// Checks everything in a folder and adds what is wrong.
pub(super) fn folder(folder: &Folder, problems: &mut Vec<Problem>) {
    for criteria in &folder.criteria {
        let mut report = Report::new(&criteria.name, problems);
        report.named("edition.toml", "edition.id", &criteria.criteria.edition.id);
        edition(criteria, &mut report);
    }
    for scheme in &folder.schemes {
        let about = &scheme.scheme.about;
        let mut report = Report::new(&scheme.name, problems);
        report.named("scheme.toml", "scheme.id", &about.id);
        measures(&scheme.scheme, &mut report);
        grounds(scheme, &mut report);
        let edition = folder
            .criteria
            .iter()
            .find(|criteria| criteria.criteria.edition.id == about.edition);
        match edition {
            Some(edition) => pair(scheme, edition, &mut report),
            None if folder.criteria.is_empty() => {}
            None => report.bad(
                "scheme.toml",
                "scheme.edition",
                no("edition", &about.edition),
            ),
        }
    }
    calendar(folder, problems);
}

/// Where problems of one folder go.
struct Report<'a> {
    folder: &'a str,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Report<'a> {
    fn new(folder: &'a str, problems: &'a mut Vec<Problem>) -> Self {
        Report { folder, problems }
    }

    fn bad(&mut self, file: &str, key: impl Into<String>, reason: impl Into<String>) {
        let file = in_folder(self.folder, file);
        self.problems.push(problem(&file, key, reason));
    }

    /// A folder has the name of what is in it.
    fn named(&mut self, file: &str, key: &str, id: &str) {
        if !self.folder.is_empty() && self.folder.rsplit('/').next() != Some(id) {
            let reason = format!("\"{id}\" in a folder named \"{}\"", self.folder);
            self.bad(file, key, reason);
        }
    }

    /// Each of these ids must be known.
    fn known<'b>(
        &mut self,
        file: &str,
        key: &str,
        what: &str,
        ids: impl IntoIterator<Item = &'b String>,
        known: &BTreeSet<&str>,
    ) {
        for id in ids {
            if !known.contains(id.as_str()) {
                self.bad(file, key, no(what, id));
            }
        }
    }

    /// No id may stand twice.
    fn once<'b>(&mut self, file: &str, key: &str, ids: impl IntoIterator<Item = &'b str>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id) {
                self.bad(file, format!("{key}[{id}]"), "this id stands twice");
            }
        }
    }

    /// Numbers of an order must run 1, 2, 3 in the order of the file.
    fn order<'b>(
        &mut self,
        file: &str,
        key: &str,
        entries: impl IntoIterator<Item = (&'b str, u8)>,
    ) {
        for ((id, order), expected) in entries.into_iter().zip(1..) {
            if order != expected {
                let key = format!("{key}[{id}].order");
                self.bad(file, key, format!("{order} where {expected} comes next"));
            }
        }
    }

    /// A choice has a list with each value once; nothing else has one.
    fn choices(&mut self, file: &str, key: &str, kind: AskKind, options: &[Choice]) {
        let key = format!("{key}.options");
        if (kind == AskKind::Choice) == options.is_empty() {
            self.bad(file, key, "a choice needs a list, and nothing else has one");
            return;
        }
        self.once(
            file,
            &key,
            options.iter().map(|option| option.value.as_str()),
        );
    }

    fn fields(&mut self, file: &str, key: &str, fields: &[Field]) {
        self.once(
            file,
            &format!("{key}.field"),
            fields.iter().map(|field| field.key.as_str()),
        );
        for field in fields {
            let key = format!("{key}.field[{}]", field.key);
            // The levels of an inspection stand at its question.
            if field.key != LEVEL || !field.options.is_empty() {
                self.choices(file, &key, field.kind, &field.options);
            }
            let first = fields.first().map_or(&[][..], |first| &first.options);
            for value in &field.when {
                if !first.iter().any(|option| option.value == *value) {
                    let key = format!("{key}.when");
                    self.bad(file, key, no("value of the first field", value));
                }
            }
        }
    }
}

fn no(what: &str, id: &str) -> String {
    format!("no {what} \"{id}\"")
}

fn ids<'a, T: 'a>(entries: &'a [T], id: impl Fn(&'a T) -> &'a String) -> BTreeSet<&'a str> {
    entries.iter().map(|entry| id(entry).as_str()).collect()
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// SHA-256 over an article's own text and those of its items, each followed by a line feed.
fn digest(articles: &[Article]) -> String {
    let mut hash = Sha256::new();
    for article in articles {
        let items = article.items.iter().map(|item| &item.text);
        for text in std::iter::once(&article.text).chain(items) {
            hash.update(text.as_bytes());
            hash.update(b"\n");
        }
    }
    hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

// ---- a city's folder

fn measures(scheme: &Scheme, report: &mut Report<'_>) {
    articles(scheme, report);
    quotes(scheme, report);
    cited_articles(scheme, report);
    unique(scheme, report);
    settings(scheme, report);
    walk(scheme, report);
    papers(scheme, report);
    coverage(scheme, report);
}

fn articles(scheme: &Scheme, report: &mut Report<'_>) {
    const FILE: &str = "articles.toml";
    for (article, n) in scheme.articles.iter().zip(1..) {
        let key = format!("article[{n}]");
        if article.n != n {
            report.bad(
                FILE,
                format!("{key}.n"),
                format!("{} where {n} comes next", article.n),
            );
        }
        if !scheme
            .chapters
            .iter()
            .any(|chapter| chapter.n == article.chapter)
        {
            report.bad(
                FILE,
                format!("{key}.chapter"),
                no("chapter", &article.chapter.to_string()),
            );
        }
        for (item, k) in article.items.iter().zip(1..) {
            if item.id != format!("{n}-{k}") {
                let key = format!("{key}.item[{}].id", item.id);
                report.bad(FILE, key, format!("\"{n}-{k}\" comes next"));
            }
        }
    }
    let found = digest(&scheme.articles);
    if found != scheme.document.digest {
        let reason = format!("the texts have {found}: a word of the measures has changed");
        report.bad(FILE, "document.digest", reason);
    }
}

/// Every quote with where it stands and its article.
fn quotes(scheme: &Scheme, report: &mut Report<'_>) {
    let outside = [&scheme.document.before[..], &scheme.document.after[..]].concat();
    let outside = solid(&outside.join("\n"));
    let mut check = |file: &str, key: String, article: &str, quote: &str| {
        let within = match article {
            "" => outside.clone(),
            id => match scheme.article_text(id) {
                Some(text) => solid(&text),
                None => return,
            },
        };
        if quote.is_empty() || !within.contains(&solid(quote)) {
            let reason = match article {
                "" => "these words do not stand outside the articles".to_owned(),
                id => format!("these words do not stand in article {id}"),
            };
            report.bad(file, format!("{key}.quote"), reason);
        }
    };
    for (key, article, quote) in about_quotes(scheme) {
        check("scheme.toml", format!("scheme.{key}"), article, quote);
    }
    for gate in &scheme.gates {
        check(
            "gates.toml",
            format!("gate[{}]", gate.id),
            &gate.article,
            &gate.quote,
        );
    }
    let common = &scheme.conditions_common;
    check(
        "conditions.toml",
        "common".to_owned(),
        &common.article,
        &common.quote,
    );
    for it in &scheme.conditions {
        check(
            "conditions.toml",
            format!("condition[{}]", it.id),
            &it.article,
            &it.quote,
        );
    }
    let common = &scheme.exclusions_common;
    check(
        "exclusions.toml",
        "common".to_owned(),
        &common.article,
        &common.quote,
    );
    for it in &scheme.exclusions {
        check(
            "exclusions.toml",
            format!("exclusion[{}]", it.id),
            &it.article,
            &it.quote,
        );
    }
    for it in &scheme.procedure {
        check(
            "procedure.toml",
            format!("procedure[{}]", it.id),
            &it.article,
            &it.quote,
        );
    }
    for it in &scheme.obligations {
        let key = format!("obligation[{}]", it.id);
        check("obligations.toml", key.clone(), &it.article, &it.quote);
        if let Some(quote) = &it.supervision_quote {
            check(
                "obligations.toml",
                format!("{key}.supervision"),
                &it.article,
                quote,
            );
        }
        for reason in &it.reasons {
            let key = format!("{key}.reason[{}]", reason.article);
            check("obligations.toml", key, &reason.article, &reason.quote);
        }
    }
    for (it, n) in scheme.information.iter().zip(0..) {
        check(
            "coverage.toml",
            format!("information[{n}]"),
            &it.article,
            &it.quote,
        );
    }
}

/// Key, article and quote of each value of the award.
fn about_quotes(scheme: &Scheme) -> Vec<(&'static str, &str, &str)> {
    let about = &scheme.about;
    macro_rules! cited {
        ($($key:ident)+) => {
            vec![$((stringify!($key), about.$key.article.as_str(), about.$key.quote.as_str())),+]
        };
    }
    cited![name short_name document_title document_number issuer issued in_force_from repeals cycle_years quota_max
        quota_srdi_min quota_may_be_vacant prize funding fee secretariat criteria panel_size operation_years_min
        excellence_years_min data_years_min exclusion_window_years internal_notice_working_days
        public_notice_working_days ban_years validity_years reaward_prize reaward_takes_quota]
}

/// Every article that is named exists.
fn cited_articles(scheme: &Scheme, report: &mut Report<'_>) {
    let mut check = |file: &str, key: String, article: &str| {
        if scheme.article_text(article).is_none() {
            report.bad(file, format!("{key}.article"), no("article", article));
        }
    };
    for (key, article, _) in about_quotes(scheme) {
        if !article.is_empty() {
            check("scheme.toml", format!("scheme.{key}"), article);
        }
    }
    check(
        "conditions.toml",
        "common".to_owned(),
        &scheme.conditions_common.article,
    );
    check(
        "exclusions.toml",
        "common".to_owned(),
        &scheme.exclusions_common.article,
    );
    macro_rules! each {
        ($($list:ident $file:literal $key:literal;)+) => {
            $(for it in &scheme.$list {
                check($file, format!("{}[{}]", $key, it.id), &it.article);
            })+
        };
    }
    each! {
        general "general.toml" "question";
        gates "gates.toml" "gate";
        conditions "conditions.toml" "condition";
        exclusions "exclusions.toml" "exclusion";
        procedure "procedure.toml" "procedure";
        obligations "obligations.toml" "obligation";
        evidence "evidence.toml" "evidence";
        annual "annual.toml" "section";
        templates "templates.toml" "template";
        ambiguities "ambiguities.toml" "ambiguity";
    }
    for duty in &scheme.obligations {
        for reason in &duty.reasons {
            let key = format!("obligation[{}].reason[{}]", duty.id, reason.article);
            check("obligations.toml", key, &reason.article);
        }
    }
    for (it, n) in scheme.information.iter().zip(0..) {
        check("coverage.toml", format!("information[{n}]"), &it.article);
    }
    for flag in &scheme.flags {
        for article in &flag.articles {
            check("settings.toml", format!("flag[{}]", flag.id), article);
        }
    }
    for task in &scheme.checklist {
        for article in &task.articles {
            check("checklist.toml", format!("entry[{}]", task.id), article);
        }
    }
}

fn unique(scheme: &Scheme, report: &mut Report<'_>) {
    macro_rules! each {
        ($($list:ident $file:literal $key:literal;)+) => {
            $(report.once($file, $key, scheme.$list.iter().map(|it| it.id.as_str()));)+
        };
    }
    each! {
        settings "settings.toml" "setting";
        flags "settings.toml" "flag";
        gates "gates.toml" "gate";
        conditions "conditions.toml" "condition";
        exclusions "exclusions.toml" "exclusion";
        procedure "procedure.toml" "procedure";
        obligations "obligations.toml" "obligation";
        form "forms.toml" "field";
        evidence "evidence.toml" "evidence";
        annual "annual.toml" "section";
        checklist "checklist.toml" "entry";
        templates "templates.toml" "template";
        ambiguities "ambiguities.toml" "ambiguity";
    }
    // Answers are stored by question id, whichever file a question is from.
    report.once("general.toml", "question", scheme.questions().map(|q| q.id));
    macro_rules! ordered {
        ($($list:ident $file:literal $key:literal;)+) => {
            $(report.order($file, $key, scheme.$list.iter().map(|it| (it.id.as_str(), it.order)));)+
        };
    }
    ordered! {
        procedure "procedure.toml" "procedure";
        form "forms.toml" "field";
        evidence "evidence.toml" "evidence";
        annual "annual.toml" "section";
        checklist "checklist.toml" "entry";
    }
}

fn settings(scheme: &Scheme, report: &mut Report<'_>) {
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
    for id in Settings::COMPUTING {
        if scheme.setting(id).is_none() {
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

/// Facts of the walk with how they are asked and what can be chosen.
fn facts(scheme: &Scheme) -> BTreeMap<&str, (AskKind, &[Choice])> {
    scheme
        .questions()
        .map(|q| (q.fact, (q.kind, q.options)))
        .collect()
}

fn walk(scheme: &Scheme, report: &mut Report<'_>) {
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

fn exclusion(
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

fn papers(scheme: &Scheme, report: &mut Report<'_>) {
    let ambiguities = ids(&scheme.ambiguities, |it| &it.id);
    const DUTIES: &str = "obligations.toml";
    for it in &scheme.obligations {
        let key = format!("obligation[{}]", it.id);
        report.known(
            DUTIES,
            &format!("{key}.ambiguities"),
            "ambiguity",
            &it.ambiguities,
            &ambiguities,
        );
        report.once(
            DUTIES,
            &format!("{key}.use"),
            it.uses.iter().map(|used| used.id.as_str()),
        );
    }
    for fact in [PRIZE_USE, PUBLICITY] {
        let count = scheme
            .obligations
            .iter()
            .filter(|it| it.fact.as_deref() == Some(fact))
            .count();
        if count != 1 {
            report.bad(
                DUTIES,
                "obligation.fact",
                format!("{count} with \"{fact}\", the rules need one"),
            );
        }
    }
    let quota = &scheme.about.quota_srdi_min;
    let honours = scheme
        .questions()
        .flat_map(|q| q.fields)
        .flat_map(|field| field.options);
    let priority: Vec<String> = honours
        .filter(|option| option.gives == Some(Gives::Priority))
        .map(|option| option.value)
        .collect();
    if !priority.contains(&quota.honour) {
        report.bad(
            "scheme.toml",
            "scheme.quota_srdi_min.honour",
            no("honour", &quota.honour),
        );
    }
    let kinds = facts(scheme)
        .get(quota.by.as_str())
        .map_or(&[][..], |(_, options)| options);
    if !kinds.iter().any(|kind| kind.value == quota.org_kind) {
        report.bad(
            "scheme.toml",
            "scheme.quota_srdi_min.org_kind",
            no("value", &quota.org_kind),
        );
    }
    form(scheme, report);
    for template in &scheme.templates {
        placeholders(template, report);
    }
}

fn form(scheme: &Scheme, report: &mut Report<'_>) {
    const FILE: &str = "forms.toml";
    let mut groups: Vec<&str> = Vec::new();
    for it in &scheme.form {
        let key = format!("field[{}]", it.id);
        if groups.last() != Some(&it.group.as_str()) {
            if groups.contains(&it.group.as_str()) {
                let reason = format!("\"{}\" was left before: a group stands together", it.group);
                report.bad(FILE, format!("{key}.group"), reason);
            }
            groups.push(&it.group);
        }
        if let Some(question) = &it.same_as
            && scheme.question(question).is_none()
        {
            report.bad(
                FILE,
                format!("{key}.same_as"),
                no("question of the walk", question),
            );
        }
        let lists = it.same_as.is_none() && it.kind == AskKind::Choice;
        if lists == it.options.is_empty() {
            report.bad(
                FILE,
                format!("{key}.options"),
                "a choice of its own needs a list, and nothing else has one",
            );
        }
        if (it.kind == AskKind::Auto) != it.formula.is_some() {
            report.bad(
                FILE,
                format!("{key}.formula"),
                "an auto field needs one, and nothing else has one",
            );
        }
        for (question, answer) in &it.unless {
            let asked = scheme.question(question);
            let mut answers = asked.iter().flat_map(|asked| asked.options);
            if !answers.any(|known| known.value == *answer) {
                let reason = format!("{} of question \"{question}\"", no("answer", answer));
                report.bad(FILE, format!("{key}.unless"), reason);
            }
        }
        let text = matches!(it.kind, AskKind::Text | AskKind::LongText);
        if (it.told_by.is_some() || it.by_town) && !(text && it.same_as.is_none()) {
            let reason = "only a text of the form's own is told by the walk or by the town";
            report.bad(FILE, key.clone(), reason);
        }
        if it.by_town && it.required {
            let reason = "what the town fills in is not required of the applicant";
            report.bad(FILE, format!("{key}.required"), reason);
        }
        if it.opening && it.kind != AskKind::Figures3y {
            report.bad(
                FILE,
                format!("{key}.opening"),
                "only figures of three years have an opening balance",
            );
        }
        for read in it.formula.iter().flat_map(Formula::reads) {
            if scheme
                .form_field(read)
                .is_none_or(|field| field.kind != AskKind::Figures3y)
            {
                report.bad(
                    FILE,
                    format!("{key}.formula"),
                    no("figures of three years", read),
                );
            }
        }
    }
}

/// Keys in braces, in the order they stand.
fn braces(body: &str) -> impl Iterator<Item = &str> {
    let after = body.split('{').skip(1);
    after
        .filter_map(|rest| rest.split_once('}'))
        .map(|(key, _)| key)
}

fn placeholders(template: &Template, report: &mut Report<'_>) {
    const FILE: &str = "templates.toml";
    let key = format!("template[{}]", template.id);
    let declared = ids(&template.placeholders, |it| &it.key);
    report.once(
        FILE,
        &format!("{key}.placeholders"),
        template.placeholders.iter().map(|it| it.key.as_str()),
    );
    let used: BTreeSet<&str> = braces(&template.body).collect();
    for name in used.difference(&declared) {
        report.bad(FILE, format!("{key}.body"), no("placeholder", name));
    }
    for name in declared.difference(&used) {
        let key = format!("{key}.placeholders[{name}]");
        report.bad(FILE, key, "the body has no such braces");
    }
    for it in &template.placeholders {
        if (it.kind == AskKind::Choice) == it.options.is_empty() {
            let key = format!("{key}.placeholders[{}].options", it.key);
            report.bad(FILE, key, "a choice needs a list, and nothing else has one");
        }
    }
}

fn article_number(id: &str) -> Option<u8> {
    super::cite::split_article(id).map(|(article, _)| article)
}

fn coverage(scheme: &Scheme, report: &mut Report<'_>) {
    const FILE: &str = "coverage.toml";
    let it = &scheme.coverage;
    let numbers = |articles: &mut dyn Iterator<Item = &String>| -> BTreeSet<u8> {
        articles.filter_map(|id| article_number(id)).collect()
    };
    let informed = numbers(&mut scheme.information.iter().map(|it| &it.article));
    let common = [
        &scheme.conditions_common.article,
        &scheme.exclusions_common.article,
    ];
    // What the other files hold must be what is listed, and the other way round.
    let held = [
        ("rule", &it.rule, numbers(&mut common.into_iter())),
        (
            "gate",
            &it.gate,
            numbers(&mut scheme.gates.iter().map(|it| &it.article)),
        ),
        (
            "procedure",
            &it.procedure,
            numbers(&mut scheme.procedure.iter().map(|it| &it.article)),
        ),
        (
            "obligation",
            &it.obligation,
            numbers(&mut scheme.obligations.iter().map(|it| &it.article)),
        ),
    ];
    for (name, listed, held) in held {
        let listed: BTreeSet<u8> = listed.iter().copied().collect();
        for n in held.symmetric_difference(&listed) {
            let reason = if listed.contains(n) {
                format!("article {n} is listed, but no {name} stands on it")
            } else {
                format!("article {n} has a {name}, but is not listed")
            };
            report.bad(FILE, format!("coverage.{name}"), reason);
        }
    }
    let valued: BTreeSet<u8> = about_quotes(scheme)
        .iter()
        .filter_map(|(_, id, _)| article_number(id))
        .collect();
    for n in &it.scheme {
        if !valued.contains(n) {
            report.bad(
                FILE,
                "coverage.scheme",
                format!("article {n} is listed, but sets no value of the award"),
            );
        }
    }
    let treated: BTreeSet<u8> = [
        &it.scheme,
        &it.rule,
        &it.gate,
        &it.procedure,
        &it.obligation,
    ]
    .into_iter()
    .flatten()
    .chain(&informed)
    .copied()
    .collect();
    for n in &it.not_applicant {
        if treated.contains(n) {
            report.bad(
                FILE,
                "coverage.not_applicant",
                format!("article {n} stands under another heading as well"),
            );
        }
    }
    let all: BTreeSet<u8> = scheme.articles.iter().map(|article| article.n).collect();
    let covered: BTreeSet<u8> = treated.iter().chain(&it.not_applicant).copied().collect();
    for n in all.symmetric_difference(&covered) {
        let reason = if all.contains(n) {
            format!("article {n} went nowhere")
        } else {
            format!("there is no article {n}")
        };
        report.bad(FILE, "coverage", reason);
    }
}

/// The scheme's own checks, as far as no edition is needed for it.
fn grounds(scheme: &SchemeFolder, report: &mut Report<'_>) {
    const FILE: &str = "findings.toml";
    report.once(
        FILE,
        "finding",
        scheme.findings.iter().map(|it| it.id.as_str()),
    );
    for it in &scheme.findings {
        let key = format!("finding[{}]", it.id);
        if it.basis.is_empty() {
            report.bad(
                FILE,
                format!("{key}.basis"),
                "a check of the measures names its article",
            );
        }
        for article in &it.basis {
            if scheme.scheme.article_text(article).is_none() {
                report.bad(FILE, format!("{key}.basis"), no("article", article));
            }
        }
        if it.depths.is_none() {
            report.bad(
                FILE,
                format!("{key}.depths"),
                "a check of the measures names its depths, or \"all\"",
            );
        }
    }
}

/// What a scheme says about the edition it is written against.
fn pair(scheme: &SchemeFolder, edition: &CriteriaFolder, report: &mut Report<'_>) {
    const FILE: &str = "findings.toml";
    let fields = ids(&edition.fields, |it| &it.id);
    let depths = ids(&edition.criteria.depths, |it| &it.id);
    for it in &scheme.findings {
        let key = format!("finding[{}]", it.id);
        report.known(FILE, &format!("{key}.needs"), "field", &it.needs, &fields);
        let named = it.depths.iter().flat_map(|which| which.named());
        report.known(FILE, &format!("{key}.depths"), "depth", named, &depths);
        if edition.findings.iter().any(|other| other.id == it.id) {
            report.bad(FILE, key, "the edition has a check with this id");
        }
    }
    let metrics = ids(&edition.metrics.metrics, |it| &it.id);
    for field in &scheme.scheme.form {
        let key = format!("field[{}].metric", field.id);
        report.known("forms.toml", &key, "metric", &field.metric, &metrics);
        let by_year = field.kind == AskKind::Figures3y || field.formula.is_some();
        if field.metric.is_some() && !by_year {
            report.bad(
                "forms.toml",
                key,
                "only figures by year are values of a metric",
            );
        }
    }
}

// ---- an edition's folder

fn edition(folder: &CriteriaFolder, report: &mut Report<'_>) {
    let criteria = &folder.criteria;
    points(criteria, report);
    bands(criteria, report);
    items(criteria, report);
    metrics(folder, report);
    findings(folder, report);
    registers(folder, report);
    depths(folder, report);
}

fn points(criteria: &Criteria, report: &mut Report<'_>) {
    const FILE: &str = "edition.toml";
    report.once(
        FILE,
        "category",
        criteria.categories.iter().map(|it| it.id.as_str()),
    );
    report.once(
        FILE,
        "industry",
        criteria.industries.iter().map(|it| it.id.as_str()),
    );
    let total: u16 = criteria.categories.iter().map(|it| it.points).sum();
    if total != criteria.edition.total_points {
        report.bad(
            FILE,
            "edition.total_points",
            format!("the categories have {total}"),
        );
    }
    for category in &criteria.categories {
        let items = criteria
            .items
            .iter()
            .filter(|item| item.category == category.id);
        let sum: u16 = items.map(|item| item.points).sum();
        if sum != category.points {
            report.bad(
                FILE,
                format!("category[{}].points", category.id),
                format!("its items have {sum}"),
            );
        }
    }
}

fn factors(file: &str, key: &str, kind: ItemKind, factors: &Factors, report: &mut Report<'_>) {
    let needed = BTreeSet::from(Factor::of(kind));
    let found: BTreeSet<Factor> = factors.keys().copied().collect();
    if needed != found {
        report.bad(
            file,
            format!("{key}.factors"),
            format!("a {kind:?} item has {needed:?}"),
        );
    }
}

fn bands(criteria: &Criteria, report: &mut Report<'_>) {
    const FILE: &str = "bands.toml";
    report.once(FILE, "band", criteria.bands.iter().map(|it| it.id.as_str()));
    for kind in [ItemKind::Process, ItemKind::Result] {
        for factor in Factor::of(kind) {
            let texts = criteria.factors.iter().filter(|it| it.id == factor);
            if texts.filter(|it| it.kinds.contains(&kind)).count() != 1 {
                report.bad(
                    FILE,
                    "factor",
                    format!("{factor:?} is needed once for {kind:?} items"),
                );
            }
        }
        let mut next = Some(0);
        for band in criteria.bands_of(kind) {
            let key = format!("band[{}]", band.id);
            if Some(band.min) != next {
                report.bad(
                    FILE,
                    format!("{key}.min"),
                    format!("{} where {} comes next", band.min, next.unwrap_or(0)),
                );
            }
            if band.max < band.min || band.max % PERCENT_STEP != 0 || band.max > 100 {
                report.bad(
                    FILE,
                    format!("{key}.max"),
                    format!("{} is no end of a band", band.max),
                );
            }
            next = band.max.checked_add(PERCENT_STEP);
            factors(FILE, &key, kind, &band.factors, report);
        }
        if next != Some(100 + PERCENT_STEP) {
            report.bad(
                FILE,
                "band",
                format!("the bands of {kind:?} items do not end at 100"),
            );
        }
    }
}

fn items(criteria: &Criteria, report: &mut Report<'_>) {
    const FILE: &str = "items.toml";
    let known: BTreeSet<&str> = ids(&criteria.items, |it| &it.id);
    let slots = ids(&criteria.profile, |it| &it.id);
    let industries = ids(&criteria.industries, |it| &it.id);
    report.once(FILE, "item", criteria.items.iter().map(|it| it.id.as_str()));
    report.once(
        "profile.toml",
        "slot",
        criteria.profile.iter().map(|it| it.id.as_str()),
    );
    for slot in &criteria.profile {
        let key = format!("slot[{}]", slot.id);
        report.known(
            "profile.toml",
            &format!("{key}.feeds"),
            "item",
            &slot.feeds,
            &known,
        );
        if slot.chars_min > slot.chars_max {
            report.bad(
                "profile.toml",
                format!("{key}.chars_max"),
                "less than chars_min",
            );
        }
    }
    for item in &criteria.items {
        let key = format!("item[{}]", item.id);
        if criteria.category(&item.category).is_none() {
            report.bad(
                FILE,
                format!("{key}.category"),
                no("category", &item.category),
            );
        }
        factors(FILE, &key, item.kind, &item.factors, report);
        report.known(
            FILE,
            &format!("{key}.links.profile"),
            "slot",
            &item.links.profile,
            &slots,
        );
        for id in &item.links.items {
            // Process items point at results, results at processes.
            if criteria
                .item(id)
                .is_none_or(|other| other.kind == item.kind)
            {
                report.bad(
                    FILE,
                    format!("{key}.links.items"),
                    no("item of the other kind", id),
                );
            }
        }
        let examples: BTreeSet<&str> = item.examples.keys().map(String::as_str).collect();
        if examples != industries {
            report.bad(
                FILE,
                format!("{key}.examples"),
                "one for each industry is needed",
            );
        }
        report.once(
            FILE,
            &format!("{key}.section"),
            item.sections.iter().map(|section| section.id.as_str()),
        );
        for section in &item.sections {
            if criteria
                .section(&section.id)
                .is_none_or(|(of, _)| of.id != item.id)
            {
                let key = format!("{key}.section[{}].id", section.id);
                report.bad(
                    FILE,
                    key,
                    format!("\"{}-\" and a letter is needed", item.id),
                );
            }
        }
    }
}

fn metrics(folder: &CriteriaFolder, report: &mut Report<'_>) {
    const FILE: &str = "metrics.toml";
    let criteria = &folder.criteria;
    let metrics = &folder.metrics.metrics;
    let industries = ids(&criteria.industries, |it| &it.id);
    report.once(FILE, "metric", metrics.iter().map(|it| it.id.as_str()));
    for metric in metrics {
        let key = format!("metric[{}]", metric.id);
        let kind_of = |id: &str| criteria.item(id).map(|item| item.kind);
        let section = criteria.section(&metric.section);
        if section.is_none_or(|(item, _)| item.kind != ItemKind::Result) {
            report.bad(
                FILE,
                format!("{key}.section"),
                no("section of a result item", &metric.section),
            );
        }
        for id in &metric.proves {
            if kind_of(id) != Some(ItemKind::Process) {
                report.bad(FILE, format!("{key}.proves"), no("process item", id));
            }
        }
        report.known(
            FILE,
            &format!("{key}.applies"),
            "industry",
            metric.applies.named(),
            &industries,
        );
        if metric.average.is_some() && metric.times.is_none() {
            report.bad(
                FILE,
                format!("{key}.average"),
                "without times nothing is recomputed",
            );
        }
    }
}

fn findings(folder: &CriteriaFolder, report: &mut Report<'_>) {
    const FILE: &str = "findings.toml";
    let fields = ids(&folder.fields, |it| &it.id);
    report.once(
        "fields.toml",
        "field",
        folder.fields.iter().map(|it| it.id.as_str()),
    );
    report.once(
        FILE,
        "finding",
        folder.findings.iter().map(|it| it.id.as_str()),
    );
    for it in &folder.findings {
        let key = format!("finding[{}]", it.id);
        report.known(FILE, &format!("{key}.needs"), "field", &it.needs, &fields);
        let Check {
            basis,
            depths,
            values,
            ..
        } = it;
        if !basis.is_empty() || depths.is_some() || !values.is_empty() {
            report.bad(
                FILE,
                key,
                "basis, depths and values belong to checks of a scheme",
            );
        }
    }
}

fn registers(folder: &CriteriaFolder, report: &mut Report<'_>) {
    const FILE: &str = "registers.toml";
    let registers = &folder.criteria.registers;
    let fields = ids(&folder.fields, |it| &it.id);
    let known = ids(registers, |it| &it.id);
    report.once(FILE, "register", registers.iter().map(|it| it.id.as_str()));
    for register in registers {
        let key = format!("register[{}]", register.id);
        let field = Some(&register.field).filter(|field| !field.is_empty());
        report.known(FILE, &format!("{key}.field"), "field", field, &fields);
        let columns = register.columns.iter().map(|it| it.key.as_str());
        report.once(FILE, &format!("{key}.columns"), columns);
        for column in &register.columns {
            let key = format!("{key}.columns[{}]", column.key);
            let choice = column.kind == ColumnKind::Choice;
            if choice == column.options.is_empty() {
                let reason = "a choice needs a list, and nothing else has one";
                report.bad(FILE, format!("{key}.options"), reason);
            }
            let values = column.options.iter().map(|it| it.value.as_str());
            report.once(FILE, &format!("{key}.options"), values);
            let refs = column.kind == ColumnKind::Refs;
            match &column.to {
                Some(_) if !refs => {
                    report.bad(FILE, format!("{key}.to"), "only references name something")
                }
                Some(to) if !known.contains(to.as_str()) && !REFS_TO.contains(&to.as_str()) => {
                    report.bad(FILE, format!("{key}.to"), no("register", to));
                }
                Some(_) => {}
                None if refs => {
                    report.bad(FILE, format!("{key}.to"), "what it refers to is missing")
                }
                None => {}
            }
        }
    }
}

fn depths(folder: &CriteriaFolder, report: &mut Report<'_>) {
    const FILE: &str = "depths.toml";
    let criteria = &folder.criteria;
    let fields = ids(&folder.fields, |it| &it.id);
    let findings = ids(&folder.findings, |it| &it.id);
    let slots = ids(&criteria.profile, |it| &it.id);
    report.once(
        FILE,
        "depth",
        criteria.depths.iter().map(|it| it.id.as_str()),
    );
    for depth in &criteria.depths {
        let key = format!("depth[{}]", depth.id);
        let of_kind = |kind: ItemKind| -> BTreeSet<&str> {
            let items = criteria.items.iter().filter(|item| item.kind == kind);
            items.map(|item| item.id.as_str()).collect()
        };
        for (name, what, which, known) in [
            ("profile_slots", "slot", &depth.profile_slots, &slots),
            (
                "process_items",
                "process item",
                &depth.process_items,
                &of_kind(ItemKind::Process),
            ),
            (
                "result_items",
                "result item",
                &depth.result_items,
                &of_kind(ItemKind::Result),
            ),
            ("registers", "field", &depth.registers, &fields),
            (
                "findings",
                "check of this edition",
                &depth.findings,
                &findings,
            ),
        ] {
            report.known(FILE, &format!("{key}.{name}"), what, which.named(), known);
        }
        let minutes: u32 = depth.steps.iter().map(|step| step.minutes).sum();
        if minutes != depth.minutes {
            report.bad(
                FILE,
                format!("{key}.minutes"),
                format!("the steps take {minutes}"),
            );
        }
    }
}

// ---- the calendar

fn calendar(folder: &Folder, problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for notice in &folder.holidays.years {
        let file = in_folder(&folder.calendar, &format!("{}.toml", notice.year));
        let mut bad = |key: String, reason: &str| problems.push(problem(&file, key, reason));
        if !seen.insert(notice.year) {
            bad("year".to_owned(), "this year stands twice");
        }
        let mut off = BTreeSet::new();
        for days in &notice.off {
            let key = format!("off[{}]", days.name);
            // A notice may begin in the last days of the year before.
            let years = notice.year - 1..=notice.year;
            if days.from > days.to
                || !years.contains(&days.from.0.year())
                || days.to.0.year() != notice.year
            {
                bad(key, "from and to must be in order and in this year");
                continue;
            }
            for day in days.days() {
                if !off.insert(day) {
                    bad(key.clone(), &format!("{day} stands twice"));
                }
            }
        }
        for day in &notice.worked {
            let key = format!("worked[{}]", day.0);
            if day.0.weekday() < 6 {
                bad(key, "not a Saturday or Sunday");
            } else if off.contains(&day.0) {
                bad(key, "a day off as well");
            }
        }
    }
}
