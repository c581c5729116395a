//! Rows of a table as entries of a register: a list of certificates, of suppliers. Columns go by their heads to the
//! register's columns; an entry that is there already is not added again.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::domain::input;
use crate::dossier::{Dossier, Entry, column_flaw, put_text};
use crate::pack::{ColumnKind, Register};

use super::grid::Grid;
use super::value::{Action, Verdict};
use super::words::bare;

/// How far down a head is looked for.
const LOOKED_AT: usize = 20;

/// Words that people write for a column, and its label.
const SAID: [(&str, &str); 8] = [
    ("有效期至", "有效期止"),
    ("到期日", "有效期止"),
    ("截止日期", "有效期止"),
    ("发证日期", "有效期起"),
    ("起始日期", "有效期起"),
    ("证书号", "编号"),
    ("证号", "编号"),
    ("单位名称", "名称"),
];

/// What a person corrects, by row and column of the grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryChoices {
    /// The row of the head.
    pub head: Option<usize>,
    /// The register's column, by key, that a column of the table goes to; `None` for nowhere.
    pub columns: BTreeMap<usize, Option<String>>,
    /// Rows that stay out.
    pub rows: BTreeSet<usize>,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// Its row in the grid.
    pub row: usize,
    /// Why it makes no entry; without a full stop. Empty when it makes one.
    pub reason: String,
    /// What becomes of each cell.
    pub cells: Vec<Verdict>,
}

/// Which entries a table makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryPlan {
    /// Why nothing of the table is taken.
    pub refused: Option<String>,
    /// The row of the head.
    pub head: usize,
    /// The register's column, by key, that each column of the table goes to.
    pub columns: Vec<Option<String>>,
    /// The rows below the head that have something in them.
    pub rows: Vec<EntryRow>,
}

/// Plans which entries of a register a table makes.
pub fn entry_plan(
    grid: &Grid,
    register: &Register,
    dossier: &Dossier,
    choices: &EntryChoices,
) -> EntryPlan {
    let taking: Vec<&crate::pack::Column> = register
        .columns
        .iter()
        .filter(|column| !column.hidden && column.kind != ColumnKind::Refs)
        .collect();
    let by_head = |row: usize| -> Vec<Option<String>> {
        let mut taken = BTreeSet::new();
        let columns = (0..grid.width()).map(|at| {
            let found = column_of(grid.text(row, at), &taking)?;
            taken.insert(found).then(|| found.to_owned())
        });
        columns.collect()
    };
    let has_required = |columns: &[Option<String>]| {
        let mut required = taking.iter().filter(|column| column.required);
        required.any(|column| columns.iter().flatten().any(|key| *key == column.key))
    };
    let head = choices.head.filter(|head| *head < grid.height());
    let head =
        head.or_else(|| (0..grid.height().min(LOOKED_AT)).find(|row| has_required(&by_head(*row))));
    let mut columns = head
        .map(by_head)
        .unwrap_or_else(|| vec![None; grid.width()]);
    for (at, key) in &choices.columns {
        if let Some(column) = columns.get_mut(*at) {
            column.clone_from(key);
        }
    }
    let (Some(head), true) = (head, has_required(&columns)) else {
        let labels: Vec<&str> = taking.iter().map(|column| column.label.as_str()).collect();
        return EntryPlan {
            refused: Some(format!(
                "没有识别出表头，整块未录入。表头应写明：{}",
                labels.join("、")
            )),
            head: 0,
            columns,
            rows: Vec::new(),
        };
    };
    let mut known: BTreeSet<Vec<String>> = dossier
        .register(&register.id)
        .iter()
        .map(|entry| identity(register, |key| entry.get(key).to_owned()))
        .collect();
    let mut rows = Vec::new();
    for row in (head + 1..grid.height()).filter(|row| !grid.is_blank(*row)) {
        let cells: Vec<Verdict> = (0..grid.width())
            .map(|at| {
                let column = columns[at].as_deref().and_then(|key| register.column(key));
                column.map_or_else(
                    || Verdict::of(Action::Ignore, "登记表没有这一栏"),
                    |column| cell(grid.text(row, at), column),
                )
            })
            .collect();
        let value = |key: &str| {
            let at = columns
                .iter()
                .position(|column| column.as_deref() == Some(key));
            at.and_then(|at| cells[at].value.clone())
                .unwrap_or_default()
        };
        let missing = register
            .columns
            .iter()
            .find(|column| column.required && !column.hidden && value(&column.key).is_empty());
        let reason = match missing {
            _ if choices.rows.contains(&row) => "您选了不录入".to_owned(),
            Some(column) => format!("没有“{}”", column.label),
            None if !known.insert(identity(register, value)) => {
                "已经登记，或者上面已有相同的一行".to_owned()
            }
            None => String::new(),
        };
        rows.push(EntryRow { row, reason, cells });
    }
    EntryPlan {
        refused: None,
        head,
        columns,
        rows,
    }
}

/// What makes an entry a different one: everything in it that is a text, a number of a document and a name among them.
fn identity(register: &Register, value: impl Fn(&str) -> String) -> Vec<String> {
    let own = register
        .columns
        .iter()
        .filter(|column| !column.hidden && (column.required || column.key == "number"));
    own.map(|column| bare(&value(&column.key))).collect()
}

