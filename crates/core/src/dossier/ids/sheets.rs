//! The sheets of 合议.

use super::super::model::SPREADS;
use super::super::model::Sheet;
use super::known::{At, Known, written};

impl Known<'_> {
    pub(super) fn sheets(&mut self, sheets: &[Sheet]) {
        let criteria = self.criteria;
        for (at, sheet) in sheets.iter().enumerate() {
            let called = format!("合议“{}”", sheet.scorer(at));
            for (row, item) in sheet.items.iter().enumerate() {
                let place = format!("sheets[{at}].items[{row}]");
                match criteria.item(&item.id) {
                    None => {
                        let at = At::new(format!("{place}.id"), called.as_str());
                        self.note(&at, "条目", &item.id, written(item));
                    }
                    Some(known) => {
                        let at = At::new(place, format!("{called} {}", known.id));
                        self.factors(&at, &item.factors, known.kind);
                    }
                }
            }
        }
    }

    pub(super) fn spread(&mut self, spread: &str) {
        self.code(&At::new("spread", "合议：相差多少算大"), spread, &SPREADS);
    }
}
