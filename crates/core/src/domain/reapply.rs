//! When the holder of an award may apply again: after its validity (28), or after the ban that follows a revocation (25).
//! A revoked award is under the ban and no longer looked at for validity.

use super::date::Date;
use super::settings::BoundaryDay;
use super::term::Term;
use super::validity::Validity;

/// When one may apply again, and what it costs until then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reapply {
    /// The first day one may apply.
    pub free: Date,
    /// The first day after the ban, where the award was revoked.
    pub ban_over: Option<Date>,
    /// The years of rounds that pass while one is banned, in order.
    pub lost: Vec<i32>,
    /// The year of the next round that is open.
    pub next: i32,
    /// Whether that round is open only if its application ends on the first day or later: both lie in one year.
    pub next_depends: bool,
}

impl Reapply {
    /// For an award of this validity. Rounds are taken to come every `cycle_years` from the year of the award on; the
    /// measures say how often and not when.
    pub fn new(
        validity: &Validity,
        revoked: Option<Date>,
        ban_years: u8,
        cycle_years: u8,
        boundary_day: BoundaryDay,
    ) -> Reapply {
        // Where a term ends does not depend on the day it is seen from.
        let ban_over = revoked.map(|on| Term::new(on, ban_years, on, boundary_day).full);
        let free = ban_over.unwrap_or(validity.free);
        let step = usize::from(cycle_years.max(1));
        let won = validity.awarded.year();
        let rounds = || (won..).step_by(step).skip(1);
        let banned =
            |round: &i32| revoked.is_some_and(|on| *round >= on.year()) && *round < free.year();
        let lost = rounds().take_while(|round| *round < free.year());
        let next = rounds().find(|round| *round >= free.year());
        let next = next.unwrap_or(free.year());
        Reapply {
            free,
            ban_over,
            lost: lost.filter(banned).collect(),
            next,
            next_depends: next == free.year() && (free.month(), free.day()) != (1, 1),
        }
    }
}
