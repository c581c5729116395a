//! `dossiers`: files of the present format for `tests/dossiers/`, package files and stored records. They are written
//! once a version and never again: what is there stays as it is.

use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;

use anyhow::{Context, Result, bail};
use quality_award_core::consensus;
use quality_award_core::dossier::{
    self, Claim, Dossier, EntriesAt, Entry, Event, Honour, Kind, Metric, Place, put_ref, put_text,
    record_value,
};
use quality_award_core::pack::{AskKind, Column, ColumnKind, Factor, Packs, RegisterOf};
use quality_award_core::views::RESULT_YEARS;

use crate::project::Project;
use crate::samples;

/// What stands for the build: its bytes depend on the content alone.
const BUILD: &str = "fixture";

/// Writes what is not there yet, and the list of checksums.
pub fn run(project: &Project) -> Result<ExitCode> {
    let packs = samples::packs(&project.root.join("data"))?;
    let folder = project.root.join("tests/dossiers");
    let (major, minor) = dossier::VERSION;
    let mut all = vec![
        ("every-field", every_field(&packs)),
        ("gone-ids", gone_ids(&packs)),
    ];
    for name in samples::NAMES {
        all.push((name, sample(&project.root, name, &packs)?));
    }
    for (name, dossier) in &all {
        let bytes = dossier::write(dossier, BUILD);
        put(
            &folder,
            &format!("package-{major}.{minor}-{name}.json"),
            &bytes,
        )?;
        let records = stored(dossier)?;
        put(
            &folder,
            &format!("stored-{major}.{minor}-{name}.json"),
            records.as_bytes(),
        )?;
    }
    sums(&folder)?;
    Ok(ExitCode::SUCCESS)
}

fn sample(root: &Path, name: &str, packs: &Packs) -> Result<Dossier> {
    let bytes = std::fs::read(root.join(format!("tests/samples/{name}.json")))?;
    match dossier::open(&bytes, &packs.scheme, &packs.criteria) {
        Ok(opened) => Ok(opened.dossier),
        Err(why) => bail!("{name}: {why}"),
    }
}

fn put(folder: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let path = folder.join(name);
    if !path.exists() {
        std::fs::write(&path, bytes)
            .with_context(|| format!("could not write {}", path.display()))?;
        println!("Wrote tests/dossiers/{name} ({} bytes)", bytes.len());
    }
    Ok(())
}

fn sums(folder: &Path) -> Result<()> {
    let mut lines = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "json") {
            let text = std::fs::read_to_string(&path)?;
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            lines.push(format!("{}  {name}\n", dossier::checksum(&text)));
        }
    }
    lines.sort_by(|a, b| a[64..].cmp(&b[64..]));
    Ok(std::fs::write(folder.join("SHA256SUMS"), lines.concat())?)
}

/// The records of a dossier as `web/rescue.js` writes them out.
fn stored(dossier: &Dossier) -> Result<String> {
    let name = dossier.form.field("ff-org-name");
    let head = serde_json::json!({
        "changed": "2026-05-20 10:30", "exported": "2026-05-19 17:05", "generation": 3,
        "id": dossier.id, "kind": dossier.kind, "name": name, "when": dossier.walk.value("gen-on"),
    });
    let mut records = Vec::new();
    for section in dossier.sections() {
        let record = dossier
            .record(&section)
            .context("a section that is there")?;
        records.push((
            format!("{}/{section}", dossier.id),
            record_value(3, &record),
        ));
    }
    records.sort();
    let line = |(key, value): &(String, String)| {
        serde_json::json!({"key": key, "value": value}).to_string()
    };
    let store = |entries: &[(String, String)]| {
        let lines: Vec<_> = entries.iter().map(line).collect();
        format!("\n{}", lines.join(",\n"))
    };
    let heads = store(&[(dossier.id.clone(), head.to_string())]);
    let preferences = store(&[("open".to_owned(), dossier.id.clone())]);
    Ok(format!(
        "{{\"rescue\":1,\"build\":\"{BUILD}\",\"database\":\"quality-award\",\"version\":1,\"stores\":{{\n\
         \"heads\":[{heads}],\n\"preferences\":[{preferences}],\n\"records\":[{}]}}}}\n",
        store(&records)
    ))
}

