//! Values that cannot be used: what was typed into a date, a number, a year or a code and is none, and signs in any
//! text that were lost on the way or that no keyboard makes.
//!
//! Where the value is asked for as things stand, this is an error. On a branch no longer taken it counts for nothing
//! and is a hint, so that it does not come as a surprise when the branch is taken again.

use super::ReviewFinding;
use crate::domain::input::Flaw;
use crate::domain::verdict::Assessment;
use crate::dossier::Dossier;
use crate::pack::{Criteria, Scheme, Severity};
use crate::views::{Flawed, FlawedIn, flawed};

/// Id of the check.
const TYPED: &str = "typed";

pub(super) fn findings(
    part: FlawedIn,
    dossier: &Dossier,
    scheme: &Scheme,
    criteria: &Criteria,
    assessment: &Assessment,
) -> Vec<ReviewFinding> {
    let found = flawed(part, dossier, scheme, criteria, assessment).into_iter();
    found.map(|flawed| finding(flawed, dossier)).collect()
}

fn finding(flawed: Flawed, dossier: &Dossier) -> ReviewFinding {
    let Flawed {
        place,
        of,
        label,
        flaw,
        counts,
    } = flawed;
    let at = match label.as_str() {
        "" => of,
        label => format!("{of}，{label}"),
    };
    let why = flaw.sentence();
    let text = match flaw {
        // The text may be long, and what is wrong with it cannot be seen.
        Flaw::LostCharacter | Flaw::ControlCharacter => format!("{at}：{why}"),
        _ => format!("{at}：填写的“{}”暂不能用：{why}", place.read(dossier)),
    };
    let (severity, fix) = match counts {
        true => (
            Severity::Error,
            "请到这一栏改正。填写的内容原样保留，改正以前不参与判断和计算。",
        ),
        false => (
            Severity::Hint,
            "按现在的回答，这一栏不用填，已填的内容不计；以后要用时再改正。",
        ),
    };
    ReviewFinding {
        check: TYPED,
        severity,
        object: place.to_string(),
        place,
        text,
        fix: fix.to_owned(),
    }
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use std::rc::Rc;
    use std::sync::LazyLock;

    use super::*;
    use crate::dossier::{Claim, EntriesAt, Entry, Event, Group, Kind, Metric, Place};
    use crate::pack::Packs;
    use crate::testing::{d, packs};
    use crate::views::assess;

    static PACKS: LazyLock<Packs> = LazyLock::new(packs);

    /// What is found in a dossier: place, and in words; a hint begins with `?`.
    fn found(kind: Kind, write: impl FnOnce(&mut Dossier)) -> Vec<String> {
        let Packs {
            scheme,
            criteria,
            holidays,
            ..
        } = &*PACKS;
        let mut dossier = Dossier::new("a1".into(), kind, "gongyi-2023", "gbt-19580-2012");
        write(&mut dossier);
        let assessed = assess(&dossier, scheme, &holidays.calendar(), d("2026-11-23"));
        let of = |part| findings(part, &dossier, scheme, criteria, &assessed.assessment);
        let found: Vec<ReviewFinding> = FlawedIn::ALL.into_iter().flat_map(of).collect();
        let line = |finding: ReviewFinding| {
            let mark = match finding.severity {
                Severity::Error => "",
                _ => "?",
            };
            format!("{mark}{} {}", finding.place, finding.text)
        };
        found.into_iter().map(line).collect()
    }

    /// The places alone.
    fn places(kind: Kind, write: impl FnOnce(&mut Dossier)) -> Vec<String> {
        let lines = found(kind, write).into_iter();
        let place = |line: String| line.split_once(' ').map(|(place, _)| place.to_owned());
        lines.filter_map(place).collect()
    }

    fn set(dossier: &mut Dossier, place: Place, raw: &str) {
        place.write(dossier, raw.to_owned());
    }

    fn answer(id: &str) -> Place {
        Place::Answer(id.into())
    }

    fn event(dossier: &mut Dossier, id: &str, question: &str, edit: impl FnOnce(&mut Event)) {
        let mut event = Event {
            id: id.into(),
            question: question.into(),
            ..Event::default()
        };
        edit(&mut event);
        Rc::make_mut(&mut dossier.walk).events.push(event);
    }

    #[test]
    fn nothing_is_found_where_everything_can_be_used() {
        let found = found(Kind::Application, |dossier| {
            set(dossier, answer("gen-on"), "2027年5月20日");
            set(dossier, answer("gen-uscc"), "91350100M000100Y43");
            set(dossier, answer("13-2-g"), "３");
            set(dossier, Place::Profit("2024".into()), "-1,250.5");
            set(dossier, Place::Form("ff-size".into()), "大型");
            set(dossier, Place::Slot("B.2.2".into()), "一\r\n\t二 😀");
        });
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn every_kind_of_typed_field_of_the_walk() {
        let found = found(Kind::Precheck, |dossier| {
            set(dossier, answer("gen-uscc"), "91350100M000100Y44");
            set(dossier, answer("gen-town"), "某镇");
            set(dossier, answer("13-1-d"), "2026-02-30");
            set(dossier, Place::Note("13-1-d".into()), "抄\u{1}错");
            set(dossier, answer("13-2-g"), "3年");
            Rc::make_mut(&mut dossier.walk).ranking.push(Claim {
                id: "c1".into(),
                year: "202".into(),
                source: "\u{FFFD}报".into(),
                ..Claim::default()
            });
            set(dossier, Place::Profit("2025".into()), "12万5");
            set(dossier, answer("14-3-b"), "yes");
            event(dossier, "e1", "14-3-b", |event| {
                event.date = "2026-0".into()
            });
            event(dossier, "e2", "14-5-a", |event| {
                event.year = "二〇二四".into()
            });
            let group = Group::Notice;
            set(dossier, Place::Field(group, "end".into()), "月底");
        });
        let places: Vec<&str> = found
            .iter()
            .map(|line| line.split_once(' ').unwrap().0)
            .collect();
        assert_eq!(
            places,
            [
                "walk.answers.gen-uscc.value",
                "walk.answers.gen-town.value",
                "walk.answers.13-1-d.value",
                "walk.answers.13-1-d.note",
                "walk.answers.13-2-g.value",
                "walk.ranking[c1].year",
                "walk.ranking[c1].source",
                "walk.events[e1].date",
                "walk.profits.2025",
                "walk.events[e2].year",
                "walk.notice.end",
            ]
        );
        assert_eq!(
            found[2].split_once(' ').unwrap().1,
            "第十三条第（一）项“营业执照（登记证书）上的成立日期是哪一天？”：填写的“2026-02-30”暂不能用：没有 2026 年 2 月 30 日这一天，请核对。"
        );
        assert!(found[3].ends_with("，备注：有看不见的控制字符，请删去后重新输入。"));
        assert!(found[5].contains("，第 1 条，"), "{}", found[5]);
        assert!(found[7].contains("，登记的第 1 件，"), "{}", found[7]);
        assert!(
            found[8].contains("，2025 年度：填写的“12万5”"),
            "{}",
            found[8]
        );
    }

    #[test]
    fn papers_and_the_annual_report() {
        let write = |dossier: &mut Dossier| {
            set(dossier, Place::Form("ff-fill-date".into()), "2027-04");
            set(dossier, Place::Form("ff-capital".into()), "12万5");
            set(dossier, Place::Form("ff-size".into()), "巨型");
            set(dossier, Place::Form("ff-products".into()), "\u{FFFD}材");
            let figure = |year: &str| Place::Figure("ff-fig-vat".into(), year.into());
            set(dossier, figure("2020"), "两万");
            set(dossier, figure("2025"), "两万");
            set(dossier, Place::Slot("B.2.2".into()), "\u{1}");
            let section = Place::Section("4.1.2".into(), "4.1.2-a".into());
            set(dossier, section, "\u{1}");
            set(dossier, Place::Reason("4.1.2".into()), "\u{1}");
            set(dossier, Place::Awarded, "明天");
            set(dossier, Place::Year, "20255");
            set(dossier, Place::AnnualText("an-profile".into()), "\u{1}");
        };
        let all = [
            "form.fields.ff-fill-date",
            "form.fields.ff-size",
            "form.fields.ff-capital",
            "form.fields.ff-products",
            "form.figures.ff-fig-vat.2020",
            "form.figures.ff-fig-vat.2025",
            "profile.B.2.2",
            "annual.awarded",
            "annual.year",
            "annual.sections.an-profile",
            "items[4.1.2].sections.4.1.2-a",
            "items[4.1.2].reason",
        ];
        // What another kind of dossier asks for is a hint; figures of other years are not shown.
        let hints = |of: &[usize]| -> Vec<String> {
            let mark = |(at, place): (usize, &&str)| match of.contains(&at) {
                true => format!("?{place}"),
                false => (*place).to_owned(),
            };
            all.iter().enumerate().map(mark).collect()
        };
        assert_eq!(places(Kind::Application, write), hints(&[4, 7, 8, 9]));
        assert_eq!(places(Kind::Annual, write), hints(&[0, 1, 2, 3, 4, 5, 6]));
        assert_eq!(
            places(Kind::Precheck, write),
            hints(&(0..12).collect::<Vec<_>>())
        );
    }

    #[test]
    fn registers_metrics_and_what_items_hold_beside_texts() {
        let write = |dossier: &mut Dossier| {
            set(dossier, Place::Profile("total".into()), "三百");
            set(dossier, Place::Profile("na.B.1.1.e".into()), "\u{1}");
            let mut entry = |list: &EntriesAt, id: &str, column: &str, raw: &str| {
                list.edit(dossier, |entries| entries.push(Entry::new(id)));
                let place = Place::Entry(list.clone(), id.into(), column.into());
                place.write(dossier, raw.into());
            };
            let licences = EntriesAt::Register("licences".into());
            entry(&licences, "l1", "until", "长期");
            entry(&licences, "l2", "until", "永远");
            entry(&EntriesAt::Register("plans".into()), "p1", "due", "长期");
            entry(&EntriesAt::Register("goals".into()), "g1", "year", "3年后");
            let made = EntriesAt::Item("4.1.2".into(), "improvements_made".into());
            entry(&made, "i1", "on", "年底");
            let item = |key: &str| Place::ItemField("4.1.2".into(), key.into());
            set(dossier, item("consensus"), "42");
            set(dossier, item("improvement_date"), "去年");
            set(dossier, item("na.4.1.2-b"), "\u{1}");
            set(
                dossier,
                Place::FactorNote("4.1.2".into(), "approach".into()),
                "\u{FFFD}",
            );
            dossier.metrics.push(Rc::new(Metric::new("m1")));
            let metric = |key: &str| Place::Metric("m1".into(), key.into());
            set(dossier, metric("name"), "顾客满意度");
            set(dossier, metric("max"), "一百");
            set(dossier, metric("new_since"), "20");
            let year = |key: &str| Place::MetricYear("m1".into(), "2024".into(), key.into());
            set(dossier, year("value"), "91.2%");
            set(dossier, year("until"), "2024-13");
        };
        let lines = found(Kind::Application, write);
        let places: Vec<&str> = lines
            .iter()
            .map(|line| line.split_once(' ').unwrap().0)
            .collect();
        assert_eq!(
            places,
            [
                "profile_fields.na.B.1.1.e",
                "profile_fields.total",
                "registers.licences[l2].fields.until",
                "registers.goals[g1].fields.year",
                "registers.plans[p1].fields.due",
                "metrics[m1].fields.max",
                "metrics[m1].fields.new_since",
                "metrics[m1].years.2024.value",
                "metrics[m1].years.2024.until",
                "items[4.1.2].fields.na.4.1.2-b",
                "items[4.1.2].fields.improvement_date",
                "items[4.1.2].fields.consensus",
                "items[4.1.2].factors.approach.note",
                "items[4.1.2].lists.improvements_made[i1].fields.on",
            ]
        );
        assert!(
            lines[2].contains(" 证照，第 2 条，有效期止："),
            "{}",
            lines[2]
        );
        assert!(lines[7].contains(" 指标“顾客满意度”，2024 年，实际值：填写的“91.2%”"));
        assert!(
            lines[13].contains("，已完成的改进第 1 条，年月："),
            "{}",
            lines[13]
        );
        assert!(
            found(Kind::Precheck, write)
                .iter()
                .all(|line| line.starts_with('?'))
        );
    }

    #[test]
    fn what_is_written_on_a_branch_no_longer_taken_is_a_hint() {
        // An event under a question answered 没有.
        let no_event = places(Kind::Precheck, |dossier| {
            set(dossier, answer("14-3-b"), "no");
            event(dossier, "e1", "14-3-b", |event| event.date = "昨天".into());
        });
        assert_eq!(no_event, ["?walk.events[e1].date"]);
        // The end of what goes on.
        let ongoing = places(Kind::Precheck, |dossier| {
            set(dossier, answer("14-1-a"), "yes");
            event(dossier, "e1", "14-1-a", |event| {
                event.ongoing = "yes".into();
                event.ended = "明天".into();
            });
        });
        assert_eq!(ongoing, ["?walk.events[e1].ended"]);
        // Fields that the first one leaves unasked.
        let group = Group::PreviousAward;
        let award = places(Kind::Precheck, |dossier| {
            set(dossier, Place::Field(group, "status".into()), "none");
            set(dossier, Place::Field(group, "awarded".into()), "去年");
        });
        assert_eq!(award, ["?walk.previous_award.awarded"]);
        // Rows after all 没有, profits of a year that is not looked at, profits of who need not show any.
        let rest = places(Kind::Precheck, |dossier| {
            set(dossier, answer("gen-org-kind"), "non_profit");
            set(dossier, answer("13-3-a"), "none");
            Rc::make_mut(&mut dossier.walk).ranking.push(Claim {
                id: "c1".into(),
                year: "去年".into(),
                ..Claim::default()
            });
            set(dossier, Place::Profit("2001".into()), "不详");
            set(dossier, Place::Profit("2025".into()), "不详");
        });
        assert_eq!(
            rest,
            [
                "?walk.ranking[c1].year",
                "?walk.profits.2001",
                "?walk.profits.2025"
            ]
        );
    }
}
