//! The walk over the real data: which step follows which, how they stand, what they say, what is asked.
#![cfg(feature = "toml")]

mod data;

use std::rc::Rc;

use data::PACKS;
use quality_award_core::domain::date::{Calendar, Date};
use quality_award_core::domain::verdict::{Assessment, Overall};
use quality_award_core::dossier::{Claim, Dossier, Event, Honour, Kind, Walk};
use quality_award_core::export::enquiry::{self, LetterLine};
use quality_award_core::pack::{self, Scheme};
use quality_award_core::views::{self, AnswerText, Status, Steps};

fn scheme() -> &'static Scheme {
    &PACKS.scheme
}

fn calendar() -> Calendar {
    PACKS.holidays.calendar()
}

fn steps() -> Steps<'static> {
    Steps::of(scheme())
}

fn assessed(dossier: &Dossier) -> Assessment {
    let today = Date::new(2026, 11, 23).unwrap();
    views::assess(dossier, scheme(), &calendar(), today).assessment
}

fn status(dossier: &Dossier, step: &str) -> Status {
    steps()
        .find(step)
        .unwrap()
        .status(dossier, &assessed(dossier))
}

fn answer(walk: &mut Walk, question: &str, value: &str) {
    walk.edit_answer(question, |answer| answer.value = value.to_owned());
}

/// A dossier with every question answered so that nothing stands in the way, and a change to it.
fn dossier(change: impl FnOnce(&mut Walk)) -> Dossier {
    let mut dossier = Dossier::new("d".into(), Kind::Precheck, "gongyi-2023", "gbt-19580-2012");
    let walk = Rc::make_mut(&mut dossier.walk);
    for (question, value) in [
        ("gen-on", "2027-05-20"),
        ("gen-uscc", "91350100M000100Y43"),
        ("gen-org-kind", "enterprise"),
        ("gen-town", "回郭镇"),
        ("13-1-b", "legal_person"),
        ("13-1-d", "2016-05-20"),
        ("13-2-d", "2025-01-05"),
        ("13-2-g", "3"),
        ("13-3-a", "have"),
    ] {
        answer(walk, question, value);
    }
    for question in scheme().questions() {
        let yes_no = question.kind == pack::AskKind::YesNoUnsure;
        match question.part {
            pack::Part::Condition if yes_no => answer(walk, question.id, "yes"),
            pack::Part::Exclusion if yes_no => answer(walk, question.id, "no"),
            _ => {}
        }
    }
    walk.ranking.push(Claim {
        id: "c".into(),
        indicator: "revenue".into(),
        year: "2026".into(),
        scope: "provincial".into(),
        rank: "第 3 位".into(),
        source: "省行业协会统计".into(),
    });
    walk.town_recommendation.opinion = "agree".into();
    walk.town_recommendation.issuer_kind = "town".into();
    walk.town_recommendation.town = "回郭镇".into();
    for year in ["2024", "2025", "2026"] {
        walk.profits.insert(year.into(), "120.5".into());
    }
    walk.previous_award.status = "none".into();
    change(walk);
    dossier
}

fn event(question: &str, applies: &str) -> Event {
    Event {
        id: "e".into(),
        question: question.into(),
        date: "2026-02-26".into(),
        applies: applies.into(),
        description: "顾客投诉处理超时".into(),
        ..Event::default()
    }
}

#[test]
fn every_question_stands_on_one_step() {
    let steps = steps();
    let groups: Vec<_> = steps
        .groups
        .iter()
        .map(|group| {
            (
                group.title.as_str(),
                group.sections.len(),
                group.steps().count(),
            )
        })
        .collect();
    assert_eq!(
        groups,
        [
            ("基本情况", 4, 4),
            ("以前获奖情况", 1, 1),
            ("第十三条：申报条件", 5, 19),
            ("第十四条：不得申报的情形", 8, 8),
            ("第十七条第（二）项：内部公示", 1, 1),
        ]
    );
    for question in scheme().questions() {
        let asking = steps.all().filter(|step| step.asks(question.id)).count();
        assert_eq!(asking, 1, "{}", question.id);
    }
    // What fills a field of an event, and the gate that reads another one's answer, lead to their step.
    for (id, step) in [
        ("14-6-b", "14-6"),
        ("14-3-b", "14-3"),
        ("13-2", "13-2-a"),
        ("17-2", "17-2-a"),
    ] {
        assert_eq!(steps.find(id).map(|step| step.id), Some(step), "{id}");
    }
    assert_eq!(steps.find("nothing"), None);
}

