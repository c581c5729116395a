//! All packages in one table: sorted, narrowed, one to read, two to compare.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::rc::Rc;

use quality_award_core::domain::input::decimal;
use quality_award_core::domain::verdict::Overall;
use quality_award_core::dossier::Fingerprint;
use quality_award_core::export::received::Received;
use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

use super::{Row, View};
use crate::components::{Pick, Tag, Tone};
use crate::packs;

/// What the rows can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Name,
    Category,
    Overall,
    Open,
    Findings,
    Blanks,
    Missing,
    Points,
    Cover,
}

const COLUMNS: [(By, &str); 9] = [
    (By::Name, "单位"),
    (By::Category, "类别"),
    (By::Overall, "资格"),
    (By::Open, "待确认"),
    (By::Findings, "要处理"),
    (By::Blanks, "必填未填"),
    (By::Missing, "缺材料"),
    (By::Points, "自评得分"),
    (By::Cover, "封面指纹"),
];

/// Properties of [`Table`].
#[derive(Properties, PartialEq)]
pub(super) struct TableProps {
    pub rows: Rc<Vec<Row>>,
    pub show: Callback<View>,
}

/// What narrows the rows.
#[derive(Clone, Debug, Default, PartialEq)]
struct Filter {
    name: String,
    overall: String,
    cover: String,
}

#[component]
pub(super) fn Table(props: &TableProps) -> Html {
    let rows = &props.rows;
    // In the order they came until a person chooses another.
    let order = use_state_eq(|| None::<(By, bool)>);
    let filter = use_state_eq(Filter::default);
    let chosen = use_state_eq(Vec::<usize>::new);
    let twins = twins(rows);
    let mut shown: Vec<usize> = (0..rows.len())
        .filter(|at| filter.lets(&rows[*at]))
        .collect();
    if let Some((by, down)) = *order {
        shown.sort_by(|one, other| {
            match (&rows[*one].package, &rows[*other].package) {
                (Ok(one_of), Ok(other_of)) => {
                    let order = compare(&one_of.received, &other_of.received, by);
                    if down { order.reverse() } else { order }
                }
                // What could not be opened stands last.
                (one, other) => one.is_err().cmp(&other.is_err()),
            }
        });
    }
    let heads = COLUMNS.map(|(by, title)| {
        let current = order.filter(|(of, _)| *of == by);
        let sorted = match current {
            None => "none",
            Some((_, false)) => "ascending",
            Some((_, true)) => "descending",
        };
        let onclick = {
            let order = order.setter();
            let next = current.is_some_and(|(_, down)| !down);
            move |_: MouseEvent| order.set(Some((by, next)))
        };
        html! {
            <th scope="col" aria-sort={sorted}>
                <button type="button" {onclick}>
                    { title }
                    <span aria-hidden="true">{ match sorted { "ascending" => "▲", "descending" => "▼", _ => "" } }</span>
                </button>
            </th>
        }
    });
    let body = shown.iter().map(|at| {
        let row = &rows[*at];
        let twin = twins.get(at).map(|twin| rows[*twin].file.as_str());
        let choose = {
            let (setter, at) = (chosen.setter(), *at);
            let chosen = (*chosen).clone();
            move |event: Event| {
                let on = event.target_unchecked_into::<HtmlInputElement>().checked();
                let mut chosen = chosen.clone();
                chosen.retain(|other| *other != at);
                if on {
                    chosen.push(at);
                }
                setter.set(chosen);
            }
        };
        let open = {
            let (show, at) = (props.show.clone(), *at);
            move |_: MouseEvent| show.emit(View::One(at))
        };
        html! { <tr key={*at}>{ cells(row, twin, chosen.contains(at), choose, open) }</tr> }
    });
    let pair = match chosen.as_slice() {
        [one, other] => Some((*one, *other)),
        _ => None,
    };
    let compare = {
        let show = props.show.clone();
        move |_: MouseEvent| {
            if let Some((one, other)) = pair {
                show.emit(View::Two(one, other));
            }
        }
    };
    html! {
        <section class="panel flow" aria-labelledby="all">
            <h2 id="all">{ "全部材料" }</h2>
            <p class="small" role="status">{ tally(rows, shown.len()) }</p>
            { narrow(&filter) }
            <div class="scroll" tabindex="0" role="group" aria-label="收到的材料">
                <table class="cards batch">
                    <caption class="hide">{ "收到的材料" }</caption>
                    <thead><tr><th scope="col" class="box"><span class="hide">{ "选中" }</span></th>{ for heads }</tr></thead>
                    <tbody>{ for body }</tbody>
                </table>
            </div>
            <p class="hint">
                { "自评得分是各单位自己评的，不是评审组的得分。资格由这台电脑按办法重新判定，不取文件里写的结论。" }
            </p>
            <p class="row">
                <button class="btn" type="button" aria-disabled={pair.is_none().to_string()} onclick={compare}>
                    { "比较选中的两份" }
                </button>
                <span class="small quiet">
                    { match pair { Some(_) => String::new(), None => format!("已选 {} 份，要选两份", chosen.len()) } }
                </span>
            </p>
        </section>
    }
}

