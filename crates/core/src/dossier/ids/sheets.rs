//! The sheets of 合议: their ids, the fingerprints they were taken with, their items.

use super::super::consensus::SPREADS;
use super::super::decode::{Refusal, on_one_line};
use super::super::model::Sheet;
use super::{Known, once};

impl Known<'_> {
    pub(super) fn sheets(&mut self, sheets: &mut [Sheet]) -> Result<(), Refusal> {
        let criteria = self.criteria;
        for (at, sheet) in sheets.iter_mut().enumerate() {
            let place = format!("sheets[{at}]");
            self.row_id(&place, &sheet.id)?;
            is_fingerprint(&format!("{place}.fingerprint"), &sheet.fingerprint)?;
            let place = format!("{place}.items");
            once(&place, sheet.items.iter().map(|item| &item.id))?;
            let mut at = 0..;
            sheet.items.retain_mut(|item| {
                let place = format!("{place}[{}]", at.next().unwrap_or(0));
                let Some(known) = criteria.item(&item.id) else {
                    return self.keep(false, &format!("{place}.id"), &item.id, "条目");
                };
                self.factors(&place, &mut item.factors, known.kind);
                true
            });
        }
        Ok(())
    }

    pub(super) fn spread(&mut self, spread: &mut String) {
        if !self.code("spread", spread, &SPREADS) {
            spread.clear();
        }
    }
}

fn is_fingerprint(place: &str, said: &str) -> Result<(), Refusal> {
    let hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    if said.len() == 64 && said.chars().all(hex) {
        return Ok(());
    }
    let reason = format!(
        "“{}”不是指纹，指纹由 64 个数字和小写字母 a 到 f 组成",
        on_one_line(said)
    );
    Err(Refusal::new(place, reason))
}
