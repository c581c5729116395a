//! 得分总览: the score by category and item, what the next band would bring, and what the total would be if.

use std::collections::BTreeMap;

use quality_award_core::domain::score::{FullPoints, Percent, Tally};
use quality_award_core::dossier::Dossier;
use quality_award_core::pack::{Category, Item, chinese};
use quality_award_core::views::progress;
use quality_award_core::views::what_if::{Gain, gains, what_if};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::browser::paper;
use crate::components::{Bar, Nothing, Tag, Tone};
use crate::packs;
use crate::pages::PageProps;
use crate::route::Route;

/// How many gains are shown.
const MOST_GAINS: usize = 6;

/// The page.
#[component]
pub fn ScoresPage(props: &PageProps) -> Html {
    let Some(open) = &props.open else {
        return html! { <Nothing title="得分总览" about="没有打开的档案，请先到任务清单新建或者打开一份。" /> };
    };
    let criteria = packs::criteria();
    let dossier = &*open.dossier;
    let percents = progress::percents(dossier, criteria);
    let name = match dossier.organisation() {
        "" => "未命名档案",
        name => name,
    };
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <div class="row">
                <h1>
                    <span class="over">{ format!("{name}，{}", criteria.edition.name) }</span>{ "得分总览" }
                </h1>
                <button class="btn plain far no-print" type="button" onclick={|_: MouseEvent| paper::print()}>
                    { "打印这一页" }
                </button>
            </div>
            { total(&percents) }
            { categories(&percents) }
            <WhatIf percents={percents.clone()} missing={missing(dossier)} />
            { items(&percents) }
        </>
    }
}

fn total(percents: &[Option<Percent>]) -> Html {
    let criteria = packs::criteria();
    let tally = progress::total(criteria, percents);
    let all = tally.scored + tally.unscored;
    html! {
        <section class="panel" aria-labelledby="total">
            <h2 id="total">
                { match tally.unscored {
                    0 => format!("总分 {} / {} 分", tally.score, tally.full),
                    _ => format!("还没有评完，暂无 {} 分的总分", tally.full),
                } }
            </h2>
            <dl class="when">
                <div>
                    <dt>{ "已评条目得分" }</dt>
                    <dd class="big">
                        { tally.score.to_string() }<span>{ format!("这些条目共 {} 分", tally.scored_full) }</span>
                    </dd>
                </div>
                <div><dt>{ "已评条目" }</dt><dd>{ format!("{} / {all}", tally.scored) }</dd></div>
                <div>
                    <dt>{ "未评条目" }</dt>
                    <dd>
                        { format!("{} 条，{} 分", tally.unscored, tally.full - tally.scored_full) }
                        <span>{ "不按 0 分计入" }</span>
                    </dd>
                </div>
            </dl>
            <p class="small quiet">
                { "得分 = 分值 × 百分比，直接相加，不四舍五入。标准没有给总分划等级，本工具也不划。自评得分供内部改进用，不是评审组的得分。" }
            </p>
        </section>
    }
}

/// The share of the scored points in hundredths of a percent.
fn hundredths(tally: &Tally) -> u32 {
    let share = (tally.score.quarters() * 2500).checked_div(tally.scored_full);
    share.unwrap_or(0)
}

fn categories(percents: &[Option<Percent>]) -> Html {
    let criteria = packs::criteria();
    let tallies: Vec<(&Category, Tally)> = criteria
        .categories
        .iter()
        .map(|category| (category, progress::category(criteria, percents, category)))
        .collect();
    let bars = tallies.iter().map(|(category, tally)| {
        let name = format!("{} {}", category.id, category.title);
        let star = if tally.unscored > 0 { "*" } else { "" };
        let score = match tally.shown() {
            None => "未评".to_owned(),
            Some(score) => format!(
                "{score} / {} 分{star}（{} %）",
                tally.scored_full,
                // To the nearest percent.
                (hundredths(tally) + 49) / 100
            ),
        };
        html! {
            <li key={category.id.as_str()}>
                <b>{ name }</b><Bar hundredths={hundredths(tally)} /><span>{ score }</span>
            </li>
        }
    });
    let scored = || tallies.iter().filter(|(_, tally)| tally.scored > 0);
    let name = |(category, _): &(&Category, Tally)| format!("{} {}", category.id, category.title);
    // The first of equals.
    let highest = scored()
        .rev()
        .max_by_key(|(_, tally)| hundredths(tally))
        .map(name);
    let lowest = scored()
        .min_by_key(|(_, tally)| hundredths(tally))
        .map(name);
    html! {
        <section class="panel" aria-labelledby="categories">
            <h2 id="categories">{ format!("{}个类目", u8::try_from(criteria.categories.len()).map_or_else(|_| String::new(), chinese)) }</h2>
            <figure>
                <ul class="bars">{ for bars }</ul>
                <figcaption>
                    { "横条的长度是已评条目的得分占比。" }
                    if let (Some(highest), Some(lowest)) = (highest, lowest) {
                        if highest != lowest {
                            { format!("最高是 {highest}，最低是 {lowest}。") }
                        }
                    }
                    { "带 * 的类目还有未评条目。" }
                </figcaption>
            </figure>
        </section>
    }
}