fn cells(
    row: &Row,
    twin: Option<&str>,
    chosen: bool,
    choose: impl Fn(Event) + 'static,
    open: impl Fn(MouseEvent) + 'static,
) -> Html {
    let package = match &row.package {
        Ok(package) => package,
        Err(why) => {
            return html! {
                <>
                    <td class="box" />
                    <th scope="row">{ &row.file }</th>
                    <td colspan="8" data-of="没有打开"><Tag text="没有打开" tone={Tone::Bad} />{ format!(" {why}。") }</td>
                </>
            };
        }
    };
    let of = &package.received;
    let count = |count: usize| match count {
        0 => html! { { "0" } },
        count => html! { <b>{ count }</b> },
    };
    let (overall, tone) = overall(of);
    let cover = match of.cover {
        Fingerprint::Same => Tone::Ok,
        Fingerprint::Differs => Tone::Bad,
        Fingerprint::Absent => Tone::Warn,
    };
    let [errors, warnings, _] = of.findings;
    html! {
        <>
            <td class="box">
                <input type="checkbox" checked={chosen} aria-label={format!("选中 {}", row.name())} onchange={choose} />
            </td>
            <th scope="row">
                <button class="link" type="button" onclick={open}>{ row.name().to_owned() }</button>
                <span class="small quiet">{ format!("{}，{}", of.kind_words(), row.file) }</span>
                if let Some(twin) = twin {
                    <Tag text={format!("和“{twin}”完全一样")} tone={Tone::Warn} />
                }
            </th>
            <td data-of="类别">{ &of.category }</td>
            <td data-of="资格"><Tag text={overall.to_owned()} {tone} /></td>
            <td class="num" data-of="待确认">{ count(of.open) }</td>
            <td class="num" data-of="要处理">{ count(errors) }<span class="small quiet">{ format!("，建议 {warnings}") }</span></td>
            <td class="num" data-of="必填未填">{ count(of.unfilled) }</td>
            <td class="num" data-of="缺材料">{ count(of.missing) }</td>
            <td class="num" data-of="自评得分">
                if of.points.is_empty() { { "没有评" } } else { { &of.points }<span class="small quiet">{ format!("，评了 {} 条", of.scored) }</span> }
            </td>
            <td data-of="封面指纹"><Tag text={of.cover_words()} tone={cover} /></td>
        </>
    }
}

fn overall(of: &Received) -> (&'static str, Tone) {
    let tone = match of.overall {
        Some(Overall::Eligible) => Tone::Ok,
        Some(Overall::NotEligible) => Tone::Bad,
        Some(Overall::Undetermined) => Tone::Warn,
        None => Tone::Plain,
    };
    (of.overall_words(packs::scheme()), tone)
}

/// The rows that hold what an earlier one holds.
fn twins(rows: &[Row]) -> BTreeMap<usize, usize> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let mut twins = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        if let Ok(package) = &row.package {
            match first.get(package.received.fingerprint.as_str()) {
                Some(other) => {
                    twins.insert(at, *other);
                }
                None => {
                    first.insert(&package.received.fingerprint, at);
                }
            }
        }
    }
    twins
}

