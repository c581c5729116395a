//! Which parts of a package are printed, and the sets that are usually wanted.

use std::collections::BTreeSet;

use crate::dossier::Kind;

/// A part of a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaperPart {
    /// 封面.
    Cover,
    /// 目次: chapters and headings with their pages.
    Contents,
    /// 申报表.
    Form,
    /// 获奖组织和报告年度, of an annual report.
    Basics,
    /// 年度报告, of an annual report.
    Annual,
    /// 获奖后的台账和登记, of an annual report.
    Award,
    /// 申报条件逐项回答.
    Answers,
    /// 资格结论.
    Verdict,
    /// 组织概述.
    Profile,
    /// 自我评价报告.
    Report,
    /// 自评评分表, with 合议 and how it was judged.
    Scores,
    /// 内部记录: strengths and opportunities, references, what metrics are computed with.
    Remarks,
    /// 证实性材料目录.
    Evidence,
    /// 声明和签字盖章.
    Declarations,
    /// 待确认事项.
    OpenPoints,
    /// 已填写、现在不计的内容.
    Unused,
    /// The letter to the secretariat, of a pre-check.
    Letter,
}

impl PaperPart {
    /// The parts of a package of this kind, in the order of the paper.
    pub fn of(kind: Kind) -> &'static [PaperPart] {
        use PaperPart::*;
        match kind {
            Kind::Precheck => &[Verdict, Answers, Unused, Letter],
            Kind::Application => &[
                Cover,
                Contents,
                Form,
                Answers,
                Verdict,
                Profile,
                Report,
                Scores,
                Remarks,
                Evidence,
                Declarations,
                OpenPoints,
                Unused,
            ],
            Kind::Annual => &[
                Cover,
                Contents,
                Basics,
                Annual,
                Award,
                Report,
                Scores,
                Remarks,
                Evidence,
                Declarations,
                Unused,
            ],
        }
    }

    /// What it is called where parts are chosen.
    pub fn name(self) -> &'static str {
        match self {
            PaperPart::Cover => "封面",
            PaperPart::Contents => "目次",
            PaperPart::Form => "申报表",
            PaperPart::Basics => "获奖组织和报告年度",
            PaperPart::Annual => "年度报告",
            PaperPart::Award => "获奖后的台账和登记",
            PaperPart::Answers => "逐项回答",
            PaperPart::Verdict => "结论",
            PaperPart::Profile => "组织概述",
            PaperPart::Report => "自我评价报告",
            PaperPart::Scores => "评分表",
            PaperPart::Remarks => "内部记录",
            PaperPart::Evidence => "证实性材料目录",
            PaperPart::Declarations => "声明",
            PaperPart::OpenPoints => "待确认",
            PaperPart::Unused => "其他",
            PaperPart::Letter => "咨询函",
        }
    }

    /// Whether it stays in the house: it is no part of what is handed in.
    pub fn is_internal(self) -> bool {
        use PaperPart::*;
        matches!(
            self,
            Answers | Verdict | Scores | Remarks | OpenPoints | Unused
        )
    }
}

/// A set of parts that is usually wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// What is handed in; of a pre-check what is read: everything that counts.
    HandIn,
    /// The form alone, for the seals.
    Form,
    /// The written report, with 组织概述 where there is one.
    Report,
    /// The account of the prize and what else is put down after an award, alone.
    Award,
    /// The catalogue of evidence alone.
    Evidence,
    /// What stays in the house.
    Internal,
    /// Everything.
    All,
}

impl Preset {
    /// The sets there are for a kind of package, the first one what is wanted most.
    pub fn of(kind: Kind) -> &'static [Preset] {
        use Preset::*;
        match kind {
            Kind::Precheck => &[HandIn, All],
            Kind::Application => &[HandIn, Form, Report, Evidence, Internal, All],
            Kind::Annual => &[HandIn, Report, Award, Evidence, Internal, All],
        }
    }

    /// What it is called.
    pub fn title(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (Preset::HandIn, Kind::Precheck) => "结论、逐项回答和咨询函",
            (Preset::HandIn, Kind::Application) => "整套申报材料",
            (Preset::HandIn, Kind::Annual) => "整套年度自评报告",
            (Preset::Form, _) => "仅申报表",
            (Preset::Report, Kind::Annual) => "年度报告和自我评价报告",
            (Preset::Report, _) => "组织概述和自我评价报告",
            (Preset::Award, _) => "奖金使用台账和登记",
            (Preset::Evidence, _) => "证实性材料目录",
            (Preset::Internal, Kind::Annual) => "内部用（评分表、内部记录）",
            (Preset::Internal, _) => "内部用（逐项回答、结论、评分表、待确认）",
            (Preset::All, _) => "全部",
        }
    }

    /// What it is called on a command line.
    pub fn name(self) -> &'static str {
        match self {
            Preset::HandIn => "整套",
            Preset::Form => "申报表",
            Preset::Report => "概述和报告",
            Preset::Award => "台账",
            Preset::Evidence => "目录",
            Preset::Internal => "内部",
            Preset::All => "全部",
        }
    }

    /// Its parts for a kind of package; none where the set is not for that kind. What is a booklet of its own has cover
    /// and contents, what stays in the house contents alone.
    pub fn parts(self, kind: Kind) -> Selection {
        use PaperPart::*;
        if !Preset::of(kind).contains(&self) {
            return Selection::default();
        }
        let all = PaperPart::of(kind).iter().copied();
        let wanted = |part: &PaperPart| match (self, kind) {
            (Preset::All, _) => true,
            (Preset::HandIn, Kind::Precheck) => *part != Unused,
            (Preset::HandIn, _) => !part.is_internal(),
            (Preset::Form, _) => *part == Form,
            (Preset::Report, _) => matches!(part, Cover | Contents | Annual | Profile | Report),
            (Preset::Award, _) => *part == Award,
            (Preset::Evidence, _) => *part == Evidence,
            (Preset::Internal, _) => *part == Contents || part.is_internal(),
        };
        Selection(all.filter(wanted).collect())
    }
}

