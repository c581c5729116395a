//! What a person corrects goes into the plan, and nothing is taken that is still asked about.

use quality_award_core::import::table::{
    Action, Choices, HeadRows, Plan, Role, Setting, To, plan, tabs,
};

use super::given::dossier;
use crate::data::PACKS;

const TABLE: &str = "示例汇总（虚构）\t\t\t\n指标\t2024年\t2025年\t外部水平\n\
    顾客满意度\t88\t90\t85\n示例新指标\t3\t约 4\t\n";

fn planned(section: &str, choices: &Choices) -> Plan {
    let dossier = dossier("4.7.3", &[("顾客满意度", "分")]);
    let setting = Setting {
        dossier: &dossier,
        criteria: &PACKS.criteria,
        library: &PACKS.metrics,
        section,
        last: 2025,
    };
    plan(&tabs(TABLE).unwrap(), &setting, None, choices)
}

#[test]
fn without_a_place_for_new_metrics_one_is_asked_for() {
    let plan = planned("", &Choices::default());
    assert_eq!(plan.rows[3].to, To::Unsure(Vec::new()));
    assert!(plan.rows[3].reason.contains("没有同名的指标"));
    assert_eq!(plan.cells[3][1].action, Action::Ask);
    assert_eq!((plan.counts().take, plan.counts().new), (2, 0));
    let mut choices = Choices::default();
    choices.rows.insert(3, To::New("4.7.5-a".into()));
    let plan = planned("", &choices);
    assert_eq!((plan.counts().take, plan.counts().new), (3, 1));
    let metric = plan.new_metric(3, &PACKS.metrics).unwrap();
    assert_eq!(metric.get("section"), "4.7.5-a");
}

#[test]
fn a_column_that_is_told_to_be_a_comparison_is_with_whom_its_head_says() {
    let mut choices = Choices::default();
    choices.columns.insert(3, Role::Comparison(0));
    let plan = planned("4.7.3-a", &choices);
    assert_eq!(plan.compared[0].object, "外部水平");
    assert_ne!(plan.cells[2][3].action, Action::Ignore);
}

#[test]
fn a_refused_table_shows_the_columns_that_are_to_be_corrected() {
    let choices = Choices {
        head: Some(HeadRows { from: 0, count: 1 }),
        ..Choices::default()
    };
    let plan = planned("4.7.3-a", &choices);
    assert!(plan.refused.is_some());
    assert_eq!((plan.columns.len(), plan.head.from), (4, 0));
    assert_eq!(plan.counts().take, 0);
}
