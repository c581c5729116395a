//! A table of the report: it is text where it stands, and may be what metrics or a register are taken from.

use quality_award_core::import::report::{Block, Report, To};
use quality_award_core::pack::{ItemKind, RegisterOf};
use yew::prelude::*;

use crate::components::Pick;
use crate::packs;
use crate::state::Dispatch;
use crate::tables::{self, From, Target};

/// Registers that no table of a report is a list of: what the app keeps for itself.
const OWN: [&str; 3] = ["tables", "pictures", "waivers"];

/// Properties of [`ReportTable`].
#[derive(Properties, PartialEq)]
pub struct ReportTableProps {
    /// Its cells, row by row.
    pub rows: Vec<Vec<String>>,
    /// What the report is called.
    pub name: AttrValue,
    /// Where it goes as text.
    pub to: Option<To>,
    /// Begins the ids of its fields.
    pub id: AttrValue,
    /// Takes the table to its own page.
    pub dispatch: Dispatch,
}

/// The cells of a block that is a table.
pub fn cells(report: &Report, block: &Block) -> Vec<Vec<String>> {
    let rows = block.lines.iter().map(|at| report.lines[*at].text());
    rows.map(|row| row.split('\t').map(|cell| cell.trim().to_owned()).collect())
        .collect()
}

/// The table, and where else it can go.
#[component]
pub fn ReportTable(props: &ReportTableProps) -> Html {
    let target = use_state_eq(String::new);
    let columns = props.rows.iter().map(Vec::len).max().unwrap_or(0);
    let title = format!("表格：{} 行，{columns} 列", props.rows.len());
    let registers = packs::criteria().registers.iter().filter(|register| {
        register.of == RegisterOf::Dossier && !OWN.contains(&register.id.as_str())
    });
    let register = |id: &str, title: &str| (id.to_owned(), format!("登记“{title}”"));
    let mut options = vec![(String::new(), Target::Metrics(None).title())];
    options.extend(registers.map(|of| register(&of.id, &of.title)));
    let button = format!("{}-take", props.id);
    let onclick = {
        let (rows, dispatch, name) = (
            props.rows.clone(),
            props.dispatch.clone(),
            props.name.clone(),
        );
        let from = From {
            target: (*target).clone(),
            section: section(props.to.as_ref()),
            start: None,
            field: button.clone(),
            grid: button.clone(),
        };
        move |_: MouseEvent| tables::of_report(&name, rows.clone(), from.clone(), &dispatch)
    };
    let set = {
        let target = target.setter();
        Callback::from(move |chosen: String| target.set(chosen))
    };
    html! {
        <>
            <p><strong>{ title.clone() }</strong></p>
            <p class="said-line">{ "按原来的行和列录入正文。里面有指标或者清单的，还可以另外录入到：" }</p>
            <details class="fold small">
                <summary>{ "看表格" }</summary>
                <div class="scroll" role="region" tabindex="0" aria-label={title.clone()}>
                    <table>
                        { for props.rows.iter().map(|row| html! {
                            <tr>{ for row.iter().map(|cell| html! { <td>{ cell.clone() }</td> }) }</tr>
                        }) }
                    </table>
                </div>
            </details>
            <div class="line-act">
                <Pick label={format!("{title}，还录入到")} value={(*target).clone()} {options} {set} />
                <button class="btn plain slim" type="button" id={button} {onclick}>
                    { "作为表格录入" }<span class="hide">{ format!("，{title}") }</span>
                </button>
            </div>
        </>
    }
}

/// The sub-heading of results that the table stands under: new metrics go there.
fn section(to: Option<&To>) -> Option<String> {
    let Some(To::Section(item, section)) = to else {
        return None;
    };
    let item = packs::criteria().item(item)?;
    (item.kind == ItemKind::Result).then(|| section.clone())
}