/// A dossier with something at every place that the present format and packs have.
fn every_field(packs: &Packs) -> Dossier {
    let (scheme, criteria) = (&packs.scheme, &packs.criteria);
    let (edition, about) = (&criteria.edition.id, &scheme.about.id);
    let mut all = Dossier::new("every1".into(), Kind::Annual, about, edition);
    for setting in &scheme.settings {
        if let Some(option) = setting.options.last() {
            all.settings
                .insert(setting.id.clone(), option.value.clone());
        }
    }
    walk(&mut all, packs);
    let typed = |id: &str| format!("示例：{id}\n第二行");
    let form = Rc::make_mut(&mut all.form);
    let fields = scheme.form.iter();
    for field in fields.filter(|field| field.same_as.is_none() && field.formula.is_none()) {
        match field.kind {
            AskKind::Figures3y => {
                form.set_figure(&field.id, "2025", "1,234.5".into());
            }
            AskKind::YesNoUnsure => {
                put_text(&mut form.fields, &field.id, "yes".into());
            }
            _ => put_text(&mut form.fields, &field.id, typed(&field.id)),
        }
    }
    for slot in &criteria.profile {
        put_text(&mut all.profile, &slot.id, typed(&slot.id));
        put_text(
            &mut all.profile_fields,
            &format!("na.{}", slot.id),
            typed("na"),
        );
    }
    for (key, text) in [
        ("excellence_year", "2019"),
        ("total", "388"),
        ("as_of", "2026-04"),
        ("dispatch", "yes"),
        ("form_as_of", "2026-03"),
        ("form_dispatch", "no"),
    ] {
        put_text(&mut all.profile_fields, key, text.into());
    }
    for (key, text) in [
        ("round.number", "示例秘〔2027〕3号"),
        ("round.closing", "2027-05-20"),
        ("round.sender", "applicant"),
        ("round.report_limit", "60000"),
        ("done.ck-approve", "yes"),
        ("paper.channel", "公告栏"),
        ("due.ob-24.2026", "2026-11-30"),
        ("done.ob-29-report.2026", "yes"),
    ] {
        put_text(&mut all.hand_in, key, text.into());
    }
    let lists =
        |all: &mut Dossier, of: RegisterOf, at: &dyn Fn(&str) -> EntriesAt, prefix: &str| {
            for register in criteria.registers_of(of) {
                let at = at(&register.id);
                let id = format!("{prefix}-{}", register.id.replace('_', "-"));
                at.edit(all, |entries| entries.push(entry(&id, &register.columns)));
            }
        };
    lists(
        &mut all,
        RegisterOf::Dossier,
        &|id| EntriesAt::Register(id.into()),
        "r",
    );
    all.metrics
        .push(Rc::new(metric("m1", &criteria.items[0].id)));
    lists(
        &mut all,
        RegisterOf::Metric,
        &|id| EntriesAt::Metric("m1".into(), id.into()),
        "m",
    );
    for known in &criteria.items {
        all.edit_item(&known.id, |item| {
            for section in &known.sections {
                put_text(&mut item.sections, &section.id, typed(&section.id));
                put_text(&mut item.fields, &format!("na.{}", section.id), typed("na"));
            }
            item.percent = Some(45);
            item.reason = "评分理由".into();
            for (key, text) in [
                ("na", "不适用"),
                ("one_line", "一句做法"),
                ("improvement_date", "2026-01"),
                ("owner", "示例负责人"),
                ("status", "review"),
                ("consensus", "50"),
                ("consensus_reason", "合议的理由"),
                ("last_percent", "55"),
            ] {
                put_text(&mut item.fields, key, text.into());
            }
            for factor in Factor::of(known.kind) {
                item.edit_factor(factor.key(), |judged| {
                    let band = criteria.bands_of(known.kind).last();
                    judged.band = band.map_or(String::new(), |band| band.id.clone());
                    judged.note = "简短说明".into();
                });
            }
            for key in ["departments", "links", "metrics", "evidence"] {
                put_ref(&mut item.refs, key, "r-departments", true);
            }
        });
        let at = |id: &str| EntriesAt::Item(known.id.as_str().into(), id.into());
        lists(&mut all, RegisterOf::Item, &at, &known.id.replace('.', "-"));
    }
    let annual = Rc::make_mut(&mut all.annual);
    (annual.awarded, annual.year) = ("2025-12-01".into(), "2026".into());
    for (key, text) in [
        ("certificate", "示例 2025-01"),
        ("money", "100,000"),
        ("money_date", "2025年12月"),
        ("previous", &"0f".repeat(32)),
    ] {
        put_text(&mut annual.award, key, text.into());
    }
    for section in &scheme.annual {
        put_text(&mut annual.sections, &section.id, typed(&section.id));
    }
    let sheet = consensus::sheet(&all, "s1".into(), "示例评分人");
    all.sheets = Rc::new(vec![sheet]);
    all.spread = "20".into();
    all
}

