//! `check`: a dossier through the rules, the scores and the checks, in words or as JSON.

use std::path::Path;
use std::rc::Rc;

use quality_award_core::domain::date::Date;
use quality_award_core::domain::verdict::{Assessment, Overall, RuleFinding};
use quality_award_core::domain::words;
use quality_award_core::dossier::{self, Dossier, Fingerprint, Kind, Opened, Place};
use quality_award_core::export::finding_text::{self, finding_text};
use quality_award_core::export::report::{Report, report};
use quality_award_core::pack::reserved::APPLY_ON;
use quality_award_core::pack::{Criteria, Scheme, Severity, cite};
use quality_award_core::review::{self, Findings};
use quality_award_core::views::{self, Assessed, progress};

use crate::packs::Rules;

/// What came out for one file.
pub struct Checked<'r> {
    rules: &'r Rules,
    opened: Opened,
    assessed: Assessed,
    findings: Findings,
    report: Report,
}

/// What of a file has no place here, and what cannot be kept: a sentence for each kind of it.
pub fn remarks(opened: &Opened) -> impl Iterator<Item = String> {
    let Opened {
        newer,
        dropped,
        kept,
        replaced,
        ..
    } = opened;
    let newer = newer
        .as_ref()
        .map(|version| format!("文件来自较新的 {version} 版，能识别的都已读入"));
    let dropped = (!dropped.is_empty()).then(|| {
        let places = dropped.join("、");
        format!("下列内容本工具无法识别，没有读入，再保存就会丢失：{places}")
    });
    let kept = kept
        .iter()
        .map(|kept| format!("本版本无法识别、原样保留：{}：{kept}", kept.place));
    let replaced = (*replaced > 0)
        .then(|| format!("有 {replaced} 处半个字符无法保留，显示为“\u{FFFD}”，已在问题里列出"));
    newer.into_iter().chain(dropped).chain(kept).chain(replaced)
}

impl<'r> Checked<'r> {
    /// Runs everything, for an application on the day `apply_on` instead of the dossier's own.
    pub fn of(
        path: &Path,
        mut opened: Opened,
        rules: &'r Rules,
        today: Date,
        apply_on: Option<Date>,
    ) -> Self {
        let packs = &rules.packs;
        // The fingerprint is that of the file.
        let fingerprint = dossier::fingerprint(&opened.dossier);
        if let Some(on) = apply_on {
            let place = Place::Answer(APPLY_ON.into());
            place.write(&mut opened.dossier, on.to_string());
        }
        let dossier = &opened.dossier;
        let assessed = views::assess(dossier, &packs.scheme, &rules.calendar, today);
        let findings = review::review(&Rc::new(dossier.clone()), rules.review(), today);
        let file = path.display().to_string();
        let report = Report {
            fingerprint,
            ..report(&file, &opened, &assessed, &packs.criteria, &findings)
        };
        Checked {
            rules,
            opened,
            assessed,
            findings,
            report,
        }
    }

    /// Eligible, where that is asked, and no finding of severity error.
    pub fn is_well(&self) -> bool {
        let asked = self.opened.dossier.kind != Kind::Annual;
        let eligible = self.assessed.assessment.overall == Overall::Eligible;
        let mut open = self.findings.open.iter();
        (eligible || !asked) && !open.any(|finding| finding.severity == Severity::Error)
    }

    /// One line of canonical JSON.
    pub fn json(&self) -> String {
        // Keys are sorted in a value; texts and whole numbers are written as RFC 8785 has them.
        let value = serde_json::to_value(&self.report);
        format!("{}\n", value.expect("a report has only texts as keys"))
    }

    /// In words.
    pub fn text(&self) -> String {
        let (scheme, criteria) = (&self.rules.packs.scheme, &self.rules.packs.criteria);
        let mut text = Text::default();
        self.head(&mut text);
        if self.opened.dossier.kind == Kind::Annual {
            text.line(0, "年度自评不判断能不能申报。");
        } else {
            verdict(&mut text, &self.assessed, scheme);
        }
        score(&mut text, &self.opened.dossier, criteria);
        self.found(&mut text);
        text.line(0, "");
        text.0
    }

    fn head(&self, text: &mut Text) {
        let dossier = &self.opened.dossier;
        let kind = match dossier.kind {
            Kind::Precheck => "预审",
            Kind::Application => "申报",
            Kind::Annual => "年度自评",
        };
        let name = match dossier.organisation() {
            "" => "未命名档案",
            name => name,
        };
        text.line(0, format!("{}：{name}，{kind}", self.report.file));
        let cover = match self.opened.fingerprint {
            Fingerprint::Same => "与封面指纹一致",
            Fingerprint::Differs => "与封面指纹不一致，导出以后内容有改动",
            Fingerprint::Absent => "文件里没有封面指纹",
        };
        text.line(1, format!("{cover}。指纹 {}", self.report.fingerprint));
        for remark in remarks(&self.opened) {
            text.line(1, format!("{remark}。"));
        }
    }

