//! `check`: a dossier through the rules, the scores and the checks, in words or as JSON.

use std::fmt::Write;
use std::path::Path;
use std::rc::Rc;

use quality_award_core::domain::date::Date;
use quality_award_core::domain::verdict::Overall;
use quality_award_core::domain::words;
use quality_award_core::dossier::{self, Assessed, Dossier, Kind, Opened, progress};
use quality_award_core::export::report::{Report, report};
use quality_award_core::export::told::{self, told};
use quality_award_core::pack::Severity;
use quality_award_core::review::{self, Findings};

use crate::packs::Rules;

/// What came out for one file.
pub struct Checked {
    dossier: Rc<Dossier>,
    assessed: Assessed,
    findings: Findings,
    report: Report,
    /// What a newer file holds that we cannot keep, and half characters that were lost.
    lost: Vec<String>,
}

impl Checked {
    /// Runs everything.
    pub fn of(path: &Path, opened: Opened, rules: &Rules, today: Date) -> Checked {
        let packs = &rules.packs;
        let dossier = Rc::new(opened.dossier);
        let assessed = dossier::assess(&dossier, &packs.scheme, &rules.calendar, today);
        let findings = review::review(&dossier, rules.review(), today);
        let file = path.display().to_string();
        let report = report(
            &file,
            &dossier,
            &opened.fingerprint,
            &assessed,
            &packs.criteria,
            &findings,
        );
        let newer = opened.newer.map(|version| {
            format!(
                "文件来自较新的 {version} 版，下列内容读不进来：{}",
                opened.dropped.join("、")
            )
        });
        let replaced =
            (opened.replaced > 0).then(|| format!("有 {} 处半个字符无法保留", opened.replaced));
        Checked {
            lost: newer.into_iter().chain(replaced).collect(),
            dossier,
            assessed,
            findings,
            report,
        }
    }

    /// Eligible, where that is asked, and no finding of severity error.
    pub fn is_well(&self) -> bool {
        let asked = self.dossier.kind != Kind::Annual;
        let eligible = self.assessed.assessment.overall == Overall::Eligible;
        let mut open = self.findings.open.iter();
        (eligible || !asked) && !open.any(|finding| finding.severity == Severity::Error)
    }

    /// One line of JSON.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string(&self.report)? + "\n")
    }

    /// In words.
    pub fn text(&self, rules: &Rules) -> String {
        let (scheme, criteria) = (&rules.packs.scheme, &rules.packs.criteria);
        let assessment = &self.assessed.assessment;
        let mut out = String::new();
        let mut line = |text: String| {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{text}");
        };
        line(format!(
            "{}  指纹 {}",
            self.report.file, self.report.fingerprint
        ));
        for lost in &self.lost {
            line(format!("  {lost}"));
        }
        if self.dossier.kind != Kind::Annual {
            let overall = told::overall(assessment.overall, scheme);
            line(format!("结论：{overall}（申报日期 {}）", assessment.on));
            line(told::summary(assessment));
            if let Some(earliest) = assessment.earliest {
                let only = if assessment.not_before_only {
                    "不早于 "
                } else {
                    ""
                };
                line(format!("最早可申报日期：{only}{earliest}"));
            }
            for finding in told::findings(assessment) {
                let told = told(finding, scheme, assessment.on);
                line(format!("  {}  {}  {}", told.label, told.cite, told.title));
                for why in &told.reasons {
                    line(format!("      {}{}", why.ask, why.text));
                }
                if let Some(date) = told.earliest {
                    line(format!("      最早日期 {date}"));
                }
            }
        }
        let percents = progress::percents(&self.dossier, criteria);
        line(words::tally(progress::total(criteria, &percents)));
        for category in &criteria.categories {
            let tally = progress::category(criteria, &percents, category);
            line(format!(
                "  {} {}：{}",
                category.id,
                category.title,
                words::tally(tally)
            ));
        }
        let open = &self.findings.open;
        line(format!(
            "评审员视角：{} 条，已搁置 {} 条",
            open.len(),
            self.report.waived
        ));
        for finding in open {
            let severity = match finding.severity {
                Severity::Error => "要处理",
                Severity::Warning => "建议",
                Severity::Hint => "参考",
            };
            line(format!("  {severity}  {}  {}", finding.check, finding.text));
        }
        out
    }
}
