use std::rc::Rc;
use std::sync::LazyLock;

use serde_json::Value;

use super::super::asked::HAVE;
use super::super::file::{Opened, open, write};
use super::super::model::Kind;
use super::super::model::{Claim, Dossier, Entry, Event, Honour, Metric, Texts};
use super::*;
use crate::dossier::Refusal;
use crate::pack::Packs;
use crate::testing::packs;

/// A package with one thing of everything that has an id, a code or a year.
fn text() -> String {
    let mut dossier = Dossier::new(
        "a1".into(),
        Kind::Application,
        "gongyi-2023",
        "gbt-19580-2012",
    );
    dossier
        .settings
        .insert("event_basis".into(), "decided".into());
    let walk = Rc::make_mut(&mut dossier.walk);
    for (question, value) in [
        ("13-1-a", "yes"),
        ("13-1-b", "branch"),
        ("13-1-d", "明年"),
        ("13-3-a", HAVE),
        ("14-4-a", "yes"),
        ("gen-town", "合并后的镇"),
    ] {
        walk.edit_answer(question, |answer| answer.value = value.into());
    }
    walk.edit_answer("17-2-a", |answer| answer.note = "已定".into());
    walk.profits.insert("2024".into(), "十二".into());
    walk.ranking.push(Claim {
        id: "c1".into(),
        indicator: "revenue".into(),
        scope: "provincial".into(),
        ..Claim::default()
    });
    walk.honours.push(Honour {
        id: "h1".into(),
        kind: "srdi".into(),
        ..Honour::default()
    });
    walk.events.push(Event {
        id: "e1".into(),
        question: "14-4-a".into(),
        applies: "unsure".into(),
        level: "municipal".into(),
        ..Event::default()
    });
    walk.town_recommendation.opinion = "agree".into();
    walk.previous_award.status = "kept".into();
    walk.notice.objections = "none".into();
    let form = Rc::make_mut(&mut dossier.form);
    form.fields.insert("ff-size".into(), "巨型".into());
    form.fields.insert("ff-pledge".into(), "yes".into());
    form.set_figure("ff-fig-vat", "2024", "1,012".into());
    dossier.profile.insert("B.2.2".into(), "挑战".into());
    dossier.edit_item("4.1.2", |item| {
        item.sections.insert("4.1.2-a".into(), "正文".into());
    });
    dossier.edit_item("4.2.2", |item| item.percent = Some(45));
    let annual = Rc::make_mut(&mut dossier.annual);
    annual.sections.insert("an-profile".into(), "无变化".into());
    beside_texts(&mut dossier);
    String::from_utf8(write(&dossier, "b1")).unwrap()
}

/// Registers, metrics, what items hold beside their texts, a sheet.
fn beside_texts(dossier: &mut Dossier) {
    let text = |texts: &mut Texts, key: &str, text: &str| {
        texts.insert(key.to_owned(), text.into());
    };
    text(&mut dossier.profile_fields, "dispatch", "yes");
    text(&mut dossier.profile_fields, "na.B.2.3", "没有");
    let mut licence = Entry::new("l1");
    text(&mut licence.fields, "required", "yes");
    text(&mut licence.fields, "until", "长期");
    let mut plan = Entry::new("p1");
    plan.refs.insert("goal".into(), vec!["g9".into()]);
    let mut table = Entry::new("t1");
    text(&mut table.fields, "at", "4.1.2-b");
    text(&mut table.fields, "title", "产量表");
    for (register, entry) in [("licences", licence), ("plans", plan), ("tables", table)] {
        dossier
            .registers
            .insert(register.into(), Rc::new(vec![entry]));
    }
    let mut metric = Metric::new("m1");
    text(&mut metric.fields, "name", "合格率");
    text(&mut metric.fields, "library", "gone-from-the-library");
    text(&mut metric.fields, "direction", "lower");
    text(&mut metric.fields, "section", "4.7.2-a");
    metric.set_year("2026", "value", "约 12".into());
    metric.refs.insert("proves".into(), vec!["4.3.2".into()]);
    let compared = Rc::new(vec![Entry::new("v1")]);
    metric.lists.insert("comparisons".into(), compared);
    dossier.metrics.push(Rc::new(metric));
    dossier.edit_item("4.1.2", |item| {
        text(&mut item.fields, "na.4.1.2-b", "没有");
        text(&mut item.fields, "status", "draft");
        item.edit_factor("approach", |judged| {
            judged.band = "process-50-65".into();
            judged.note = "好".into();
        });
        let strengths = Rc::new(vec![Entry::new("s1")]);
        item.lists.insert("strengths".into(), strengths);
        item.refs.insert("links".into(), vec!["B.2.2".into()]);
    });
    dossier.sheets = Rc::new(vec![crate::consensus::sheet(dossier, "s2".into(), "张三")]);
    dossier.spread = "20".into();
}