#[test]
fn the_earlier_award_is_asked_once_under_both_articles() {
    let steps = steps();
    let step = steps.find("gate-ban").unwrap();
    assert_eq!(step.cite(), "第二十五条、第二十八条");
    assert_eq!(step.sources.len(), 2);
    assert!(step.ambiguities.contains(&"amb-ban-start"));
    assert!(step.ambiguities.contains(&"amb-old-award"));
    let mut once = step.ambiguities.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), step.ambiguities.len());
}

#[test]
fn a_step_knows_its_place() {
    let check = |step: &str, of: &str, at: usize, total: usize| {
        let place = steps().position(step).unwrap();
        assert_eq!((place.of.as_str(), place.at, place.total), (of, at, total));
    };
    check("gen-uscc", "基本情况", 2, 4);
    check("13-2-c", "第十三条第（二）项", 3, 7);
    check("13-3-a", "第十三条第（三）项", 1, 1);
    check("14-3", "第十四条第（三）项", 3, 8);
    check("17-2-a", "第十七条第（二）项", 1, 1);
}

#[test]
fn steps_follow_one_another_and_pass_over_what_is_needless() {
    let steps = steps();
    let next = |step: &str, walk: &Walk| steps.next(step, walk).map(|step| step.id);
    let previous = |step: &str, walk: &Walk| steps.previous(step, walk).map(|step| step.id);
    let company = dossier(|_| {});
    assert_eq!(next("gen-town", &company.walk), Some("gate-ban"));
    assert_eq!(next("14-4", &company.walk), Some("14-5"));
    assert_eq!(next("17-2-a", &company.walk), None);
    assert_eq!(previous("gen-on", &company.walk), None);
    let school = dossier(|walk| answer(walk, "gen-org-kind", "non_profit"));
    assert_eq!(next("14-4", &school.walk), Some("14-6"));
    assert_eq!(previous("14-6", &school.walk), Some("14-4"));
    // The answers on the branch that is no longer taken stay.
    assert_eq!(school.walk.profits.len(), 3);
    assert_eq!(status(&school, "14-5"), Status::Needless);
}

#[test]
fn progress_counts_what_needs_an_answer() {
    let steps = steps();
    let of = |dossier: &Dossier, group: usize| {
        let progress = steps.progress(&steps.groups[group], dossier, &assessed(dossier));
        (progress.answered, progress.total, progress.first_open)
    };
    let empty = Dossier::new("d".into(), Kind::Precheck, "gongyi-2023", "gbt-19580-2012");
    assert_eq!(of(&empty, 0), (0, 4, Some("gen-on")));
    // The optional start of operation and the honours do not count, nor does the notice.
    assert_eq!(of(&empty, 2), (0, 17, Some("13-1-a")));
    assert_eq!(of(&empty, 4), (0, 0, None));
    assert_eq!(steps.first_open(&empty, &assessed(&empty)), Some("gen-on"));

    let full = dossier(|_| {});
    assert_eq!(steps.first_open(&full, &assessed(&full)), None);
    assert_eq!(assessed(&full).overall, Overall::Eligible);
    assert_eq!(of(&full, 3), (8, 8, None));
    let part = dossier(|walk| {
        walk.answers.remove("14-3-c");
        walk.profits.remove("2025");
    });
    assert_eq!(of(&part, 3), (6, 8, Some("14-3")));
    let school = dossier(|walk| answer(walk, "gen-org-kind", "non_profit"));
    assert_eq!(of(&school, 3), (7, 7, None));
}