fn tally(rows: &[Row], shown: usize) -> String {
    let count = |overall: Option<Overall>| {
        let packages = rows.iter().filter_map(|row| row.package.as_ref().ok());
        packages
            .filter(|package| package.received.overall == overall)
            .count()
    };
    let broken = rows.iter().filter(|row| row.package.is_err()).count();
    let parts = [
        (count(Some(Overall::Eligible)), "符合"),
        (count(Some(Overall::NotEligible)), "有不符合的"),
        (count(Some(Overall::Undetermined)), "待确认"),
        (count(None), "年度自评"),
        (broken, "没有打开"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{what} {count} 份"))
        .collect();
    let seen = match shown == rows.len() {
        true => String::new(),
        false => format!("，现在列出 {shown} 份"),
    };
    format!("共 {} 份：{}{seen}。", rows.len(), parts.join("，"))
}

fn compare(one: &Received, other: &Received, by: By) -> Ordering {
    let points = |of: &Received| decimal(&of.points).given().copied();
    let worst = |of: &Received| match of.overall {
        Some(Overall::NotEligible) => 0,
        Some(Overall::Undetermined) => 1,
        Some(Overall::Eligible) => 2,
        None => 3,
    };
    let cover = |of: &Received| match of.cover {
        Fingerprint::Differs => 0,
        Fingerprint::Absent => 1,
        Fingerprint::Same => 2,
    };
    match by {
        By::Name => one.organisation.cmp(&other.organisation),
        By::Category => one.category.cmp(&other.category),
        By::Overall => worst(one).cmp(&worst(other)),
        By::Open => one.open.cmp(&other.open),
        By::Findings => one.findings.cmp(&other.findings),
        By::Blanks => one.unfilled.cmp(&other.unfilled),
        By::Missing => one.missing.cmp(&other.missing),
        By::Points => points(one).cmp(&points(other)),
        By::Cover => cover(one).cmp(&cover(other)),
    }
}

impl Filter {
    fn lets(&self, row: &Row) -> bool {
        let named = self.name.trim();
        let name = named.is_empty() || row.name().contains(named) || row.file.contains(named);
        let of = row.package.as_ref().ok().map(|package| &package.received);
        let overall = self.overall.is_empty()
            || of.is_some_and(|of| of.overall_words(packs::scheme()) == self.overall);
        let cover = self.cover.is_empty() || of.is_some_and(|of| of.cover_words() == self.cover);
        name && overall && cover
    }
}

fn narrow(filter: &UseStateHandle<Filter>) -> Html {
    let oninput = {
        let filter = filter.clone();
        move |event: InputEvent| {
            let name = event.target_unchecked_into::<HtmlInputElement>().value();
            filter.set(Filter {
                name,
                ..(*filter).clone()
            });
        }
    };
    let scheme = packs::scheme();
    let words = [
        Overall::Eligible,
        Overall::NotEligible,
        Overall::Undetermined,
    ]
    .map(|overall| {
        let words = scheme.labels.of(overall.code()).unwrap_or_default();
        (words.to_owned(), words.to_owned())
    });
    let all = || (String::new(), "全部".to_owned());
    let overall = [all()].into_iter().chain(words).collect::<Vec<_>>();
    let covers = ["一致", "不一致", "文件里没有"].map(|word| (word.to_owned(), word.to_owned()));
    let covers = [all()].into_iter().chain(covers).collect::<Vec<_>>();
    let set_overall = {
        let filter = filter.clone();
        Callback::from(move |overall| {
            filter.set(Filter {
                overall,
                ..(*filter).clone()
            });
        })
    };
    let set_cover = {
        let filter = filter.clone();
        Callback::from(move |cover| {
            filter.set(Filter {
                cover,
                ..(*filter).clone()
            });
        })
    };
    html! {
        <div class="fields short">
            <div class="field">
                <label for="by-name">{ "单位或文件名" }</label>
                <input id="by-name" type="search" value={filter.name.clone()} {oninput} />
            </div>
            <Pick id="by-overall" label="资格" value={filter.overall.clone()} options={overall} set={set_overall} />
            <Pick id="by-cover" label="封面指纹" value={filter.cover.clone()} options={covers} set={set_cover} />
        </div>
    }
}
