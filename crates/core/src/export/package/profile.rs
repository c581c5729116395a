//! 组织概述: every slot by group.

use crate::dossier::Place;
use crate::views::progress::asks_slot;

use super::super::document::{Block, Chapter};
use super::context::ChapterContext;
use super::entries::{behind, laid_out, registers_at};
use super::{section, text_or_unfilled};

const ID: &str = "c-profile";
const TITLE: &str = "组织概述";

/// The chapter.
pub fn chapter(context: &mut ChapterContext<'_>) -> Chapter {
    let mut blocks = Vec::new();
    let slots = &context.criteria.profile;
    for (at, group) in (1..).zip(slots.chunk_by(|a, b| a.group == b.group)) {
        blocks.push(section(ID, at, &group[0].group));
        for slot in group {
            let text = context.show(Place::Slot(slot.id.as_str().into()), TITLE);
            let reason = context.show(Place::Profile(format!("na.{}", slot.id).into()), TITLE);
            let mut said = laid_out(context, text, &slot.id, TITLE);
            if !reason.is_empty() {
                said.push(Block::Text(format!("不适用：{reason}")));
            }
            let bare = said.is_empty();
            said.extend(facts(context, &slot.id));
            said.extend(registers_at(context, &slot.id, TITLE));
            said.extend(behind(context, text, &slot.id, TITLE));
            if bare && asks_slot(context.depth, &slot.id) {
                said.insert(0, text_or_unfilled(""));
            }
            // What is not asked and has nothing in it is no part of the paper.
            if said.is_empty() {
                continue;
            }
            blocks.push(Block::Heading {
                level: 2,
                text: format!("{} {}", slot.id, slot.title),
                id: None,
            });
            blocks.extend(said);
        }
    }
    Chapter {
        id: ID.to_owned(),
        title: TITLE.to_owned(),
        blocks,
    }
}

/// Single facts of two slots.
fn facts(context: &mut ChapterContext<'_>, slot: &str) -> Option<Block> {
    let roles = &context.criteria.roles;
    let shown: &[(&str, &str)] = if slot == roles.head_count_slot {
        &[
            ("total", "总人数"),
            ("as_of", "统计年月"),
            ("dispatch", "含劳务派遣"),
            ("form_as_of", "申报表职工数的统计年月"),
            ("form_dispatch", "申报表职工数含劳务派遣"),
        ]
    } else if slot == roles.excellence_slot {
        &[("excellence_year", "导入卓越绩效的年份")]
    } else {
        return None;
    };
    let said: Vec<String> = shown
        .iter()
        .filter_map(|(key, label)| {
            let raw = context.show(Place::Profile((*key).into()), TITLE);
            let words = match raw {
                "" => return None,
                "yes" => "是",
                "no" => "否",
                raw => raw,
            };
            Some(format!("{label}：{words}"))
        })
        .collect();
    (!said.is_empty()).then(|| Block::Text(said.join("；")))
}