#[test]
fn a_step_says_how_it_stands() {
    let check = |step: &str, expected: Status, change: &dyn Fn(&mut Walk)| {
        assert_eq!(status(&dossier(change), step), expected, "{step}");
    };
    let unanswered = |question: &'static str| {
        move |walk: &mut Walk| {
            walk.answers.remove(question);
        }
    };
    check("gen-on", Status::Answered, &|_| {});
    check("gen-on", Status::Open, &|walk| {
        answer(walk, "gen-on", "2027-5")
    });
    check("gen-uscc", Status::Open, &|walk| {
        answer(walk, "gen-uscc", "91350100M000100Y44")
    });
    check("gen-org-kind", Status::Open, &|walk| {
        answer(walk, "gen-org-kind", "unsure")
    });
    check("gen-town", Status::Open, &|walk| {
        answer(walk, "gen-town", "other")
    });
    check("13-1-a", Status::Answered, &|_| {});
    check("13-1-a", Status::Unmet, &|walk| {
        answer(walk, "13-1-a", "no")
    });
    check("13-1-a", Status::Open, &|walk| {
        answer(walk, "13-1-a", "unsure")
    });
    check("13-1-a", Status::Unanswered, &unanswered("13-1-a"));
    check("13-1-d", Status::Open, &|walk| {
        answer(walk, "13-1-d", "2016-02-30")
    });
    check("13-1-e", Status::Optional, &|_| {});
    check("13-1-e", Status::Answered, &|walk| {
        answer(walk, "13-1-e", "2016-08-01")
    });
    check("13-1-e", Status::Open, &|walk| {
        answer(walk, "13-1-e", "去年")
    });
    check("13-3-a", Status::Unmet, &|walk| {
        answer(walk, "13-3-a", "none")
    });
    check("13-3-a", Status::Open, &|walk| {
        walk.ranking[0].source.clear()
    });
    check("13-3-a", Status::Unanswered, &|walk| {
        walk.ranking.clear();
        walk.answers.remove("13-3-a");
    });
    check("13-4-e", Status::Optional, &|_| {});
    check("13-5-a", Status::Open, &|walk| {
        walk.town_recommendation.opinion = "pending".into();
    });
    check("gate-ban", Status::Unmet, &|walk| {
        walk.previous_award.status = "kept".into();
        walk.previous_award.awarded = "2024-12-01".into();
    });
    check("gate-ban", Status::Open, &|walk| {
        walk.previous_award.status = "unsure".into()
    });
    check("14-3", Status::Open, &|walk| {
        answer(walk, "14-3-b", "unsure")
    });
    check("14-3", Status::Unanswered, &|walk| {
        answer(walk, "14-3-b", "unsure");
        walk.answers.remove("14-3-a");
    });
    check("14-3", Status::Unmet, &|walk| {
        answer(walk, "14-3-b", "yes");
        walk.events.push(event("14-3-b", "yes"));
    });
    check("14-3", Status::Answered, &|walk| {
        walk.events.push(event("14-3-b", "yes"))
    });
    check("14-5", Status::Unmet, &|walk| {
        walk.profits.insert("2025".into(), "-1".into());
    });
    // Half a year is none: a loss of the year 202 would lie in no year that counts.
    for (year, expected) in [("2025", Status::Unmet), ("202", Status::Open)] {
        check("14-5", expected, &|walk| {
            walk.events.push(Event {
                year: year.into(),
                ..event("14-5-a", "")
            });
        });
    }
    // A hint that changes no verdict need not be answered.
    check("14-8", Status::Answered, &unanswered("14-8-b"));
    check("17-2-a", Status::Optional, &|_| {});
    check("17-2-a", Status::Open, &|walk| {
        walk.notice.start = "2027-05-10".into()
    });
}