fn walk(all: &mut Dossier, packs: &Packs) {
    let walk = Rc::make_mut(&mut all.walk);
    for question in packs.scheme.questions() {
        let value = match question.options.last() {
            Some(option) => option.value.clone(),
            None if question.kind == AskKind::Rows => "have".into(),
            None if question.kind == AskKind::YesNoUnsure => "yes".into(),
            None if question.fields.is_empty() => "2026-02-30".into(),
            None => String::new(),
        };
        walk.edit_answer(question.id, |answer| {
            answer.value = value;
            answer.note = format!("备注：{}", question.id);
        });
    }
    let mut claim = Claim::default();
    fill(&Claim::KEYS, |key, text| claim.set(key, text));
    (claim.id, claim.indicator, claim.scope) = ("c1".into(), "revenue".into(), "national".into());
    walk.ranking.push(claim);
    let mut honour = Honour::default();
    fill(&Honour::KEYS, |key, text| honour.set(key, text));
    (honour.id, honour.kind) = ("h1".into(), "srdi".into());
    walk.honours.push(honour);
    let mut event = Event::default();
    fill(&Event::KEYS, |key, text| event.set(key, text));
    (event.id, event.question) = ("e1".into(), "14-4-a".into());
    (event.ongoing, event.applies) = ("no".into(), "unsure".into());
    (event.level, event.remedied) = ("municipal".into(), "yes".into());
    walk.events.push(event);
    let group = &mut walk.town_recommendation;
    (group.issuer_kind, group.opinion) = ("town".into(), "agree".into());
    (group.town, group.date) = ("示例镇".into(), "2026-05-01".into());
    let award = &mut walk.previous_award;
    award.status = "revoked".into();
    (award.awarded, award.revoked) = ("2015-01-01".into(), "2016".into());
    let notice = &mut walk.notice;
    (notice.start, notice.end) = ("2026-05-01".into(), "5月8日".into());
    notice.objections = "pending".into();
    for year in 0..RESULT_YEARS {
        walk.profits
            .insert(format!("{}", 2022 + year), format!("{year}12万5"));
    }
}

fn fill(keys: &[&str], mut set: impl FnMut(&str, String) -> bool) {
    for key in keys {
        set(key, format!("示例 {key}"));
    }
}

fn entry(id: &str, columns: &[Column]) -> Entry {
    let mut entry = Entry::new(id);
    for column in columns {
        match column.kind {
            ColumnKind::Refs => put_ref(&mut entry.refs, &column.key, "4.1.2", true),
            ColumnKind::YesNo => put_text(&mut entry.fields, &column.key, "yes".into()),
            ColumnKind::Choice => {
                let option = column.options.first().map(|option| option.value.clone());
                put_text(&mut entry.fields, &column.key, option.unwrap_or_default());
            }
            _ if column.hidden => put_text(&mut entry.fields, &column.key, "4.1.2-a".into()),
            _ => put_text(
                &mut entry.fields,
                &column.key,
                format!("示例 {}", column.key),
            ),
        }
    }
    entry
}

