//! The cover, and what tells one version of a package from another.

use crate::domain::words::long_date;
use crate::dossier::{Dossier, Kind};
use crate::views::application_date;

use super::super::document::{Cover, UNFILLED, or_unfilled};
use super::context::ChapterContext;

/// The cover of what is called `subject`.
pub fn cover(context: &ChapterContext<'_>, subject: &str, fingerprint: &str) -> Cover {
    let dossier = context.dossier;
    let about = &context.scheme.about;
    let line = |name: &str, value: String| (name.to_owned(), value);
    let mut lines = vec![line(organisation(dossier), or_unfilled(name(dossier)))];
    match dossier.kind {
        Kind::Precheck | Kind::Application => {
            let on = application_date(dossier);
            let on = on.given().copied().map(long_date);
            lines.push(line("申报日期", on.unwrap_or_else(|| UNFILLED.to_owned())));
        }
        Kind::Annual => lines.extend(super::annual::cover_lines(context)),
    }
    let (measures, number) = (&about.document_title.value, &about.document_number.value);
    lines.push(line("管理办法", format!("《{measures}》\n{number}")));
    lines.push(line("评定标准", context.criteria.edition.name.clone()));
    Cover {
        title: about.name.value.clone(),
        subtitle: subject.to_owned(),
        lines,
        foot: identity(fingerprint),
    }
}

/// The lines that tell this version from others.
pub fn identity(fingerprint: &str) -> Vec<String> {
    vec![
        "数据文件指纹（SHA-256）".to_owned(),
        grouped(fingerprint),
        "纸质稿与数据文件的指纹一致，才是同一版本。".to_owned(),
    ]
}

/// What stands in the head of each page.
pub fn title(dossier: &Dossier, subject: &str) -> String {
    format!("{}{subject}", name(dossier))
}

/// The beginning and the end of a fingerprint.
pub fn short(fingerprint: &str) -> String {
    let groups = grouped(fingerprint);
    let mut groups = groups.split(' ');
    let first = groups.by_ref().take(2).collect::<Vec<_>>().join(" ");
    let last = groups.next_back().unwrap_or_default();
    format!("{first} … {last}")
}

/// The fingerprint in groups of four digits, for comparing by eye.
pub fn grouped(fingerprint: &str) -> String {
    let digits: Vec<char> = fingerprint.chars().collect();
    let groups = digits
        .chunks(4)
        .map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join(" ")
}

fn name(dossier: &Dossier) -> &str {
    dossier.organisation()
}

fn organisation(dossier: &Dossier) -> &'static str {
    match dossier.kind {
        Kind::Precheck | Kind::Application => "申报组织",
        Kind::Annual => "获奖组织",
    }
}

/// What a whole package is.
pub fn what(kind: Kind) -> &'static str {
    match kind {
        Kind::Precheck => "申报资格预审",
        Kind::Application => "申报材料",
        Kind::Annual => "年度自评报告",
    }
}