#[test]
fn what_goes_with_an_opinion_that_agrees_does_not_count_with_another() {
    let dossier = dossier(|walk| {
        walk.notice.start = "2027-05-10".into();
        walk.notice.end = "2027-05-17".into();
        walk.town_recommendation.opinion = "pending".into();
        walk.town_recommendation.town = "站街镇".into();
        walk.town_recommendation.date = "2027-05-01".into();
    });
    assert_eq!(assessed(&dossier).flags, [].into());
}

#[test]
fn answers_are_read_over_in_words() {
    let said = |dossier: &Dossier, step: &str| -> Vec<(String, String)> {
        let said = views::said(steps().find(step).unwrap(), dossier);
        let pair = |said: AnswerText| (said.label, said.text);
        said.into_iter().map(pair).collect()
    };
    let pair = |label: &str, text: &str| (label.to_owned(), text.to_owned());
    let empty = Dossier::default();
    for step in steps().all() {
        assert_eq!(said(&empty, step.id), [], "{}", step.id);
    }
    let dossier = dossier(|walk| {
        answer(walk, "gen-town", "other");
        walk.edit_answer("gen-town", |answer| answer.note = "某开发区".into());
        walk.edit_answer("13-1-a", |answer| answer.note = "2021 年迁入".into());
        answer(walk, "14-4-a", "yes");
        walk.events.push(Event {
            level: "gongyi".into(),
            ongoing: "yes".into(),
            ended: "2026-03-01".into(),
            description: "顾客投诉处理超时。".into(),
            document: "示例市监〔2026〕7 号".into(),
            ..event("14-4-a", "unsure")
        });
        walk.honours.push(Honour {
            id: "h".into(),
            kind: "srdi".into(),
            name: "省级".into(),
            expires: "".into(),
        });
        walk.previous_award.awarded = "2020-01-01".into();
    });
    assert_eq!(said(&dossier, "gen-town"), [pair("", "某开发区")]);
    assert_eq!(
        said(&dossier, "13-1-a"),
        [pair("", "是"), pair("备注", "2021 年迁入")]
    );
    assert_eq!(said(&dossier, "13-2-g"), [pair("", "3 年")]);
    assert_eq!(
        said(&dossier, "13-4-e"),
        [
            pair("", "有"),
            pair(
                "第 1 条",
                "类别：“专精特新”企业；名称、级别、发证单位：省级"
            )
        ]
    );
    // The date of an award that there was none of does not count.
    assert_eq!(
        said(&dossier, "gate-ban"),
        [pair("以前获奖的情况", "没有获得过")]
    );
    let inspections = said(&dossier, "14-4");
    assert_eq!(inspections[0].1, "有");
    assert_eq!(
        inspections[1],
        pair(
            "登记的第 1 件",
            "发生日期：2026-02-26；是否属于本项所说的情形：不确定；组织抽查的机关级别：巩义市本级；经过：顾客投诉处理超时。文件名称和文号：示例市监〔2026〕7 号"
        )
    );
    assert_eq!(inspections[2].1, "没有");
}

fn asked(dossier: &Dossier) -> Vec<enquiry::OpenQuestion> {
    enquiry::open_questions(dossier, scheme(), &assessed(dossier))
}

#[test]
fn only_what_the_secretariat_can_answer_is_asked() {
    let articles = |change: &dyn Fn(&mut Walk)| -> Vec<String> {
        asked(&dossier(change))
            .into_iter()
            .map(|open| open.article)
            .collect()
    };
    let none: [&str; 0] = [];
    assert_eq!(articles(&|_| {}), none);
    assert_eq!(asked(&Dossier::default()), []);
    // Not answered, typed wrongly, not there yet: the applicant's own to find out.
    assert_eq!(
        articles(&|walk| {
            walk.answers.remove("13-1-a");
            answer(walk, "13-1-d", "2016-02-30");
            walk.town_recommendation.opinion = "pending".into();
            walk.profits.clear();
        }),
        none
    );
    assert_eq!(
        articles(&|walk| {
            answer(walk, "14-4-c", "yes");
            walk.events.push(event("14-4-c", "unsure"));
            answer(walk, "13-1-b", "branch");
            walk.town_recommendation.issuer_kind = "committee".into();
            walk.previous_award.status = "unsure".into();
        }),
        ["13-1", "13-5", "14-4", "25", "28"]
    );
}

