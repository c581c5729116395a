//! Ids with the same meaning in every pack. The list of dossiers, the rescue file and the comparison of two packages read
//! them where no pack is at hand, or the pack of that dossier is not in this build. A pack without them is refused.

/// Field of the form with the organisation's name.
pub const ORGANISATION: &str = "ff-org-name";
/// Question on the day of the application.
pub const APPLY_ON: &str = "gen-on";
/// Question on the 统一社会信用代码.
pub const USCC: &str = "gen-uscc";
/// Metric of a library whose values are the profits of the walk, written once.
pub const PROFIT: &str = "total-profit";
/// Register of what the prize was spent on.
pub const PRIZE: &str = "prize";
/// Register of last year's improvements, which wait for their closure.
pub const PREVIOUS: &str = "previous";
/// Register of what a winner shared, gave and answered.
pub const SHARING: &str = "sharing";
/// Register of wording that mentions the award.
pub const PUBLICITY: &str = "publicity";
/// Register of what may cost the award.
pub const AWARD_EVENTS: &str = "award_events";
/// Depth of an edition that a new dossier begins with.
pub const FIRST_DEPTH: &str = "standard";