/// Parts that are chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection(BTreeSet<PaperPart>);

impl Selection {
    /// Everything that a package of this kind has.
    pub fn all(kind: Kind) -> Selection {
        Preset::All.parts(kind)
    }

    /// What is named on a command line, apart by `、` or a comma: sets and parts by their names.
    ///
    /// # Errors
    /// The name that this kind of package has not.
    pub fn named(text: &str, kind: Kind) -> Result<Selection, String> {
        let mut chosen = BTreeSet::new();
        for name in text.split(['、', '，', ',']).map(str::trim) {
            let preset = Preset::of(kind).iter().find(|preset| preset.name() == name);
            let part = PaperPart::of(kind).iter().find(|part| part.name() == name);
            match (preset, part) {
                (Some(preset), _) => chosen.extend(preset.parts(kind).0),
                (None, Some(part)) => {
                    chosen.insert(*part);
                }
                (None, None) => return Err(name.to_owned()),
            }
        }
        Ok(Selection(chosen))
    }

    /// Whether a part is chosen.
    pub fn has(&self, part: PaperPart) -> bool {
        self.0.contains(&part)
    }

    /// Whether everything of another choice is chosen.
    pub fn covers(&self, other: &Selection) -> bool {
        self.0.is_superset(&other.0)
    }

    /// Chooses a part, or no longer.
    pub fn set(&mut self, part: PaperPart, chosen: bool) {
        match chosen {
            true => self.0.insert(part),
            false => self.0.remove(&part),
        };
    }
}

impl FromIterator<PaperPart> for Selection {
    fn from_iter<T: IntoIterator<Item = PaperPart>>(parts: T) -> Self {
        Selection(parts.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PaperPart::*;

    fn chosen(text: &str, kind: Kind) -> Vec<PaperPart> {
        let selection = Selection::named(text, kind).unwrap();
        let parts = PaperPart::of(kind).iter().copied();
        parts.filter(|part| selection.has(*part)).collect()
    }

    #[test]
    fn what_is_handed_in_tells_nothing_internal() {
        let parts = [
            Cover,
            Contents,
            Form,
            Profile,
            Report,
            Evidence,
            Declarations,
        ];
        assert_eq!(chosen("整套", Kind::Application), parts);
        let parts = [
            Cover,
            Contents,
            Basics,
            Annual,
            Award,
            Report,
            Evidence,
            Declarations,
        ];
        assert_eq!(chosen("整套", Kind::Annual), parts);
        assert_eq!(chosen("台账", Kind::Annual), [Award]);
        assert_eq!(chosen("整套", Kind::Precheck), [Verdict, Answers, Letter]);
    }

    #[test]
    fn sets_and_parts_go_by_their_names() {
        let check =
            |text: &str, parts: &[PaperPart]| assert_eq!(chosen(text, Kind::Application), parts);
        check("申报表", &[Form]);
        check("概述和报告", &[Cover, Contents, Profile, Report]);
        check("目录", &[Evidence]);
        check(
            "内部",
            &[
                Contents, Answers, Verdict, Scores, Remarks, OpenPoints, Unused,
            ],
        );
        check("评分表、封面, 目录", &[Cover, Scores, Evidence]);
        check("全部", PaperPart::of(Kind::Application));
        assert_eq!(
            chosen("内部", Kind::Annual),
            [Contents, Scores, Remarks, Unused]
        );
        let unknown = Selection::named("整套、申报表", Kind::Precheck);
        assert_eq!(unknown, Err("申报表".to_owned()));
    }

    #[test]
    fn every_set_of_a_kind_has_parts_and_names_are_told_apart() {
        for kind in [Kind::Precheck, Kind::Application, Kind::Annual] {
            for preset in Preset::of(kind) {
                assert_ne!(
                    preset.parts(kind),
                    Selection::default(),
                    "{kind:?} {preset:?}"
                );
            }
            let names = PaperPart::of(kind).iter().map(|part| part.name());
            let names: BTreeSet<&str> = names.collect();
            assert_eq!(names.len(), PaperPart::of(kind).len());
        }
        assert_eq!(Preset::Form.parts(Kind::Annual), Selection::default());
    }
}
