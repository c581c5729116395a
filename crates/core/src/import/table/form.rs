//! The figures of the form (主要指标) from a table: the same plan, with the form's fields in the place of metrics.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::domain::date::Date;
use crate::dossier::{Dossier, Metric, Place, put_text};
use crate::pack::{Criteria, Metrics, Scheme};
use crate::views::{FormValue, form_view};

use super::grid::Grid;
use super::plan::{Choices, Field, Plan, Setting, plan};
use super::rows::To;
use super::value::Action;

/// Where the figures of the form are written, by field and year.
type Places = BTreeMap<(String, i32), Place>;

/// Plans where a table goes in the form of an application on the day `on`. Rows go to fields by their names
/// ([`To::Metric`] with the field's id); what the form does not ask for is left out.
pub fn form_plan(
    grid: &Grid,
    dossier: &Dossier,
    scheme: &Scheme,
    criteria: &Criteria,
    on: Date,
    choices: &Choices,
) -> Plan {
    let (fields, places) = fields(dossier, scheme, on);
    let setting = Setting {
        dossier: &fields,
        criteria,
        library: &Metrics {
            metrics: Vec::new(),
        },
        section: "",
        last: on.year() - 1,
    };
    let mut plan = plan(grid, &setting, None, choices);
    for (row, cells) in plan.rows.iter_mut().zip(&mut plan.cells) {
        if row.to == To::Unsure(Vec::new()) {
            (row.to, row.reason) = (To::Nowhere, "申报表没有这一栏".into());
        }
        for cell in cells {
            let known = match (&row.to, cell.field, cell.year) {
                (To::Metric(id), Some(Field::Actual), Some(year)) => {
                    places.contains_key(&(id.clone(), year))
                }
                (To::Unsure(_), Some(Field::Actual), _) => true,
                _ => false,
            };
            if !known && cell.field.is_some() && cell.action != Action::Blank {
                cell.action = Action::Ignore;
                cell.value = None;
                cell.options.clear();
                cell.reason = match (row.to == To::Nowhere, cell.field) {
                    (true, _) => row.reason.clone(),
                    (_, Some(Field::Actual)) => "申报表不填这一年".into(),
                    _ => "申报表只填实际值".into(),
                };
            }
        }
    }
    plan
}

/// Writes what a plan of [`form_plan`] takes.
pub fn apply_to_form(plan: &Plan, dossier: &mut Dossier, scheme: &Scheme, on: Date) {
    let (_, places) = fields(dossier, scheme, on);
    for (row, cells) in plan.rows.iter().zip(&plan.cells) {
        let To::Metric(id) = &row.to else {
            continue;
        };
        for cell in cells.iter().filter(|cell| cell.action == Action::Take) {
            if let (Some(year), Some(value)) = (cell.year, &cell.value)
                && let Some(place) = places.get(&(id.clone(), year))
            {
                place.write(dossier, value.clone());
            }
        }
    }
}

/// The fields by year of the form as metrics of a dossier of their own, and where they are written.
fn fields(dossier: &Dossier, scheme: &Scheme, on: Date) -> (Dossier, Places) {
    let mut fields = Dossier::default();
    let mut places = Places::new();
    for entry in form_view(dossier, scheme, on).entries() {
        let FormValue::Years(years) = &entry.value else {
            continue;
        };
        let field = entry.field;
        let mut metric = Metric::new(&field.id);
        put_text(&mut metric.fields, "name", field.label.clone());
        put_text(&mut metric.fields, "unit", field.unit.clone());
        for figure in years {
            metric.set_year(
                &figure.year.to_string(),
                "value",
                figure.written.raw.to_owned(),
            );
            places.insert(
                (field.id.clone(), figure.year),
                figure.written.place.clone(),
            );
        }
        fields.metrics.push(Rc::new(metric));
    }
    (fields, places)
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::super::text::tabs;
    use super::*;
    use crate::dossier::Kind;
    use crate::testing::{d, packs};

    #[test]
    fn figures_of_the_form_come_from_a_table() {
        let packs = packs();
        let mut dossier = Dossier::new("d".into(), Kind::Application, "s", "c");
        let on = d("2026-05-20");
        let text = "单位：元\n项目\t2022年\t2023年\t2024年\t2025年\t2025年目标\n\
            主营业务收入\t1\t180000000\t186000000\t201000000\t9\n利润总额（万元）\t\t-3\t950\t1010\t\n质量损失率\t\t1.3%\t1.17%\t0.95%\t\n\
            示例没有这一栏\t\t1\t2\t3\t\n";
        let grid = tabs(text).unwrap();
        let plan = form_plan(
            &grid,
            &dossier,
            &packs.scheme,
            &packs.criteria,
            on,
            &Choices::default(),
        );
        assert_eq!(plan.refused, None);
        assert_eq!(plan.counts().take, 9);
        assert_eq!(plan.cells[2][1].reason, "申报表不填这一年");
        assert!(
            plan.left_out()
                .iter()
                .any(|line| line.contains("申报表没有这一栏"))
        );
        apply_to_form(&plan, &mut dossier, &packs.scheme, on);
        assert_eq!(dossier.form.figure("ff-fig-main-revenue", "2024"), "18600");
        assert_eq!(dossier.form.figure("ff-fig-quality-loss", "2025"), "0.95");
        assert_eq!(dossier.walk.profits.get("2023").unwrap(), "-3");
        let again = form_plan(
            &grid,
            &dossier,
            &packs.scheme,
            &packs.criteria,
            on,
            &Choices::default(),
        );
        assert_eq!((again.counts().take, again.counts().changed), (9, 0));
    }
}