    fn found(&self, text: &mut Text) {
        let of = |severity: Severity| {
            let all = self.findings.open.iter();
            all.filter(move |finding| finding.severity == severity)
        };
        let kinds = [
            (Severity::Error, "要处理"),
            (Severity::Warning, "建议"),
            (Severity::Hint, "参考"),
        ];
        let counts = kinds.map(|(severity, word)| format!("{word} {} 条", of(severity).count()));
        let waived = self.findings.waived.len();
        text.heading(&format!(
            "评审员视角：{}，已搁置 {waived} 条",
            counts.join("，")
        ));
        for (severity, word) in kinds {
            for finding in of(severity) {
                text.line(1, format!("[{word}] {}", finding.text));
                text.line(2, &finding.fix);
                text.line(2, format!("位置：{}", finding.place));
            }
        }
    }
}

/// Lines, each indented by two spaces a level.
#[derive(Default)]
struct Text(String);

impl Text {
    fn line(&mut self, level: usize, line: impl AsRef<str>) {
        // What was typed may have line ends of its own.
        for line in line.as_ref().split(['\r', '\n']) {
            self.0 += &"  ".repeat(level);
            self.0 += line;
            self.0.push('\n');
        }
    }

    fn heading(&mut self, line: &str) {
        self.line(0, "");
        self.line(0, line);
    }
}

/// The overall answer, when it can change, and finding by finding why.
fn verdict(text: &mut Text, assessed: &Assessed, scheme: &Scheme) {
    let assessment = &assessed.assessment;
    let overall = finding_text::overall(assessment.overall, scheme);
    text.heading(&format!("目前结论：{overall}"));
    let basis = finding_text::basis(assessment, assessed.own_date);
    text.line(1, finding_text::summary(assessment) + &basis);
    if let Some(when) = finding_text::when(assessment, scheme) {
        let day = when.earliest.map(|day| day.to_string());
        let day = day.unwrap_or_else(|| "目前无法确定".to_owned());
        let condition = match when.condition.as_str() {
            "" => String::new(),
            condition => format!("（{condition}）"),
        };
        text.line(1, format!("最早可申报日期：{day}{condition}"));
        for (cite, why) in &when.deciding {
            text.line(2, format!("由{cite}决定：{why}"));
        }
    }
    readings(text, assessment, scheme);
    text.heading("以前获奖和撤销");
    all(text, &assessment.gates, assessment, scheme);
    text.line(1, words::reward(assessment.reward));
    let article = cite(&scheme.conditions_common.article);
    text.heading(&format!("{article}：应当同时具备的条件"));
    all(text, &assessment.conditions, assessment, scheme);
    let article = cite(&scheme.exclusions_common.article);
    let years = scheme.about.exclusion_window_years.value;
    text.heading(&format!("{article}：近 {years} 年有其中一种，不得申报"));
    all(text, &assessment.exclusions, assessment, scheme);
    let notice = finding_text::notice(assessment, scheme);
    text.heading("内部公示");
    text.line(1, format!("[{}] {}", notice.label, notice.beside));
    for why in &notice.reasons {
        text.line(2, why);
    }
    if let Some(end) = assessment.notice.earliest_end {
        text.line(2, format!("末日最早 {end}"));
    }
    text.line(2, format!("首日最晚 {}", assessment.notice.latest_start));
    text.heading("提醒");
    for hint in finding_text::hints(assessment, scheme) {
        text.line(1, hint);
    }
}

fn readings(text: &mut Text, assessment: &Assessment, scheme: &Scheme) {
    if assessment.readings.is_empty() {
        return;
    }
    text.line(1, finding_text::readings_differ(scheme));
    for reading in &assessment.readings {
        let used = if reading.in_use {
            "（现在选用）"
        } else {
            ""
        };
        let earliest = match reading.earliest {
            Some(day) => format!("，最早 {day}"),
            None => String::new(),
        };
        text.line(
            2,
            format!(
                "{}{used}：{}{earliest}",
                words::basis(reading.basis),
                finding_text::overall(reading.overall, scheme)
            ),
        );
    }
}

fn all(text: &mut Text, findings: &[RuleFinding], assessment: &Assessment, scheme: &Scheme) {
    for finding in findings {
        let found = finding_text(finding, scheme, assessment.on);
        text.line(
            1,
            format!("[{}] {}：{}", found.label, found.cite, found.title),
        );
        for why in &found.reasons {
            text.line(2, format!("{}{}", why.ask, why.text));
        }
        if !found.what_to_do.is_empty() {
            text.line(2, format!("怎么办：{}", found.what_to_do));
        }
        match found.earliest {
            Some(day) => text.line(2, format!("最早日期：{day}")),
            None if found.never => text.line(2, "这一项不会随时间解除，要先解决。"),
            None => {}
        }
    }
}

/// The self-score, exact; what is unscored is 不计.
fn score(text: &mut Text, dossier: &Dossier, criteria: &Criteria) {
    if dossier.kind == Kind::Precheck {
        return;
    }
    let percents = progress::percents(dossier, criteria);
    let total = words::tally(progress::total(criteria, &percents));
    text.heading(&format!("自评得分：{total}"));
    for category in &criteria.categories {
        let tally = words::tally(progress::category(criteria, &percents, category));
        text.line(1, format!("{} {}：{tally}", category.id, category.title));
    }
    let items = criteria.items.iter().zip(&percents);
    let unscored = items.filter(|(_, percent)| percent.is_none());
    let unscored: Vec<&str> = unscored.map(|(item, _)| item.id.as_str()).collect();
    if !unscored.is_empty() {
        text.line(1, format!("不计：{}", unscored.join("、")));
    }
}