/// The column of a register that a head names: by its label, or by words that end with it.
fn column_of<'r>(head: &str, columns: &[&'r crate::pack::Column]) -> Option<&'r str> {
    let head = bare(head);
    let label = |column: &crate::pack::Column| {
        let label = bare(&column.label);
        label.split('(').next().unwrap_or_default().to_owned()
    };
    let head = head.split('(').next().unwrap_or_default();
    if head.is_empty() {
        return None;
    }
    let exact = columns.iter().find(|column| label(column) == head);
    let said = SAID.iter().find(|(word, _)| head.ends_with(word));
    let said = || {
        columns
            .iter()
            .find(|column| said.is_some_and(|(_, usual)| label(column) == *usual))
    };
    let mut ending = columns
        .iter()
        .filter(|column| head.ends_with(&label(column)));
    let only = || ending.next().filter(|_| ending.next().is_none());
    let found = exact.or_else(said).or_else(only)?;
    Some(&found.key)
}

fn cell(text: &str, column: &crate::pack::Column) -> Verdict {
    if text.is_empty()
        || (column.kind != ColumnKind::Text && matches!(text, "-" | "—" | "/" | "无"))
    {
        return Verdict::of(Action::Blank, "没有内容");
    }
    if let Some(flaw) = input::signs(text) {
        return Verdict::of(Action::Refuse, flaw.sentence().trim_end_matches('。'));
    }
    let value = match column.kind {
        ColumnKind::YesNo => match text {
            "是" | "有" | "√" => "yes".to_owned(),
            "否" | "无" | "×" => "no".to_owned(),
            other => other.to_owned(),
        },
        ColumnKind::Choice => {
            let option = column
                .options
                .iter()
                .find(|option| bare(&option.label) == bare(text));
            option.map_or(text, |option| &option.value).to_owned()
        }
        _ => text.to_owned(),
    };
    match column_flaw(column, &value) {
        Some(flaw) => Verdict::of(Action::Refuse, flaw.sentence().trim_end_matches('。')),
        None => Verdict {
            value: Some(value),
            ..Verdict::of(Action::Take, "")
        },
    }
}

impl EntryPlan {
    /// How many entries it adds.
    pub fn added(&self) -> usize {
        self.rows.iter().filter(|row| row.reason.is_empty()).count()
    }

    /// Adds the entries to the register; `new_id` gives each an id.
    pub fn apply(
        &self,
        register: &Register,
        dossier: &mut Dossier,
        mut new_id: impl FnMut() -> String,
    ) {
        if self.added() == 0 {
            return;
        }
        let entries = dossier.registers.entry(register.id.clone()).or_default();
        let entries = Rc::make_mut(entries);
        for row in self.rows.iter().filter(|row| row.reason.is_empty()) {
            let mut entry = Entry::new(&new_id());
            for (key, cell) in self.columns.iter().zip(&row.cells) {
                if let (Some(key), Action::Take, Some(value)) = (key, cell.action, &cell.value) {
                    put_text(&mut entry.fields, key, value.clone());
                }
            }
            entries.push(entry);
        }
    }
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::super::text::tabs;
    use super::*;
    use crate::dossier::Kind;
    use crate::testing::packs;

    #[test]
    fn certificates_and_suppliers_become_entries() {
        let packs = packs();
        let mut dossier = Dossier::new("d".into(), Kind::Application, "s", "c");
        let licences = packs.criteria.register("licences").unwrap();
        let text = "证照清单（虚构）\n序号\t证照名称\t证书编号\t有效期起\t有效期至\t是否必备\t保管人\n\
            1\t示例许可证\tSL-001\t2023-01-01\t2028-12-31\t是\t示例甲\n2\t示例许可证\tSL-001\t\t\t\t\n\
            3\t示例资质\tSL-002\t2023年\t长期\t也许\t\n4\t\tSL-003\t\t\t\t\n";
        let grid = tabs(text).unwrap();
        let plan = entry_plan(&grid, licences, &dossier, &EntryChoices::default());
        assert_eq!(
            (plan.refused.clone(), plan.head, plan.added()),
            (None, 1, 2)
        );
        assert!(plan.rows[1].reason.contains("相同"));
        assert_eq!(plan.rows[3].reason, "没有“名称”");
        assert_eq!(plan.rows[2].cells[3].action, Action::Refuse);
        assert_eq!(plan.rows[2].cells[5].action, Action::Refuse);
        let mut next = 0;
        plan.apply(licences, &mut dossier, || {
            next += 1;
            format!("e{next}")
        });
        let entry = &dossier.register("licences")[0];
        let told = ["name", "number", "from", "until", "required"].map(|key| entry.get(key));
        assert_eq!(
            told,
            ["示例许可证", "SL-001", "2023-01-01", "2028-12-31", "yes"]
        );
        assert_eq!(dossier.register("licences")[1].get("until"), "长期");
        assert_eq!(
            entry_plan(&grid, licences, &dossier, &EntryChoices::default()).added(),
            0
        );

        let partners = packs.criteria.register("partners").unwrap();
        let grid = tabs("供应商名称\t往来关系\n示例供方甲\t供方\n示例供方乙\t供方\n").unwrap();
        let plan = entry_plan(&grid, partners, &dossier, &EntryChoices::default());
        assert_eq!(plan.added(), 2);
        assert_eq!(plan.rows[0].cells[1].value.as_deref(), Some("supplier"));
        let none = entry_plan(
            &tabs("甲\t乙\n1\t2\n").unwrap(),
            partners,
            &dossier,
            &EntryChoices::default(),
        );
        assert!(none.refused.unwrap().contains("名称"));
    }
}