static PACKS: LazyLock<Packs> = LazyLock::new(packs);

fn opened(text: &str) -> Result<Opened, Refusal> {
    open(text.as_bytes(), &PACKS.scheme, &PACKS.criteria)
}

/// The package with one piece of it replaced, the first of its kind.
fn with(from: &str, to: &str) -> String {
    let text = text();
    assert!(text.contains(from), "{from}\n{text}");
    text.replacen(from, to, 1)
}

/// The content of a package, without what stands around it.
fn content(text: &str) -> Value {
    let mut value: Value = serde_json::from_str(text).unwrap();
    for key in ["version", "fingerprint", "generator"] {
        value.as_object_mut().unwrap().remove(key);
    }
    value
}

#[test]
fn what_the_packs_know_opens_and_is_kept() {
    let opened = opened(&text()).unwrap();
    assert_eq!(String::from_utf8(write(&opened.dossier, "b1")), Ok(text()));
    assert_eq!(opened.kept, []);
    assert!(!opened.read_only);
}

/// A piece of the package, what stands there instead, the place that is listed, what it is called and what is written.
const UNKNOWN: [(&str, &str, &str, &str, &str); 41] = [
    (
        r#""event_basis":"#,
        r#""event_base":"#,
        "settings.event_base",
        "选用的理解：设置 event_base",
        "decided",
    ),
    (
        r#""decided""#,
        r#""earliest""#,
        "settings.event_basis",
        "选用的理解“第十四条各项以哪个日期起算3年”：选项 earliest",
        "earliest",
    ),
    (
        r#""13-1-a":"#,
        r#""13-9-a":"#,
        "walk.answers.13-9-a",
        "资格自查：问题 13-9-a",
        "value：yes",
    ),
    (
        r#""13-1-a":{"value":"yes"}"#,
        r#""13-1-a":{"value":"maybe"}"#,
        "walk.answers.13-1-a.value",
        "资格自查“贵单位是在巩义市行政区域内登记设立的吗？”：选项 maybe",
        "maybe",
    ),
    (
        r#""branch""#,
        r#""agency""#,
        "walk.answers.13-1-b.value",
        "资格自查“贵单位属于哪种组织形式？”：选项 agency",
        "agency",
    ),
    (
        r#""have""#,
        r#""some""#,
        "walk.answers.13-3-a.value",
        "资格自查“上年度哪些指标在国内或省内同行业排在前面？排第几？依据是什么？”：选项 some",
        "some",
    ),
    (
        r#"{"note":"已定"}"#,
        r#"{"note":"已定","value":"yes"}"#,
        "walk.answers.17-2-a.value",
        "资格自查“内部公示从哪天到哪天？收到异议了吗？”：选项 yes",
        "yes",
    ),
    (
        r#""revenue""#,
        r#""sales""#,
        "walk.ranking[0].indicator",
        "资格自查的排名第 1 条：选项 sales",
        "sales",
    ),
    (
        r#""provincial""#,
        r#""local""#,
        "walk.ranking[0].scope",
        "资格自查的排名第 1 条：选项 local",
        "local",
    ),
    (
        r#""srdi""#,
        r#""sr""#,
        "walk.honours[0].kind",
        "资格自查的荣誉第 1 条：选项 sr",
        "sr",
    ),
    (
        r#""unsure""#,
        r#""perhaps""#,
        "walk.events[0].applies",
        "资格自查的登记第 1 条：选项 perhaps",
        "perhaps",
    ),
    (
        r#""municipal""#,
        r#""town""#,
        "walk.events[0].level",
        "资格自查的登记第 1 条：选项 town",
        "town",
    ),
    (
        r#""question":"14-4-a""#,
        r#""question":"13-1-a""#,
        "walk.events[0].question",
        "资格自查的登记第 1 条：问题 13-1-a",
        "applies：unsure\nlevel：municipal\nquestion：13-1-a",
    ),
    (
        r#""agree""#,
        r#""ok""#,
        "walk.town_recommendation.opinion",
        "资格自查“所在镇（街道）推荐了吗？”：选项 ok",
        "ok",
    ),
    (
        r#""kept""#,
        r#""got""#,
        "walk.previous_award.status",
        "资格自查“贵单位以前获得过巩义市市长质量奖吗？”：选项 got",
        "got",
    ),
    (
        r#""objections":"none""#,
        r#""objections":"no""#,
        "walk.notice.objections",
        "资格自查“内部公示从哪天到哪天？收到异议了吗？”：选项 no",
        "no",
    ),
    (
        r#""ff-size""#,
        r#""ff-sise""#,
        "form.fields.ff-sise",
        "申报表：栏目 ff-sise",
        "巨型",
    ),
    (
        r#""ff-size""#,
        r#""ff-uscc""#,
        "form.fields.ff-uscc",
        "申报表：栏目 ff-uscc",
        "巨型",
    ),
    (
        r#""ff-pledge":"yes""#,
        r#""ff-pledge":"是""#,
        "form.fields.ff-pledge",
        "申报表“真实性承诺”：选项 是",
        "是",
    ),
    (
        r#""ff-fig-vat""#,
        r#""ff-fig-profit""#,
        "form.figures.ff-fig-profit",
        "申报表：栏目 ff-fig-profit",
        "2024：1,012",
    ),
    (
        r#""B.2.2":"#,
        r#""B.9":"#,
        "profile.B.9",
        "组织概述：栏目 B.9",
        "挑战",
    ),
    (
        r#""4.1.2-a":"正文""#,
        r#""4.1.3-a":"正文""#,
        "items[0].sections.4.1.3-a",
        "自我评价 4.1.2 高层领导的作用：小标题 4.1.3-a",
        "正文",
    ),
    (
        r#""id":"4.2.2""#,
        r#""id":"4.9.9""#,
        "items[1].id",
        "自我评价：条目 4.9.9",
        "percent：45",
    ),
    (
        r#""depth":"standard""#,
        r#""depth":"deep""#,
        "depth",
        "填写深度：选项 deep",
        "deep",
    ),
    (
        r#""dispatch":"yes""#,
        r#""dispatch":"ja""#,
        "profile_fields.dispatch",
        "组织概述的员工人数是否含派遣：选项 ja",
        "ja",
    ),
    (
        "na.B.2.3",
        "na.B.9",
        "profile_fields.na.B.9",
        "组织概述：名称 na.B.9",
        "没有",
    ),
    (
        r#""licences":"#,
        r#""papers":"#,
        "registers.papers",
        "登记表：编号 papers",
        "fields.required：yes\nfields.until：长期",
    ),
    (
        r#""strengths":"#,
        r#""licences":"#,
        "items[0].lists.licences",
        "自我评价 4.1.2 高层领导的作用：编号 licences",
        "",
    ),
    (
        r#""until":"#,
        r#""ends":"#,
        "registers.licences[0].fields.ends",
        "登记表“证照”第 1 条：栏目 ends",
        "长期",
    ),
    (
        r#""required":"yes""#,
        r#""required":"x""#,
        "registers.licences[0].fields.required",
        "登记表“证照”第 1 条的是否必备：选项 x",
        "x",
    ),
    (
        r#""goal":"#,
        r#""aim":"#,
        "registers.plans[0].refs.aim",
        "登记表“行动计划”第 1 条：名称 aim",
        "g9",
    ),
    (
        r#""lower""#,
        r#""less""#,
        "metrics[0].fields.direction",
        "指标“合格率”的方向：选项 less",
        "less",
    ),
    (
        "4.7.2-a",
        "4.7.2-x",
        "metrics[0].fields.section",
        "指标“合格率”：小标题 4.7.2-x",
        "fields.direction：lower\nfields.library：gone-from-the-library\nfields.name：合格率\nfields.section：4.7.2-x\nrefs.proves：4.3.2\nyears.2026.value：约 12",
    ),
    (
        r#""approach":"#,
        r#""level":"#,
        "items[0].factors.level",
        "自我评价 4.1.2 高层领导的作用：要素 level",
        "band：process-50-65\nnote：好",
    ),
    (
        "process-50-65",
        "process-1-2",
        "items[0].factors.approach.band",
        "自我评价 4.1.2 高层领导的作用：选项 process-1-2",
        "process-1-2",
    ),
    (
        r#""links":"#,
        r#""chains":"#,
        "items[0].refs.chains",
        "自我评价 4.1.2 高层领导的作用：名称 chains",
        "B.2.2",
    ),
    (
        r#""2024":"十二""#,
        r#""2400":"十二""#,
        "walk.profits.2400",
        "资格自查的利润总额：年度 2400",
        "十二",
    ),
    (
        r#""2026":{"#,
        r#""0026":{"#,
        "metrics[0].years.0026",
        "指标“合格率”：年度 0026",
        "value：约 12",
    ),
    (
        r#""an-profile""#,
        r#""an-x""#,
        "annual.sections.an-x",
        "年度自评：栏目 an-x",
        "无变化",
    ),
    (
        r#""at":"4.1.2-b""#,
        r#""at":"B.9.9""#,
        "registers.tables[0].fields.at",
        "登记表“表格”第 1 条：位置 B.9.9",
        "fields.at：B.9.9\nfields.title：产量表",
    ),
    (
        r#""spread":"20""#,
        r#""spread":"17""#,
        "spread",
        "合议：相差多少算大：选项 17",
        "17",
    ),
];