/// What each item says it lacks: its first opportunity for improvement.
fn missing(dossier: &Dossier) -> BTreeMap<String, AttrValue> {
    let items = dossier.items.iter();
    let texts = items.filter_map(|item| {
        let text = item.list("opportunities").first()?.get("text");
        Some((item.id.clone(), AttrValue::from(text.to_owned())))
    });
    texts.collect()
}

#[derive(Properties, PartialEq)]
struct WhatIfProps {
    percents: Vec<Option<Percent>>,
    missing: BTreeMap<String, AttrValue>,
}

/// The largest gains, and the total under suppositions that are kept nowhere.
#[component]
fn WhatIf(props: &WhatIfProps) -> Html {
    let suppose = use_state(BTreeMap::<String, Percent>::new);
    let criteria = packs::criteria();
    let all = gains(criteria, &props.percents);
    let shown = &all[..all.len().min(MOST_GAINS)];
    if shown.is_empty() {
        return Html::default();
    }
    let rows = shown.iter().map(|gain| {
        let select = supposition(gain, &suppose);
        let missing = props.missing.get(&gain.item.id).cloned();
        html! {
            <tr key={gain.item.id.as_str()}>
                <th scope="row">{ item_link(gain.item) }</th>
                <td class="num" data-of="当前评分">{ format!("{} %", gain.now.get()) }</td>
                <td class="num" data-of="下一档起点">{ format!("{} %", gain.next.get()) }</td>
                <td class="num" data-of="可增加">{ format!("{} 分", gain.points) }</td>
                <td data-of="还缺什么">{ missing.unwrap_or(AttrValue::Static("还没有写改进机会")) }</td>
                <td data-of="假设评到">{ select }</td>
            </tr>
        }
    });
    let now = progress::total(criteria, &props.percents);
    let then = what_if(criteria, &props.percents, &suppose);
    let more = then.score.less(now.score);
    let reset = {
        let suppose = suppose.setter();
        move |_: MouseEvent| suppose.set(BTreeMap::new())
    };
    html! {
        <section class="panel flow" aria-labelledby="gains">
            <h2 id="gains">{ format!("先改哪里：可增加分数最多的 {} 条", shown.len()) }</h2>
            <p>{ "按“提高到下一档起点能增加多少分”排序。分数只能来自新的事实和数据，这里只排出先后。" }</p>
            <table class="cards">
                <caption class="hide">{ "可增加分数最多的条目" }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ "条目" }</th>
                        <th scope="col" class="num">{ "当前评分" }</th>
                        <th scope="col" class="num">{ "下一档起点" }</th>
                        <th scope="col" class="num">{ "可增加" }</th>
                        <th scope="col">{ "还缺什么" }</th>
                        <th scope="col">{ "假设评到" }</th>
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
            <div class="row">
                <p role="status">
                    <strong>
                        { match more {
                            Some(more) if more.quarters() > 0 => {
                                format!("按上面的假设：{} + {more} = {} 分", now.score, then.score)
                            }
                            _ => "还没有假设评分，可在右边一列选择。".to_owned(),
                        } }
                    </strong>
                </p>
                <Tag text="假设，不会保存" tone={Tone::Now} />
                <button class="btn plain slim no-print" type="button" onclick={reset}>{ "恢复实际评分" }</button>
            </div>
        </section>
    }
}