#[test]
fn a_question_states_situation_readings_and_what_is_to_be_made_clear() {
    let asked = asked(&dossier(|walk| {
        answer(walk, "13-1-b", "branch");
        walk.edit_answer("13-1-b", |answer| answer.note = "总公司在郑州。".into());
    }));
    assert_eq!(
        asked[0].situation,
        [
            "对“贵单位属于哪种组织形式？”这一问，我单位的情况是“分公司、分支机构”。说明：总公司在郑州。"
        ]
    );
    assert_eq!(
        asked[0].readings,
        ["领取营业执照的分支机构算其他组织，或者个体工商户不算"]
    );
    assert_eq!(asked[0].question, ["分公司、个体工商户算不算“其他组织”。"]);
    assert!(
        asked[0]
            .quote
            .starts_with("在巩义市行政区域内设立的法人或其他组织")
    );
}

#[test]
fn an_event_told_in_whole_sentences_gets_no_second_full_stop() {
    let asked = asked(&dossier(|walk| {
        answer(walk, "14-8-a", "yes");
        walk.events.push(Event {
            description: "警告并罚款。已改正。".into(),
            ..event("14-8-a", "unsure")
        });
    }));
    let situation = asked[0].situation.join("");
    assert!(
        situation.ends_with("罚款。已改正。是否属于本项，我单位不能确定。"),
        "{situation}"
    );
}

#[test]
fn readings_that_differ_are_asked_about() {
    let asked = asked(&dossier(|walk| {
        answer(walk, "14-4-c", "yes");
        walk.events.push(Event {
            date: "2024-02-26".into(),
            decided: "2024-08-11".into(),
            ..event("14-4-c", "yes")
        });
    }));
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].article, "14-4");
    assert_eq!(asked[0].readings.len(), 3);
    assert!(
        asked[0].readings[0].contains("2027 年 8 月 11 日"),
        "{:?}",
        asked[0].readings
    );
    assert!(asked[0].readings[1].contains("没有此情形"));
}

#[test]
fn one_letter_asks_everything_and_leaves_blanks() {
    let mut dossier = dossier(|walk| {
        answer(walk, "13-1-b", "branch");
        answer(walk, "14-8-a", "unsure");
    });
    Rc::make_mut(&mut dossier.form)
        .fields
        .insert("ff-org-name".into(), "示例耐材有限公司".into());
    let letter = enquiry::letter(&dossier, scheme(), &asked(&dossier)).unwrap();
    assert_eq!(letter.title, "关于申报巩义市市长质量奖有关问题的咨询函");
    assert_eq!(
        letter.signature,
        ["示例耐材有限公司（公章）", "＿＿＿＿年＿＿月＿＿日"]
    );
    let headings: Vec<_> = letter
        .lines
        .iter()
        .filter_map(|line| match line {
            LetterLine::Heading(text) => Some(text.as_str()),
            LetterLine::Text(_) => None,
        })
        .collect();
    assert_eq!(
        headings,
        ["问题 1：第十三条第（一）项", "问题 2：第十四条第（八）项"]
    );
    let text = format!("{:?}", letter.lines);
    assert!(!text.contains('{'), "{text}");
    for part in [
        "评委会秘书处（设在市市场监管局）：",
        "拟申报第＿＿＿＿届巩义市市长质量奖，对《巩义市市长质量奖管理办法》（巩政文〔2023〕21号）第十三条第（一）项、第十四条第（八）项的理解",
        "联系人：＿＿＿＿    电话：＿＿＿＿",
        "发生其他严重违法、违规、违纪行为被处理的。",
    ] {
        assert!(text.contains(part), "{part} not in {text}");
    }
    assert_eq!(enquiry::letter(&dossier, scheme(), &[]), None);
}
