//! 先改哪里: what an item would gain at the next band, and the total if items were scored otherwise. Suppositions alone:
//! nothing here changes a score.

use std::collections::BTreeMap;

use crate::domain::score::{FullPoints, Percent, Points, Tally};
use crate::pack::{Criteria, Item};

use super::progress;

/// What a scored item would gain at the start of the next band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gain<'c> {
    /// The item.
    pub item: &'c Item,
    /// Its percent now.
    pub now: Percent,
    /// The lowest percent of the next band.
    pub next: Percent,
    /// The points between the two.
    pub points: Points,
}

/// The gains of all scored items below the highest band, the largest first; equal ones in the order of the criteria.
///
/// `percents` are those of all items in the order of the criteria ([`progress::percents`]).
pub fn gains<'c>(criteria: &'c Criteria, percents: &[Option<Percent>]) -> Vec<Gain<'c>> {
    let scored = criteria.items.iter().zip(percents);
    let gains = scored.filter_map(|(item, now)| {
        let now = (*now)?;
        let mut bands = criteria.bands_of(item.kind);
        let next = Percent::new(bands.find(|band| band.min > now.get())?.min)?;
        let full = FullPoints::new(item.points)?;
        let points = full.score(next).less(full.score(now))?;
        Some(Gain {
            item,
            now,
            next,
            points,
        })
    });
    let mut gains: Vec<_> = gains.collect();
    gains.sort_by_key(|gain| std::cmp::Reverse(gain.points));
    gains
}

/// The total if the named items had these percents.
pub fn what_if(
    criteria: &Criteria,
    percents: &[Option<Percent>],
    suppose: &BTreeMap<String, Percent>,
) -> Tally {
    let items = criteria.items.iter().zip(percents);
    let percents: Vec<_> = items
        .map(|(item, now)| suppose.get(&item.id).copied().or(*now))
        .collect();
    progress::total(criteria, &percents)
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::*;
    use crate::dossier::{Dossier, Kind};
    use crate::testing::packs;

    #[test]
    fn the_largest_gain_comes_first_and_a_supposition_changes_nothing() {
        let criteria = packs().criteria;
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        for (item, percent) in [("4.1.2", 55), ("4.7.2", 50), ("4.7.3", 35), ("4.4.6", 100)] {
            dossier.edit_item(item, |item| item.percent = Some(percent));
        }
        let percents = progress::percents(&dossier, &criteria);
        let told: Vec<_> = gains(&criteria, &percents)
            .iter()
            .map(|gain| {
                format!(
                    "{} {} {} {}",
                    gain.item.id,
                    gain.now.get(),
                    gain.next.get(),
                    gain.points
                )
            })
            .collect();
        assert_eq!(
            told,
            ["4.7.2 50 70 16", "4.7.3 35 50 12", "4.1.2 55 70 7.5"]
        );
        let before = dossier.clone();
        let suppose = BTreeMap::from([("4.7.2".to_owned(), Percent::new(70).unwrap())]);
        let now = progress::total(&criteria, &percents);
        let then = what_if(&criteria, &percents, &suppose);
        assert_eq!(then.score.less(now.score).unwrap().to_string(), "16");
        assert_eq!(dossier, before);
    }
}
