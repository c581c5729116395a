//! What references can name, and what a person calls it.

use crate::dossier::{Dossier, Entry};
use crate::pack::{Criteria, ItemKind, Scheme, cite};

/// What a column of references can name ([`crate::pack::Column::to`]): ids and what they are called, in order.
pub fn targets(
    to: &str,
    dossier: &Dossier,
    scheme: &Scheme,
    criteria: &Criteria,
) -> Vec<(String, String)> {
    let items = |kind: Option<ItemKind>| -> Vec<(String, String)> {
        let items = criteria.items.iter();
        let items = items.filter(|item| kind.is_none_or(|kind| item.kind == kind));
        items
            .map(|item| (item.id.clone(), format!("{} {}", item.id, item.title)))
            .collect()
    };
    match to {
        "items" => items(None),
        "process-items" => items(Some(ItemKind::Process)),
        "slots" => {
            let slots = criteria.profile.iter();
            slots
                .map(|slot| (slot.id.clone(), format!("{} {}", slot.id, slot.title)))
                .collect()
        }
        "catalogue" => {
            let entries = scheme.evidence.iter();
            entries
                .map(|entry| (entry.id.clone(), entry.title.clone()))
                .collect()
        }
        "prize-uses" => {
            let uses = scheme.obligations.iter().flat_map(|duty| &duty.uses);
            uses.map(|of| (of.id.clone(), of.title.clone())).collect()
        }
        "revocation-reasons" => {
            let reasons = scheme.obligations.iter().flat_map(|duty| &duty.reasons);
            reasons
                .map(|reason| {
                    let name = format!("{} {}", cite(&reason.article), reason.title);
                    (reason.article.clone(), name)
                })
                .collect()
        }
        "metrics" => {
            let metrics = dossier.metrics.iter();
            metrics
                .map(|metric| (metric.id.clone(), or_unnamed(metric.get("name"))))
                .collect()
        }
        register => {
            let entries = dossier.register(register).iter();
            entries
                .map(|entry| (entry.id.clone(), entry_name(register, entry, criteria)))
                .collect()
        }
    }
}

/// What an entry of a register is called: its code and its first column that says something.
pub fn entry_name(register: &str, entry: &Entry, criteria: &Criteria) -> String {
    let columns = criteria.register(register);
    let columns = columns.map_or(&[][..], |register| &register.columns);
    let naming = columns
        .iter()
        .find(|column| column.required && !column.hidden);
    let name = naming.map_or("", |column| entry.get(&column.key));
    match entry.get("code") {
        "" => or_unnamed(name),
        code => format!("{code} {name}"),
    }
}

fn or_unnamed(name: &str) -> String {
    match name.trim() {
        "" => "（未命名）".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::*;
    use crate::dossier::{EntriesAt, Kind, Place};
    use crate::testing::packs;

    #[test]
    fn what_can_be_named_is_named() {
        let packs = packs();
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        let challenges = EntriesAt::Register("challenges".into());
        challenges.edit(&mut dossier, |entries| {
            entries.extend(["c1", "c2"].map(Entry::new));
        });
        for (id, key, text) in [("c1", "code", "挑战1"), ("c1", "name", "铝价波动")] {
            let place = Place::Entry(challenges.clone(), id.into(), key.into());
            place.write(&mut dossier, text.into());
        }
        let of = |to: &str| targets(to, &dossier, &packs.scheme, &packs.criteria);
        assert_eq!(
            of("challenges"),
            [("c1", "挑战1 铝价波动"), ("c2", "（未命名）")].map(|(a, b)| (a.into(), b.into()))
        );
        assert_eq!(of("items").len(), 23);
        assert_eq!(of("process-items").len(), 17);
        assert_eq!(of("slots").len(), 14);
        assert_eq!(of("catalogue").len(), packs.scheme.evidence.len());
        assert_eq!(of("prize-uses").len(), 8);
        assert_eq!(of("revocation-reasons").len(), 4);
        assert!(of("metrics").is_empty());
    }
}
