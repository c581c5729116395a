//! 组织概述: what is not written, and head counts that do not add up.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::domain::input;
use crate::dossier::{EntriesAt, Place};
use crate::pack::{self, RegisterOf};

use super::registers::Workforce;
use super::{Check, Found, Reads, ReviewInput, Scope};

/// 概述栏目空白且无理由.
pub const SLOT: Check = Check {
    id: "profile-slot-empty",
    scope: Scope::Profile(slot),
    reads: &[Reads::Profile, Reads::ProfileFields, Reads::Registers],
};

/// 员工结构合计与总人数不符.
pub const HEADCOUNT: Check = Check {
    id: "headcount-mismatch",
    scope: Scope::Whole(headcount),
    reads: &[
        Reads::ProfileFields,
        Reads::Form,
        Reads::Register("workforce"),
    ],
};

fn slot(case: &ReviewInput<'_>, slot: &pack::Slot, found: &mut Found<'_>) {
    let place = Place::Slot(slot.id.as_str().into());
    let length = case
        .read
        .texts
        .slot(&slot.id)
        .map_or(0, |passage| passage.text.length());
    let reason = case.dossier.profile_fields.get(&format!("na.{}", slot.id));
    let excused = reason.is_some_and(|reason| !reason.trim().is_empty());
    let mut registers = case.packs.criteria.registers_of(RegisterOf::Dossier);
    let entered = registers.any(|register| {
        let here = register.at.contains(&slot.id);
        here && !case.dossier.register(&register.id).is_empty()
    });
    let table = case.read.texts.tables_at(&slot.id).next().is_some();
    if length >= found.count("min_chars") || excused || entered || table {
        return;
    }
    let text = match length {
        0 => format!("概述 {}“{}”没有写，也没有登记内容。", slot.id, slot.title),
        _ => format!("概述 {}“{}”只有 {length} 个字。", slot.id, slot.title),
    };
    found.add(place, &slot.id, text);
}

fn headcount(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let typed = |key: &str| {
        case.dossier
            .profile_fields
            .get(key)
            .map_or("", |text| &**text)
    };
    let Some(total) = input::count(typed("total")).given().copied() else {
        return;
    };
    let mut classes: BTreeMap<&str, Vec<&Workforce>> = BTreeMap::new();
    for class in &case.read.registers.workforce {
        classes.entry(class.by.trim()).or_default().push(class);
    }
    for (by, classes) in classes {
        // The mark stands at the single classes: none overlaps, and one says so.
        let marked = |overlaps| {
            classes
                .iter()
                .any(|class| class.overlaps.given() == Some(&overlaps))
        };
        let counts: Option<Vec<u32>> = classes
            .iter()
            .map(|class| class.count.given().copied())
            .collect();
        let Some(counts) = counts.filter(|_| marked(false) && !marked(true)) else {
            continue;
        };
        let sum: u64 = counts.into_iter().map(u64::from).sum();
        if sum == u64::from(total) {
            continue;
        }
        let register = EntriesAt::Register("workforce".into());
        let place = Place::Entry(register, classes[0].id.clone(), "count".into());
        let text = format!("按{by}分的各类人数合计 {sum} 人，总人数写的是 {total} 人。");
        found.add(place, by, text);
    }
    let Some(form) = input::count(case.dossier.form.field(&case.packs.scheme.roles.employees))
        .given()
        .copied()
    else {
        return;
    };
    let month = |key| input::month(typed(key)).given().copied();
    let same_month = month("as_of").is_some() && month("as_of") == month("form_as_of");
    let dispatch = |key: &str| typed(key).trim().to_owned();
    let same_scope =
        !dispatch("dispatch").is_empty() && dispatch("dispatch") == dispatch("form_dispatch");
    let apart = total.abs_diff(form);
    // Numbers of people are far from where a product of this kind would end.
    let share = Decimal::from(apart).checked_mul(Decimal::ONE_HUNDRED);
    let most = found
        .param("tolerance_pct")
        .checked_mul(Decimal::from(form));
    let much = share.zip(most).is_some_and(|(share, most)| share > most);
    let many = usize::try_from(apart).is_ok_and(|apart| apart > found.count("min_people"));
    if same_month && same_scope && much && many {
        let text = format!(
            "概述总人数 {total} 人，申报表职工人数 {form} 人，统计年月和口径相同，相差 {apart} 人。"
        );
        found.add(Place::Profile("total".into()), "form", text);
    }
}
