//! The registers as typed values. An entry that lacks what it cannot do without says nothing and is left out, and so
//! are references that name nothing any more.

use std::collections::BTreeSet;
use std::rc::Rc;

use rust_decimal::Decimal;

use crate::domain::date::Date;
use crate::domain::input::{self, Input};
use crate::dossier::{Dossier, EVIDENCE_FILES, Entry, FileMark, WAIVERS};
use crate::pack::{ColumnKind, Criteria};

/// A thing with a name. What else it is called the texts know ([`super::texts`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Id of the entry.
    pub id: Rc<str>,
    /// Its name, as typed.
    pub name: Rc<str>,
}

/// `names`: a name of the organisation itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrgName {
    /// The name.
    pub name: Rc<str>,
    /// `full`, `short`, `former`, `branch`.
    pub kind: Rc<str>,
}

/// The end of a validity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Until {
    /// It has no end: 长期.
    Forever,
    /// A day, or what was typed instead.
    Day(Input<Date>),
}

/// `licences`: a licence or certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// Id of the entry.
    pub id: Rc<str>,
    /// 名称: those with the same name follow each other.
    pub name: Rc<str>,
    /// 编号.
    pub number: Rc<str>,
    /// 是否必备.
    pub required: Input<bool>,
    /// 开始需要之日.
    pub needed_from: Input<Date>,
    /// 有效期起.
    pub from: Input<Date>,
    /// 有效期止.
    pub until: Until,
    /// 换证受理中.
    pub renewing: Input<bool>,
}

/// `inspections`: a supervision inspection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// Id of the entry.
    pub id: Rc<str>,
    /// `national`, `provincial`, `municipal`, `gongyi`, `other`.
    pub level: Rc<str>,
    /// 公布日期.
    pub date: Input<Date>,
    /// 产品.
    pub product: Rc<str>,
    /// `pass`, `fail`.
    pub result: Rc<str>,
    /// 复检结果.
    pub recheck: Rc<str>,
}

/// `figures`: a figure as an attachment has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Id of the entry.
    pub id: Rc<str>,
    /// The metric it is the value of.
    pub metric: Rc<str>,
    /// 年份.
    pub year: Input<i32>,
    /// 数值.
    pub value: Input<Decimal>,
    /// 单位.
    pub unit: Rc<str>,
    /// 口径.
    pub basis: Rc<str>,
    /// 出处.
    pub source: Rc<str>,
    /// 截至月份, its first day.
    pub until: Input<Date>,
}

/// `culture`: mission, vision or values, word for word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Culture {
    /// `mission`, `vision`, `values`.
    pub kind: Rc<str>,
    /// The words.
    pub text: Rc<str>,
}

/// `workforce`: a class of employees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workforce {
    /// Id of the entry.
    pub id: Rc<str>,
    /// 按什么分.
    pub by: Rc<str>,
    /// 类别.
    pub name: Rc<str>,
    /// 人数.
    pub count: Input<u32>,
    /// 与别的类有重叠.
    pub overlaps: Input<bool>,
}

/// `segments`: a customer group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Its names.
    pub named: Named,
    /// Whether it is a main one.
    pub main: bool,
    /// 占比.
    pub share: Input<Decimal>,
}

/// `partners`: another organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// Its names.
    pub named: Named,
    /// `customer`, `supplier`, `partner`, `competitor`, `other`.
    pub role: Rc<str>,
}

/// `challenges`: a strategic challenge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// Its names.
    pub named: Named,
    /// 编号.
    pub code: Rc<str>,
    /// `business`, `operations`, `workforce`, `other`.
    pub kind: Rc<str>,
}

/// `goals`: a strategic goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Its names.
    pub named: Named,
    /// 编号.
    pub code: Rc<str>,
    /// The challenges it answers.
    pub challenges: Vec<Rc<str>>,
    /// The metrics that measure it.
    pub metrics: Vec<Rc<str>>,
    /// 目标年份.
    pub year: Input<i32>,
    /// 目标值.
    pub value: Rc<str>,
}

/// `plans`: an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Id of the entry.
    pub id: Rc<str>,
    /// The goal it serves.
    pub goal: Option<Rc<str>>,
    /// 做什么.
    pub what: Rc<str>,
    /// 负责人.
    pub owner: Rc<str>,
    /// 期限.
    pub due: Input<Date>,
    /// 资源.
    pub resource: Rc<str>,
}

/// `processes`: a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// Its names.
    pub named: Named,
    /// Whether it is a key one.
    pub key: bool,
    /// Whether it is outsourced.
    pub outsourced: bool,
}

