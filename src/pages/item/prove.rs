//! What an item refers to: departments, links, metrics, evidence; and what of the profile should come back in it.

use quality_award_core::dossier::{Dossier, RefsAt};
use quality_award_core::pack::{Item, ItemField, ItemKind};
use quality_award_core::views::entry_name;
use yew::prelude::*;

use super::Work;
use crate::components::{LINKS, RefsField};
use crate::packs;
use crate::route::Route;

/// The lists of references that are asked, or filled in.
pub fn references(work: &Work<'_>, asks: &impl Fn(ItemField) -> bool) -> Html {
    let Work {
        item,
        written,
        names,
        dispatch,
        ..
    } = *work;
    let field = |key: &'static str,
                 asked: bool,
                 label: &'static str,
                 hint: &'static str,
                 to: &str| {
        let chosen = written.map_or(&[][..], |item| item.refs(key)).to_vec();
        if !asked && chosen.is_empty() {
            return Html::default();
        }
        html! {
            <RefsField key={key} at={RefsAt::Item(item.id.as_str().into(), key.into())} {label} {hint} {chosen}
                options={names.of(to)} except={item.id.as_str()} dispatch={dispatch.clone()} />
        }
    };
    let process = item.kind == ItemKind::Process;
    html! {
        <>
            { field("departments", asks(ItemField::Departments), "推行部门", "这一条的做法推行到哪些部门。部门在组织概述 B.1.2.a 登记。", "departments") }
            { field("links", asks(ItemField::Links), "与哪些内容对应", "对应的概述栏目、战略挑战、战略目标和别的条目。", LINKS) }
            if process {
                { field("metrics", asks(ItemField::MetricRefs), "用哪些指标衡量", "选 4.7 里的指标；选了的，4.7 里要有数据。", "metrics") }
            }
            { field("evidence", asks(ItemField::Evidence) || asks(ItemField::Attachments), "证据", "能够提供的文件和记录。", "evidence") }
            <p class="small no-print"><a class="lone" href={Route::Evidence.to_string()}>{ "登记证实性材料" }</a></p>
        </>
    }
}

/// What the profile says that should come back in this item.
pub fn comes_back(item: &'static Item, dossier: &Dossier) -> Html {
    let criteria = packs::criteria();
    let slots = item.links.profile.iter().filter_map(|id| criteria.slot(id));
    let slots = slots.map(|slot| {
        let registers = criteria.registers.iter();
        let registers = registers.filter(|register| register.at.contains(&slot.id) && register.id != "partners");
        let named: Vec<String> = registers
            .flat_map(|register| {
                let entries = dossier.register(&register.id).iter();
                entries.map(|entry| entry_name(&register.id, entry, criteria))
            })
            .collect();
        html! {
            <li key={slot.id.as_str()}>
                <a class="lone" href={Route::Slot(slot.id.clone()).to_string()}>{ format!("{} {}", slot.id, slot.title) }</a>
                if !named.is_empty() {
                    <span class="small">{ format!("：{}", named.join("、")) }</span>
                }
            </li>
        }
    });
    let items = item.links.items.iter().filter_map(|id| criteria.item(id));
    let items = items.map(|other| {
        html! {
            <li key={other.id.as_str()}>
                <a class="lone" href={Route::Item(other.id.clone()).to_string()}>{ format!("{} {}", other.id, other.title) }</a>
            </li>
        }
    });
    let about = match item.kind {
        ItemKind::Process => "结果要在这些条目里看得到",
        ItemKind::Result => "证明这些条目的做法有效",
    };
    html! {
        <>
            <h3>{ "概述里写过、这里要再出现的" }</h3>
            <ul class="links">{ for slots }</ul>
            <h3>{ about }</h3>
            <ul class="links">{ for items }</ul>
        </>
    }
}
