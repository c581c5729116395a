//! What the program asks for by its meaning, whatever a city or an edition calls it. Every id is checked against the data.
//!
//! A few ids have the same meaning in every pack, because they are read where no pack is at hand: see
//! [`super::reserved`].

use serde::{Deserialize, Serialize};

/// `[roles]` of `scheme.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SchemeRoles {
    /// Field of the form with the 统一社会信用代码.
    pub uscc: String,
    /// Field of the form with the contact's name.
    pub contact: String,
    /// Field of the form with the contact's telephone number.
    pub phone: String,
    /// Field of the form with the kind of organisation.
    pub category: String,
    /// Field of the form with the number of employees.
    pub employees: String,
    /// Field of the form that says that nothing excludes the organisation but what is disclosed.
    pub pledge: String,
    /// Figures of the form with the net profit by year.
    pub net_profit: String,
    /// Figures of the form with the accidents by year.
    pub accidents: String,
    /// Question on the kind of organisation.
    pub org_kind: String,
    /// Its choice for public bodies and the like.
    pub non_profit: String,
    /// Template of the letter with open questions.
    pub enquiry_letter: String,
    /// Template of the declaration.
    pub pledge_letter: String,
    /// Article that asks a winner for a report every year.
    pub annual_article: String,
}

/// `[roles]` of `edition.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriteriaRoles {
    /// Slot of the profile with the head count.
    pub head_count_slot: String,
    /// Slot of the profile with the year performance excellence began.
    pub excellence_slot: String,
    /// Items where customer groups must be written of again.
    pub customer_items: Vec<String>,
    /// Item where they must have results.
    pub customer_results: String,
    /// Metric that is worth little as one figure for all customer groups.
    pub satisfaction: String,
    /// Metric that counts accidents.
    pub accidents: String,
    /// Metric that shows emissions in percent of their limit.
    pub emission_to_limit: String,
}
