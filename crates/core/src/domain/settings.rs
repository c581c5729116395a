//! The user's readings of what the measures leave open.

use std::collections::BTreeMap;

/// From which day of an event the window of article 14 is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventBasis {
    /// The latest of the days it happened, was decided upon, and ended (the strict default).
    #[default]
    Latest,
    /// The day it ended, else happened, else was decided upon.
    Occurred,
    /// The day it was decided upon, else as [`EventBasis::Occurred`].
    Decided,
}

impl EventBasis {
    /// All readings, the default first.
    pub const ALL: [EventBasis; 3] = [
        EventBasis::Latest,
        EventBasis::Occurred,
        EventBasis::Decided,
    ];

    /// The value as written in data.
    pub fn code(self) -> &'static str {
        match self {
            EventBasis::Latest => "latest",
            EventBasis::Occurred => "occurred",
            EventBasis::Decided => "decided",
        }
    }
}

/// Whether a period of years is full on its anniversary or only the day after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BoundaryDay {
    /// Full on the anniversary, with a hint to wait a day.
    #[default]
    SameDay,
    /// Full on the day after the anniversary.
    NextDay,
}

/// Whose inspections are 市级监督抽查 (14-4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MunicipalScope {
    /// Those of the prefecture-level city and of Gongyi itself.
    #[default]
    PrefectureAndCounty,
    /// Those of prefecture-level cities only.
    PrefectureOnly,
}

/// Whether the first day of the internal notice counts (17-2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeFirstDay {
    /// It counts.
    #[default]
    Inclusive,
    /// Counting starts the day after.
    NextDay,
}

/// All settings; the default is the tool's own reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// `event_basis`.
    pub event_basis: EventBasis,
    /// `boundary_day`.
    pub boundary_day: BoundaryDay,
    /// `municipal_scope`.
    pub municipal_scope: MunicipalScope,
    /// `notice_first_day`.
    pub notice_first_day: NoticeFirstDay,
    /// Settings that only say which number or date to enter and change no computation, by id.
    pub informative: BTreeMap<String, String>,
}

/// Why a setting was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingError {
    /// No setting that the rules compute with has this id.
    UnknownSetting,
    /// The setting has no such value.
    UnknownValue,
}

impl Settings {
    /// Id of the setting that says whose inspections count.
    pub const MUNICIPAL_SCOPE: &'static str = "municipal_scope";

    /// Ids of the settings that change a computation.
    pub const COMPUTING: [&'static str; 4] = [
        "event_basis",
        "boundary_day",
        Settings::MUNICIPAL_SCOPE,
        "notice_first_day",
    ];

    /// Sets a computing setting by its id and value as written in data.
    ///
    /// # Errors
    /// If the id is not in [`Settings::COMPUTING`] or the value is not one of the setting's; nothing is changed then.
    pub fn set(&mut self, id: &str, value: &str) -> Result<(), SettingError> {
        match (id, value) {
            ("event_basis", "latest") => self.event_basis = EventBasis::Latest,
            ("event_basis", "occurred") => self.event_basis = EventBasis::Occurred,
            ("event_basis", "decided") => self.event_basis = EventBasis::Decided,
            ("boundary_day", "same_day") => self.boundary_day = BoundaryDay::SameDay,
            ("boundary_day", "next_day") => self.boundary_day = BoundaryDay::NextDay,
            // The first is what dossiers of Gongyi have stored.
            ("municipal_scope", "zhengzhou_and_gongyi" | "prefecture_and_county") => {
                self.municipal_scope = MunicipalScope::PrefectureAndCounty;
            }
            ("municipal_scope", "prefecture_only") => {
                self.municipal_scope = MunicipalScope::PrefectureOnly;
            }
            ("notice_first_day", "inclusive") => self.notice_first_day = NoticeFirstDay::Inclusive,
            ("notice_first_day", "next_day") => self.notice_first_day = NoticeFirstDay::NextDay,
            _ if Settings::COMPUTING.contains(&id) => return Err(SettingError::UnknownValue),
            _ => return Err(SettingError::UnknownSetting),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_set_by_their_data_names() {
        let mut settings = Settings::default();
        assert_eq!(settings.set("event_basis", "decided"), Ok(()));
        assert_eq!(settings.event_basis, EventBasis::Decided);
        assert_eq!(
            settings.set("event_basis", "earliest"),
            Err(SettingError::UnknownValue)
        );
        assert_eq!(
            settings.set("loss_indicator", "net_profit"),
            Err(SettingError::UnknownSetting)
        );
    }
}