/// `tables`: a table of the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Id of the entry.
    pub id: Rc<str>,
    /// The slot or sub-heading it stands at.
    pub at: Rc<str>,
    /// 题名.
    pub title: Rc<str>,
    /// Its text, cells apart by tabs.
    pub body: Rc<str>,
}

/// `evidence`: a paper that proves something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Id of the entry.
    pub id: Rc<str>,
    /// 附件号: with one it is handed in.
    pub code: Rc<str>,
    /// 名称.
    pub title: Rc<str>,
    /// 签发日期.
    pub issued: Input<Date>,
    /// 有效期至.
    pub expires: Until,
    /// Whether it is put down for a place of the scheme's catalogue.
    pub in_catalogue: bool,
    /// Whether a file is attached.
    pub has_file: bool,
}

/// `previous`: what an earlier evaluation asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Previous {
    /// Id of the entry.
    pub id: Rc<str>,
    /// The item it is about.
    pub item: Option<Rc<str>>,
    /// 问题.
    pub problem: Rc<str>,
    /// 措施.
    pub action: Rc<str>,
    /// 期限.
    pub due: Input<Date>,
    /// `open`, `doing`, `late`, `done`; empty when none is chosen.
    pub status: Rc<str>,
    /// 说明.
    pub note: Rc<str>,
}

/// `waivers`: a finding that is set aside, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// Id of the entry.
    pub id: Rc<str>,
    /// The check.
    pub check: Rc<str>,
    /// The object of the finding.
    pub object: Rc<str>,
    /// Why.
    pub reason: Rc<str>,
}

/// All registers of a dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registers {
    /// 本单位名称.
    pub names: Vec<OrgName>,
    /// 证照.
    pub licences: Vec<Licence>,
    /// 监督抽查记录.
    pub inspections: Vec<Inspection>,
    /// 附件上的登记数.
    pub figures: Vec<Figure>,
    /// 使命、愿景、价值观原文.
    pub culture: Vec<Culture>,
    /// 员工分类.
    pub workforce: Vec<Workforce>,
    /// 部门.
    pub departments: Vec<Named>,
    /// 顾客群.
    pub segments: Vec<Segment>,
    /// 往来单位.
    pub partners: Vec<Partner>,
    /// 战略挑战.
    pub challenges: Vec<Challenge>,
    /// 战略目标.
    pub goals: Vec<Goal>,
    /// 行动计划.
    pub plans: Vec<Plan>,
    /// 过程清单.
    pub processes: Vec<Process>,
    /// 表格.
    pub tables: Vec<Table>,
    /// 证实性材料.
    pub evidence: Vec<Evidence>,
    /// 上一年度改进项.
    pub previous: Vec<Previous>,
    /// 搁置的检查.
    pub waivers: Vec<Waiver>,
}

/// An entry of a register whose columns are the criteria's.
struct Row<'a> {
    entry: &'a Entry,
}

impl Row<'_> {
    fn id(&self) -> Rc<str> {
        Rc::from(self.entry.id.as_str())
    }

    fn text(&self, column: &str) -> Rc<str> {
        self.entry.fields.get(column).cloned().unwrap_or_default()
    }

    fn date(&self, column: &str) -> Input<Date> {
        input::date(self.entry.get(column))
    }

    fn until(&self, column: &str) -> Until {
        match self.entry.get(column).trim() {
            "长期" => Until::Forever,
            day => Until::Day(input::date(day)),
        }
    }

    fn year(&self, column: &str) -> Input<i32> {
        input::year(self.entry.get(column))
    }

    fn decimal(&self, column: &str) -> Input<Decimal> {
        input::decimal(self.entry.get(column))
    }

    fn yes_no(&self, column: &str) -> Input<bool> {
        input::yes_no(self.entry.get(column))
    }

    fn yes(&self, column: &str) -> bool {
        self.yes_no(column) == Input::Given(true)
    }

    fn named(&self) -> Named {
        Named {
            id: self.id(),
            name: self.text("name"),
        }
    }

    /// What a column refers to, of what there still is.
    fn refs(&self, column: &str, known: &BTreeSet<&str>) -> Vec<Rc<str>> {
        let ids = self.entry.refs(column).iter().map(String::as_str);
        ids.filter(|id| known.contains(id)).map(Rc::from).collect()
    }
}

