//! Articles: their digest, what is quoted from them, what they are cited for, and whether all of them are covered.

use super::super::folder::SchemeFolder;
use super::super::scheme::{Article, Scheme};
use super::report::{Report, no, solid};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write;

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

pub(super) fn articles(scheme: &Scheme, report: &mut Report<'_>) {
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
pub(super) fn quotes(scheme: &Scheme, report: &mut Report<'_>) {
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
    let mut all = cited![name short_name document_title document_number issuer issued in_force_from cycle_years quota_max
        quota_may_be_vacant prize funding fee secretariat recommender criteria panel_size operation_years_min
        excellence_years_min data_years_min exclusion_window_years internal_notice_working_days
        public_notice_working_days ban_years validity_years reaward_prize reaward_takes_quota];
    let repeals = about.repeals.iter();
    all.extend(repeals.map(|it| ("repeals", it.article.as_str(), it.quote.as_str())));
    let quota = about.quota_srdi_min.iter();
    all.extend(quota.map(|it| ("quota_srdi_min", it.article.as_str(), it.quote.as_str())));
    all
}

/// Every article that is named exists.
pub(super) fn cited_articles(scheme: &Scheme, report: &mut Report<'_>) {
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

fn article_number(id: &str) -> Option<u8> {
    super::super::cite::split_article(id).map(|(article, _)| article)
}

pub(super) fn coverage(scheme: &Scheme, report: &mut Report<'_>) {
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
pub(super) fn grounds(scheme: &SchemeFolder, report: &mut Report<'_>) {
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