fn metric(id: &str, proves: &str) -> Metric {
    let mut metric = Metric::new(id);
    for (key, text) in [
        ("library", "total-profit"),
        ("section", "4.7.3-a"),
        ("name", "示例指标"),
        ("aliases", "别名"),
        ("unit", "%"),
        ("direction", "target"),
        ("definition", "口径"),
        ("times", "100"),
        ("average", "denominator"),
        ("max", "100"),
        ("low", "1"),
        ("high", "约 2"),
        ("cadence", "月"),
        ("limit", "3"),
        ("limit_kind", "强制性限值"),
        ("limit_basis", "依据"),
        ("no_comparison", "理由"),
        ("note", "说明"),
        ("new_since", "2025"),
        ("new_reason", "新设"),
    ] {
        put_text(&mut metric.fields, key, text.into());
    }
    for key in [
        "value",
        "until",
        "target",
        "numerator",
        "numerator_open",
        "denominator",
        "denominator_open",
    ] {
        metric.set_year("2025", key, format!("12.5 {key}"));
    }
    for key in ["proves", "segments", "challenges", "processes"] {
        put_ref(&mut metric.refs, key, proves, true);
    }
    metric
}

/// A dossier with ids that packs once may have had and the present ones have not, one of each kind.
fn gone_ids(packs: &Packs) -> Dossier {
    let (scheme, criteria) = (&packs.scheme.about.id, &packs.criteria.edition.id);
    let mut gone = Dossier::new("gone1".into(), Kind::Application, scheme, criteria);
    let said = |what: &str| format!("以前的{what}里写的，不能丢");
    gone.settings.insert("old_setting".into(), "old".into());
    let walk = Rc::make_mut(&mut gone.walk);
    walk.edit_answer("13-9-z", |answer| {
        answer.value = "yes".into();
        answer.note = said("问题");
    });
    walk.edit_answer("13-1-a", |answer| answer.value = "perhaps".into());
    walk.events.push(Event {
        id: "e9".into(),
        question: "14-99-a".into(),
        description: said("事项"),
        ..Event::default()
    });
    put_text(
        &mut Rc::make_mut(&mut gone.form).fields,
        "ff-old",
        said("申报表栏目"),
    );
    Rc::make_mut(&mut gone.form).set_figure("ff-fig-old", "2019", "12万".into());
    put_text(&mut gone.profile, "B.9.9", said("概述栏目"));
    put_text(&mut gone.profile_fields, "old_key", said("概述内容"));
    put_text(&mut gone.hand_in, "paper.old", said("申报文书内容"));
    let mut metric = metric("m9", "4.9.9");
    put_text(&mut metric.fields, "library", "old-metric".into());
    put_text(&mut metric.fields, "section", "4.9.9-a".into());
    gone.metrics.push(Rc::new(metric));
    for (register, column) in [("boards", "name"), ("departments", "boss")] {
        EntriesAt::Register(register.into()).edit(&mut gone, |entries| {
            let mut entry = Entry::new(&format!("{register}9"));
            put_text(&mut entry.fields, column, said("登记表"));
            put_ref(&mut entry.refs, "old_refs", "e9", true);
            entries.push(entry);
        });
    }
    gone.edit_item("4.9.9", |item| {
        put_text(&mut item.sections, "4.9.9-a", said("条目"));
        item.percent = Some(35);
    });
    gone.edit_item("4.1.2", |item| {
        put_text(&mut item.sections, "4.1.2-z", said("小标题"));
        item.edit_factor("approach", |judged| judged.band = "process-1-2".into());
    });
    gone.depth = "deep".into();
    gone.spread = "17".into();
    put_text(
        &mut Rc::make_mut(&mut gone.annual).sections,
        "an-old",
        said("年度自评"),
    );
    put_text(
        &mut Rc::make_mut(&mut gone.annual).award,
        "colour",
        said("获奖后"),
    );
    gone.sheets = Rc::new(vec![consensus::sheet(&gone, "s9".into(), "示例评分人")]);
    Place::Form("ff-org-name".into()).write(&mut gone, "示例有限公司（虚构）".into());
    gone
}