impl Registers {
    /// The registers of a dossier.
    pub fn new(dossier: &Dossier, criteria: &Criteria) -> Registers {
        fn of<'a, T>(
            dossier: &'a Dossier,
            criteria: &Criteria,
            id: &str,
            read: impl Fn(Row<'a>) -> T,
        ) -> Vec<T> {
            let entries = dossier.register(id).iter();
            let entries = entries.filter(|entry| says_something(id, entry, criteria));
            entries.map(|entry| read(Row { entry })).collect()
        }
        macro_rules! rows {
            ($id:expr, $read:expr) => {
                of(dossier, criteria, $id, $read)
            };
        }
        let ids = |register: &str| -> BTreeSet<&str> {
            let entries = dossier.register(register).iter();
            entries.map(|entry| entry.id.as_str()).collect()
        };
        let metrics: BTreeSet<&str> = dossier.metrics.iter().map(|it| it.id.as_str()).collect();
        let items: BTreeSet<&str> = criteria.items.iter().map(|it| it.id.as_str()).collect();
        let (challenges, goals) = (ids("challenges"), ids("goals"));
        Registers {
            names: rows!("names", |row| OrgName {
                name: row.text("name"),
                kind: row.text("kind"),
            }),
            licences: rows!("licences", |row| Licence {
                id: row.id(),
                name: row.text("name"),
                number: row.text("number"),
                required: row.yes_no("required"),
                needed_from: row.date("needed_from"),
                from: row.date("from"),
                until: row.until("until"),
                renewing: row.yes_no("renewing"),
            }),
            inspections: rows!("inspections", |row| Inspection {
                id: row.id(),
                level: row.text("level"),
                date: row.date("date"),
                product: row.text("product"),
                result: row.text("result"),
                recheck: row.text("recheck"),
            }),
            figures: rows!("figures", |row| {
                let metric = row.refs("metric", &metrics).into_iter().next();
                metric.map(|metric| Figure {
                    id: row.id(),
                    metric,
                    year: row.year("year"),
                    value: row.decimal("value"),
                    unit: row.text("unit"),
                    basis: row.text("basis"),
                    source: row.text("source"),
                    until: input::month(row.entry.get("until")),
                })
            })
            .into_iter()
            .flatten()
            .collect(),
            culture: rows!("culture", |row| Culture {
                kind: row.text("kind"),
                text: row.text("text"),
            }),
            workforce: rows!("workforce", |row| Workforce {
                id: row.id(),
                by: row.text("by"),
                name: row.text("name"),
                count: input::count(row.entry.get("count")),
                overlaps: row.yes_no("overlaps"),
            }),
            departments: rows!("departments", |row| row.named()),
            segments: rows!("segments", |row| Segment {
                named: row.named(),
                main: row.yes("main"),
                share: row.decimal("share"),
            }),
            partners: rows!("partners", |row| Partner {
                named: row.named(),
                role: row.text("role"),
            }),
            challenges: rows!("challenges", |row| Challenge {
                named: row.named(),
                code: row.text("code"),
                kind: row.text("kind"),
            }),
            goals: rows!("goals", |row| Goal {
                named: row.named(),
                code: row.text("code"),
                challenges: row.refs("challenges", &challenges),
                metrics: row.refs("metrics", &metrics),
                year: row.year("year"),
                value: row.text("value"),
            }),
            plans: rows!("plans", |row| Plan {
                id: row.id(),
                goal: row.refs("goal", &goals).into_iter().next(),
                what: row.text("what"),
                owner: row.text("owner"),
                due: row.date("due"),
                resource: row.text("resource"),
            }),
            processes: rows!("processes", |row| Process {
                named: row.named(),
                key: row.yes("key"),
                outsourced: row.yes("outsourced"),
            }),
            tables: rows!("tables", |row| Table {
                id: row.id(),
                at: row.text("at"),
                title: row.text("title"),
                body: row.text("body"),
            }),
            evidence: rows!("evidence", |row| Evidence {
                id: row.id(),
                code: row.text("code"),
                title: row.text("title"),
                issued: row.date("issued"),
                expires: row.until("expires"),
                in_catalogue: !row.entry.refs("catalogue").is_empty(),
                has_file: !FileMark::all(row.entry.get(EVIDENCE_FILES)).is_empty(),
            }),
            previous: rows!("previous", |row| Previous {
                id: row.id(),
                item: row.refs("item", &items).into_iter().next(),
                problem: row.text("problem"),
                action: row.text("action"),
                due: row.date("due"),
                status: row.text("status"),
                note: row.text("note"),
            }),
            waivers: rows!(WAIVERS, |row| Waiver {
                id: row.id(),
                check: row.text("check"),
                object: row.text("object"),
                reason: row.text("reason"),
            }),
        }
    }
}

/// Whether an entry has everything without which it says nothing.
fn says_something(register: &str, entry: &Entry, criteria: &Criteria) -> bool {
    let columns = criteria.register(register);
    let columns = columns.map_or(&[][..], |register| &register.columns);
    let needed = columns.iter().filter(|column| column.required);
    needed.into_iter().all(|column| match column.kind {
        ColumnKind::Refs => !entry.refs(&column.key).is_empty(),
        _ => !entry.get(&column.key).trim().is_empty(),
    })
}
