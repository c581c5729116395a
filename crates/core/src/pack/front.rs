//! What a page says before anything is begun: so little of the packs that the first page needs nothing else of them.

use serde::{Deserialize, Serialize};

use super::{Day, Packs, cite};

/// What the frame of every page and the first page say of the measures and the criteria.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Front {
    /// Id of the scheme, for a new dossier.
    pub scheme: String,
    /// Id of the criteria, for a new dossier.
    pub criteria: String,
    /// Full name of the award.
    pub award: String,
    /// Title of the measures.
    pub document_title: String,
    /// 文号 of the measures.
    pub document_number: String,
    /// The day they were issued.
    pub issued: Day,
    /// The standards the award goes by.
    pub standards: Vec<String>,
    /// The edition of the first of them that the criteria are.
    pub edition: String,
    /// How many items it has.
    pub items: u8,
    /// Where to apply.
    pub secretariat: String,
    /// The article on the report that winners owe each year, such as 第二十九条.
    pub annual_article: String,
}

impl Front {
    /// What the app is called.
    pub fn app(&self) -> String {
        format!("{}自评与申报工具", self.award)
    }
}

impl From<&Packs> for Front {
    fn from(packs: &Packs) -> Front {
        let (scheme, edition) = (&packs.scheme, &packs.criteria.edition);
        let about = &scheme.about;
        Front {
            scheme: about.id.clone(),
            criteria: edition.id.clone(),
            award: about.name.value.clone(),
            document_title: about.document_title.value.clone(),
            document_number: about.document_number.value.clone(),
            issued: about.issued.value,
            standards: about.criteria.value.clone(),
            edition: edition.name.clone(),
            // The check allows no more.
            items: u8::try_from(packs.criteria.items.len()).unwrap_or(u8::MAX),
            secretariat: about.secretariat.value.clone(),
            annual_article: cite(&scheme.roles.annual_article),
        }
    }
}
