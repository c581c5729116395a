//! The percents, held against each other and against what stands behind them.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::domain::metric::share;
use crate::domain::score::Percent;
use crate::dossier::Place;
use crate::pack::{Factor, ItemKind};

use super::say::listed;
use super::{Check, Found, Reads, ReviewInput, Scope, TypedItem};

/// 高分段证据太薄.
pub const THIN_EVIDENCE: Check = Check {
    id: "high-band-thin-evidence",
    scope: Scope::Item(thin_evidence),
    reads: &[Reads::Item, Reads::Register("evidence")],
};

fn thin_evidence(case: &ReviewInput<'_>, item: &TypedItem, found: &mut Found<'_>) {
    let Some(percent) = item.percent_from(found.param("min_percent")) else {
        return;
    };
    let evidence = &case.read.registers.evidence;
    let named = item.item.refs("evidence");
    let files = evidence
        .iter()
        .filter(|paper| named.iter().any(|id| *id == *paper.id));
    let (files, most) = (files.count(), found.count("max_files"));
    let dated = item
        .improvements
        .iter()
        .filter(|made| made.on.given().is_some());
    let (dated, least) = (dated.count(), found.count("min_improvements"));
    let mut thin = Vec::new();
    if files <= most {
        thin.push(match files {
            0 => "没有引用任何证实性材料".to_owned(),
            files => format!("只引用了 {files} 份证实性材料"),
        });
    }
    if item.kind == ItemKind::Process && dated < least {
        thin.push(match dated {
            0 => "没有带日期的改进".to_owned(),
            dated => format!("带日期的改进只有 {dated} 条"),
        });
    }
    if !thin.is_empty() {
        let text = format!("{} 自评 {percent}%，{}。", item.id, thin.join("，"));
        found.add(item.place(case), &item.id, text);
    }
}

/// 各条目打分几乎一样.
pub const UNIFORM: Check = Check {
    id: "uniform-scores",
    scope: Scope::Whole(uniform),
    reads: &[Reads::Items],
};

fn uniform(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let scored: Vec<(&TypedItem, Percent)> = case
        .read
        .items
        .iter()
        .filter_map(|item| Some((&**item, item.percent()?)))
        .collect();
    let mut times: BTreeMap<Percent, usize> = BTreeMap::new();
    for (_, percent) in &scored {
        *times.entry(*percent).or_default() += 1;
    }
    let (Some((low, _)), Some((high, _))) = (times.first_key_value(), times.last_key_value())
    else {
        return;
    };
    let enough = scored.len() >= found.count("min_items");
    if !enough || Decimal::from(high.get()) <= found.param("floor_percent") {
        return;
    }
    let Some((usual, most)) = times
        .iter()
        .max_by_key(|(percent, times)| (**times, **percent))
    else {
        return;
    };
    let alike = share(*most, scored.len(), found.param("max_share_pct"));
    let (all, low, high) = (scored.len(), low.get(), high.get());
    let text = if alike.is_some_and(Ordering::is_ge) {
        format!("{all} 个已评条目中有 {most} 个都是 {}%。", usual.get())
    } else if Decimal::from(high - low) <= found.param("min_range") {
        format!("{all} 个已评条目都在 {low}% 到 {high}% 之间。")
    } else {
        return;
    };
    if let Some((first, _)) = scored.first() {
        found.add(Place::Reason(first.id.clone()), "", text);
    }
}

/// 过程与结果分数脱节.
pub const GAP: Check = Check {
    id: "process-result-gap",
    scope: Scope::Whole(gap),
    reads: &[Reads::Items],
};

fn gap(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let least = found.param("gap");
    for process in case.read.items_of(ItemKind::Process) {
        let (Some(percent), Some(of)) = (process.percent(), case.item(&process.id)) else {
            continue;
        };
        let results = of.links.items.iter().filter_map(|id| {
            let result = case.read.item(id)?;
            Some((id, result.percent()?))
        });
        let results: Vec<_> = results.collect();
        let above = |result: &Percent| Decimal::from(percent.get()) - Decimal::from(result.get());
        let higher = results.iter().all(|(_, result)| above(result) >= least);
        let lower = results.iter().all(|(_, result)| -above(result) >= least);
        if results.is_empty() || !(higher || lower) {
            continue;
        }
        let shown = results
            .iter()
            .map(|(id, result)| format!("{id} 为 {}%", result.get()));
        let text = format!(
            "{} 自评 {}%，对应的结果条目 {}，相差太多。",
            process.id,
            percent.get(),
            listed(shown)
        );
        found.add(Place::Reason(process.id.clone()), &process.id, text);
    }
}

/// 百分比不在任何一个要素所选的分数段内.
pub const OUTSIDE_BANDS: Check = Check {
    id: "percent-outside-bands",
    scope: Scope::Item(outside_bands),
    reads: &[Reads::Item],
};

fn outside_bands(case: &ReviewInput<'_>, item: &TypedItem, found: &mut Found<'_>) {
    let Some(percent) = item.percent() else {
        return;
    };
    let criteria = case.packs.criteria;
    let judged = Factor::of(item.kind).into_iter().filter_map(|factor| {
        let judgement = item.item.factors.get(factor.key())?;
        let band = criteria
            .bands_of(item.kind)
            .find(|band| band.id == judgement.band)?;
        Some((factor, band))
    });
    let judged: Vec<_> = judged.collect();
    let inside = judged
        .iter()
        .any(|(_, band)| (band.min..=band.max).contains(&percent.get()));
    if let Some((first, _)) = judged.first().filter(|_| !inside) {
        let shown = judged.iter().map(|(factor, band)| {
            let label = criteria.factor(*factor).map_or("", |text| &text.label);
            format!("{label} {}–{}%", band.min, band.max)
        });
        let text = format!(
            "{} 自评 {}%，而所选的分数段是{}，都不含这个百分比。",
            item.id,
            percent.get(),
            listed(shown)
        );
        let place = Place::Band(item.id.clone(), first.key().into());
        found.add(place, &item.id, text);
    }
}
