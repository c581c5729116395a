//! The application that won and the reports of the years after it as a chain: each report names the fingerprint of the
//! one it was begun from, so that what was changed afterwards, is missing or belongs elsewhere shows.

use std::collections::BTreeMap;

use crate::domain::input;
use crate::domain::validity::Validity;
use crate::dossier::{self, Dossier, Fingerprint, Kind, PREDECESSOR};
use crate::pack::{Scheme, ValueKey};

/// A file of a series.
#[derive(Clone, Copy, Debug)]
pub struct SeriesFile<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Its content.
    pub dossier: &'a Dossier,
    /// Whether the content is the one that was written out.
    pub fingerprint: &'a Fingerprint,
}

/// What is wrong with a series, a sentence each, in the order of the years; empty where it holds.
pub fn series(files: &[SeriesFile<'_>], scheme: &Scheme) -> Vec<String> {
    let year = |file: &SeriesFile<'_>| {
        let year = input::year(&file.dossier.annual.year).given().copied();
        year.filter(|_| file.dossier.kind == Kind::Annual)
    };
    let mut files = files.to_vec();
    files.sort_by_key(|file| (file.dossier.kind == Kind::Annual, year(file), file.name));
    let known: BTreeMap<String, &SeriesFile<'_>> = files
        .iter()
        .map(|file| (dossier::fingerprint(file.dossier), file))
        .collect();
    let mut said = Vec::new();
    let mut by_year: BTreeMap<i32, &str> = BTreeMap::new();
    for (at, file) in files.iter().enumerate() {
        let name = file.name;
        if *file.fingerprint == Fingerprint::Differs {
            said.push(format!("{name}：写出以后内容有改动，和文件里的指纹不一致"));
        }
        let first = files
            .first()
            .map_or("", |first| first.dossier.organisation());
        let own = file.dossier.organisation();
        if own != first {
            said.push(format!(
                "{name}：组织名称是“{own}”，和第一份的“{first}”不一样，请核对是不是同一个组织"
            ));
        }
        if file.dossier.kind != Kind::Annual {
            continue;
        }
        match year(file) {
            None => said.push(format!("{name}：没有可用的报告年度")),
            Some(year) => {
                if let Some(other) = by_year.insert(year, name) {
                    said.push(format!("{name}：{year} 年已经有一份（{other}）"));
                }
                if outside(file.dossier, year, scheme) {
                    said.push(format!("{name}：{year} 年不在这次获奖的有效期里"));
                }
            }
        }
        said.extend(link(file, at, &files, &known));
    }
    let years: Vec<i32> = by_year.keys().copied().collect();
    for pair in years.windows(2) {
        if let [before, after] = pair {
            let missing = (before + 1..*after).map(|year| format!("缺 {year} 年的报告"));
            said.extend(missing);
        }
    }
    said
}

/// Whether a report's year lies outside the validity, where that can be told.
fn outside(dossier: &Dossier, year: i32, scheme: &Scheme) -> bool {
    let awarded = input::date(&dossier.annual.awarded).given().copied();
    let years = scheme.about.number(ValueKey::ValidityYears);
    let day = scheme.settings_with(&dossier.settings).boundary_day;
    awarded.is_some_and(|awarded| Validity::new(awarded, years, day).nth(year).is_none())
}

/// What is wrong with what a report was begun from.
fn link(
    file: &SeriesFile<'_>,
    at: usize,
    files: &[SeriesFile<'_>],
    known: &BTreeMap<String, &SeriesFile<'_>>,
) -> Option<String> {
    let name = file.name;
    let said = file.dossier.annual.award.get(PREDECESSOR);
    let before = at.checked_sub(1).and_then(|at| files.get(at));
    match (said, before) {
        // Won on paper: there is nothing before it.
        (None, None) => None,
        (None, Some(_)) => Some(format!("{name}：没有写明接哪一份")),
        (Some(said), _) => match known.get(&**said) {
            Some(of) if of.name == name => Some(format!("{name}：接的是自己")),
            Some(_) => None,
            None => {
                let short: String = said.chars().take(8).collect();
                let why = before.map_or(String::new(), |before| {
                    format!("；排在前面的 {} 可能在那以后改过", before.name)
                });
                Some(format!("{name}：接的那一份（指纹 {short}…）不在这里{why}"))
            }
        },
    }
}