#[test]
fn what_the_packs_do_not_know_stays_as_it_is_and_is_listed() {
    for (from, to, place, label, text) in UNKNOWN {
        for version in ["0.1", "0.9"] {
            let version = format!(r#""version":"{version}""#);
            let file = with(from, to).replace(r#""version":"0.1""#, &version);
            let opened = opened(&file).unwrap();
            let kept = [Unplaced {
                place: place.into(),
                label: label.into(),
                text: text.into(),
            }];
            assert_eq!(opened.kept, kept, "{to}");
            assert_eq!(
                (opened.dropped, opened.read_only),
                (Vec::new(), false),
                "{to}"
            );
            let again = String::from_utf8(write(&opened.dossier, "b1")).unwrap();
            assert_eq!(content(&again), content(&file), "{to}");
        }
    }
}

#[test]
fn other_measures_and_criteria_are_for_reading_alone() {
    for (from, to, place, label) in [
        (
            "gongyi-2023",
            "luoyang-2025",
            "scheme",
            "按另一份办法填写，本工具里只有“gongyi-2023”",
        ),
        (
            "gbt-19580-2012",
            "gbt-19580-2031",
            "criteria",
            "按另一份标准填写，本工具里只有“gbt-19580-2012”",
        ),
    ] {
        let file = with(from, to);
        let opened = opened(&file).unwrap();
        assert!(opened.read_only);
        let kept = [Unplaced {
            place: place.into(),
            label: label.into(),
            text: to.into(),
        }];
        assert_eq!(opened.kept, kept);
        let again = String::from_utf8(write(&opened.dossier, "b1")).unwrap();
        assert_eq!(content(&again), content(&file));
    }
}

/// The record that names them can be lost; the backup of what is left opens.
#[test]
fn a_package_that_names_no_measures_is_ours() {
    let file = with("\"gongyi-2023\"", "\"\"").replace("\"gbt-19580-2012\"", "\"\"");
    let opened = opened(&file).unwrap();
    assert_eq!(opened.kept, []);
    assert!(!opened.read_only);
    assert_eq!(
        content(&String::from_utf8(write(&opened.dossier, "b1")).unwrap()),
        content(&text())
    );
}

#[test]
fn what_no_version_can_mean_is_refused_with_its_place() {
    let cases = [
        (r#""id":"a1""#, r#""id":"""#, "id：编号是空的"),
        (
            r#""id":"a1""#,
            r#""id":"a/1""#,
            "id：“a/1”不能用作编号，编号由字母、数字和“-”组成，最多 64 个",
        ),
        (
            r#""id":"c1""#,
            r#""id":"""#,
            "walk.ranking[0].id：编号是空的",
        ),
        (r#""id":"c1","#, "", "walk.ranking[0].id：编号是空的"),
        (r#""id":"m1""#, r#""id":"""#, "metrics[0].id：编号是空的"),
        (
            r#""id":"e1""#,
            r#""id":"h1""#,
            "walk.events[0].id：编号“h1”用了两次",
        ),
        (
            r#""id":"l1""#,
            r#""id":"v1""#,
            "metrics[0].lists.comparisons[0].id：编号“v1”用了两次",
        ),
        (
            r#""id":"4.2.2""#,
            r#""id":"4.1.2""#,
            "items[1].id：条目“4.1.2”写了两次",
        ),
        (
            r#"{"2024":"十二"}"#,
            r#"{"24":"十二"}"#,
            "walk.profits.24：“24”不是年度，年度由四个数字组成",
        ),
        (
            r#""2026":{"#,
            r#""明年":{"#,
            "metrics[0].years.明年：“明年”不是年度，年度由四个数字组成",
        ),
        (
            r#""B.2.2":"挑战""#,
            r#""B/2":"挑战""#,
            "profile.B/2：“B/2”不能用作名称，名称由字母、数字和“-”“.”“_”组成，最多 64 个",
        ),
        (r#""plans":"#, r#""":"#, "registers.：名称是空的"),
        (
            r#""until":"#,
            r#""到期":"#,
            "registers.licences[0].fields.到期：“到期”不能用作名称，名称由字母、数字和“-”“.”“_”组成，最多 64 个",
        ),
    ];
    for (from, to, said) in cases {
        assert_eq!(opened(&with(from, to)).unwrap_err().to_string(), said);
    }
    let long = format!(r#""id":"{}""#, "a".repeat(65));
    let said = opened(&with(r#""id":"a1""#, &long)).unwrap_err();
    assert!(said.to_string().starts_with("id：“aaaaaa"));
}

#[test]
fn places_of_refusals_count_as_the_file_does() {
    let first = r#"{"id":"4.2.2","percent":45}"#;
    // Not in order, and an empty item in front that is not kept.
    let turned = format!(r#"{{"id":"4.9.2"}},{first},{{"id":"4.9.1","sections":{{"/":"正文"}}}}"#);
    let refused = opened(&with(first, &turned)).unwrap_err();
    assert_eq!(refused.place, "items[3].sections./");
}