fn supposition(gain: &Gain<'_>, suppose: &UseStateHandle<BTreeMap<String, Percent>>) -> Html {
    let chosen = suppose.get(&gain.item.id).copied().unwrap_or(gain.now);
    let onchange = {
        let (suppose, id, now) = (suppose.clone(), gain.item.id.clone(), gain.now);
        move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            let percent = value.parse().ok().and_then(Percent::new).unwrap_or(now);
            let mut changed = (*suppose).clone();
            if percent == now {
                changed.remove(&id);
            } else {
                changed.insert(id.clone(), percent);
            }
            suppose.set(changed);
        }
    };
    let options = Percent::all().filter(|percent| *percent >= gain.now);
    let options = options.map(|percent| {
        html! {
            <option key={percent.get()} value={percent.get().to_string()} selected={percent == chosen}>
                { format!("{} %", percent.get()) }
            </option>
        }
    });
    html! {
        <select aria-label={format!("{} 假设评到", gain.item.id)} {onchange}>{ for options }</select>
    }
}

fn item_link(item: &Item) -> Html {
    html! {
        <a class="lone" href={Route::Item(item.id.clone()).to_string()}>{ format!("{} {}", item.id, item.title) }</a>
    }
}

fn items(percents: &[Option<Percent>]) -> Html {
    let criteria = packs::criteria();
    let all = progress::total(criteria, percents);
    let bodies = criteria.categories.iter().map(|category| {
        let tally = progress::category(criteria, percents, category);
        let items = criteria.items.iter().zip(percents);
        let items = items.filter(|(item, _)| item.category == category.id);
        let rows = items.map(|(item, percent)| item_row(item, *percent));
        html! {
            <tbody key={category.id.as_str()}>
                <tr class="sum">
                    <th scope="rowgroup">{ format!("{} {}", category.id, category.title) }</th>
                    <td class="num">{ category.points }</td>
                    <td class="num"></td>
                    <td class="num">
                        { match tally.shown() {
                            Some(score) => score.to_string(),
                            None => "不计".to_owned(),
                        } }
                        if tally.unscored > 0 {
                            <span class="small">{ format!("，未评 {} 分未计", tally.full - tally.scored_full) }</span>
                        }
                    </td>
                    <td><Bar hundredths={hundredths(&tally)} /></td>
                </tr>
                { for rows }
            </tbody>
        }
    });
    html! {
        <section class="panel flow" aria-labelledby="all">
            <h2 id="all">{ format!("{} 个条目", criteria.items.len()) }</h2>
            <table class="tight">
                <caption class="hide">{ "各条目的分值、评分和得分" }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ "条目" }</th>
                        <th scope="col" class="num">{ "分值" }</th>
                        <th scope="col" class="num">{ "评分" }</th>
                        <th scope="col" class="num">{ "得分" }</th>
                        <th scope="col">{ "占比" }</th>
                    </tr>
                </thead>
                { for bodies }
                <tfoot>
                    <tr>
                        <th scope="row">
                            { match all.unscored {
                                0 => "合计".to_owned(),
                                unscored => format!("合计（未评 {unscored} 条不计）"),
                            } }
                        </th>
                        <td class="num">{ all.full }</td>
                        <td class="num"></td>
                        <td class="num">{ format!("{} / {}", all.score, all.scored_full) }</td>
                        <td></td>
                    </tr>
                </tfoot>
            </table>
        </section>
    }
}

fn item_row(item: &Item, percent: Option<Percent>) -> Html {
    let score = percent.and_then(|percent| Some(FullPoints::new(item.points)?.score(percent)));
    html! {
        <tr key={item.id.as_str()}>
            <th scope="row">{ item_link(item) }</th>
            <td class="num">{ item.points }</td>
            <td class="num">
                { match percent {
                    Some(percent) => format!("{} %", percent.get()),
                    None => "未评".to_owned(),
                } }
            </td>
            <td class="num">
                { match score {
                    Some(score) => score.to_string(),
                    None => "不计".to_owned(),
                } }
            </td>
            <td><Bar hundredths={percent.map_or(0, |percent| u32::from(percent.get()) * 100)} /></td>
        </tr>
    }
}
