//! 自我评价, one item a page: what to write and what was written, and the percent one gives it.

mod judge;
mod prove;
mod results;

use std::rc::Rc;

use quality_award_core::domain::score::{FullPoints, Percent};
use quality_award_core::domain::words;
use quality_award_core::dossier::{Dossier, EntriesAt, Item as Written, Place};
use quality_award_core::pack::{Heading, Industry, Item, ItemField, ItemKind, SubHeading};
use quality_award_core::views::{Caption, Captions, Numbered, progress};
use yew::prelude::*;

use self::judge::Judge;
pub use self::results::MetricsPage;
use self::results::{Charts, ChartsProps, Results, Tally, TallyProps};
use super::PartPageProps;
use crate::browser::menus::is_phone;
use crate::components::{
    Bar, ChoiceOption, Contents, Field, FieldKind, Fold, InsertMarker, Jump, Lint, Names, Nothing,
    PicturesAt, Prompts, RegisterTable, Select, paste_into, pictures_words, register, registers_at,
    use_captions, use_findings, use_names,
};
use crate::library::Library;
use crate::packs::{self, ByAddress};
use crate::route::Route;
use crate::state::Dispatch;

/// The page of an item.
#[component]
pub fn ItemPage(props: &PartPageProps) -> Html {
    let criteria = packs::criteria();
    let open = props.page.open.as_ref();
    let names = use_names(open);
    let captions = use_captions(open);
    let route = Route::Item(props.id.to_string());
    let here = use_findings(props.page.findings.as_ref(), open, &route);
    let Some(open) = open else {
        return html! { <Nothing title="自我评价" about="没有打开的档案，请先到任务清单新建或者打开一份。" /> };
    };
    let Some(item) = criteria.item(&props.id) else {
        return html! { <Nothing title="没有这个条目" about="地址可能抄错了，请从任务清单进入自我评价。" /> };
    };
    let dossier = &open.dossier;
    let percents = progress::percents(dossier, criteria);
    let percent = progress::percent(dossier, item);
    let written = dossier.item(&item.id).map(|item| &**item);
    let asks = asks(dossier);
    let dispatch = &props.page.dispatch;
    let work = Work {
        item,
        written,
        dossier,
        names: &names,
        captions: &captions,
        library: &props.page.library,
        dispatch,
    };
    let result = item.kind == ItemKind::Result;
    let charts = ChartsProps::of(item, dossier, &captions);
    let data = result.then(|| ("data".into(), "指标数据".into()));
    let trend = (!charts.charts.is_empty()).then(|| ("trend".into(), "趋势图".into()));
    let mut jump: Vec<(AttrValue, AttrValue)> = data.into_iter().chain(trend).collect();
    jump.extend([
        ("write".into(), "正文".into()),
        ("prove".into(), "依据".into()),
        ("judge".into(), "判断".into()),
        ("improve".into(), "优势和改进".into()),
        ("eye".into(), "评审员视角".into()),
    ]);
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <div class={classes!("bench", (!result).then_some("three"))}>
                <ItemList current={item.id.as_str()} percents={percents.clone()} />
                <div>
                    <h1>
                        <span class="over">{ over(item) }</span>
                        { format!("{} {}", item.id, item.title) }
                    </h1>
                    <Jump to={jump} />
                    <dl class="meter">
                        <div><dt>{ "当前评分" }</dt><dd>{ score(item, percent) }</dd></div>
                        if result { <Tally ..TallyProps::of(item, dossier) /> }
                        <div>
                            <dt>{ "正文" }</dt>
                            <dd>{ format!("{} 字", progress::item_length(dossier, item)) }</dd>
                        </div>
                        <div class="of-all">
                            <dt>{ format!("全部 {} 条", criteria.items.len()) }</dt>
                            <dd>{ words::tally(progress::total(criteria, &percents)) }</dd>
                        </div>
                    </dl>
                    if result {
                        <Results key={item.id.as_str()} item={ByAddress(item)} dossier={open.dossier.clone()}
                            names={names.clone()} today={props.page.today} dispatch={dispatch.clone()} />
                        <Charts ..charts />
                    }
                    <section class="panel" aria-labelledby="write">
                        <h2 id="write" tabindex="-1">{ "正文" }</h2>
                        <Guidance key={item.id.as_str()} item={ByAddress(item)} industry={industry(dossier)} />
                        { work.texts(&asks) }
                    </section>
                    <section class="panel" aria-labelledby="prove">
                        <h2 id="prove" tabindex="-1">{ "依据" }</h2>
                        { prove::references(&work, &asks) }
                        { registers_at(&item.id, dossier, &names, dispatch) }
                        <Fold key={format!("back-{}", item.id)} summary="与概述、结果的对应">
                            { prove::comes_back(item, dossier) }
                        </Fold>
                    </section>
                    <Judge item={ByAddress(item)} {percent} last={Place::ItemField(item.id.as_str().into(), "last_percent".into()).read(dossier).to_owned()}
                        reason={work.text(|item| &item.reason)}
                        factors={written.map(|item| item.factors.clone()).unwrap_or_default()}
                        by_factor={asks(ItemField::FactorPick)} dispatch={dispatch.clone()} />
                    <section class="panel" aria-labelledby="improve">
                        <h2 id="improve" tabindex="-1">{ "优势和改进" }</h2>
                        { work.improvements(&asks) }
                        { work.progress() }
                    </section>
                    { steps(item, Route::Item) }
                </div>
                <Lint {route} {here} dispatch={dispatch.clone()} />
            </div>
        </>
    }
}

/// Whether a field of an item is asked at the dossier's depth.
fn asks(dossier: &Dossier) -> impl Fn(ItemField) -> bool + use<> {
    let depth = progress::depth(dossier, packs::criteria());
    let fields = depth.map_or(&[][..], |depth| &depth.item_fields);
    move |field| fields.contains(&field)
}

/// The organisation's own kind among the industries, by what the form says.
fn industry(dossier: &Dossier) -> Option<&'static str> {
    let own = dossier.form.field(&packs::scheme().roles.category);
    let industries = packs::criteria().industries.iter();
    let mut known =
        industries.filter(|industry| !own.is_empty() && own.starts_with(&industry.label));
    known.next().map(|industry| industry.id.as_str())
}

/// The item on the page and what its fields need.
struct Work<'a> {
    item: &'static Item,
    written: Option<&'a Written>,
    dossier: &'a Rc<Dossier>,
    names: &'a Rc<Names>,
    captions: &'a Rc<Captions>,
    library: &'a Rc<Library>,
    dispatch: &'a Dispatch,
}

impl Work<'_> {
    fn id(&self) -> Rc<str> {
        self.item.id.as_str().into()
    }

    fn text(&self, of: impl Fn(&Written) -> &Rc<str>) -> AttrValue {
        let text = self.written.map(|item| AttrValue::from(of(item).clone()));
        text.unwrap_or_default()
    }

    fn field_text(&self, key: &str) -> AttrValue {
        let text = self.written.and_then(|item| item.fields.get(key));
        text.map_or(AttrValue::Static(""), |text| text.clone().into())
    }

    /// A field of the item that is asked, or filled in at another depth.
    fn field(
        &self,
        key: &str,
        asked: bool,
        label: &'static str,
        hint: &'static str,
        kind: FieldKind,
    ) -> Html {
        let value = self.field_text(key);
        if !asked && value.is_empty() {
            return Html::default();
        }
        html! {
            <Field key={key.to_owned()} place={Place::ItemField(self.id(), key.into())} {label} {hint} {value} {kind}
                dispatch={self.dispatch.clone()} />
        }
    }

    /// One line and the texts by sub-heading.
    fn texts(&self, asks: &impl Fn(ItemField) -> bool) -> Html {
        let texts = self.item.sections.iter().map(|section| {
            let value = self.written.and_then(|item| item.sections.get(&section.id));
            let value = value.map_or(AttrValue::Static(""), |text| text.clone().into());
            let asked = asks(ItemField::SectionText) || !value.is_empty();
            if !asked {
                return Html::default();
            }
            self.section(section, value)
        });
        html! {
            <>
                { self.field("one_line", asks(ItemField::OneLine), "一句做法", "一句话写明谁、多久一次、怎么做。", FieldKind::Line) }
                { self.field("improvement_date", asks(ItemField::ImprovementDate), "最近一次改进的年月", "例如 2026-05。", FieldKind::Month) }
                { for texts }
                { self.not_applicable() }
            </>
        }
    }

    fn section(&self, section: &'static SubHeading, value: AttrValue) -> Html {
        let own = match section.heading {
            Heading::Edition => "",
            Heading::Own => "这个小标题是本工具为了分组加的，标准里没有。",
        };
        let place = Place::Section(self.id(), section.id.as_str().into());
        let tables = self.captions.at(&section.id);
        let tables = tables.filter(|caption| caption.of == Numbered::Table);
        let tables: Vec<String> = tables.map(Caption::label).collect();
        let mut here = self.captions.at(&section.id);
        let has_pictures = here.any(|caption| caption.of == Numbered::Picture);
        html! {
            <div key={section.id.as_str()} class="part" role="group" aria-label={section.title.as_str()}>
                <h3>{ section.title.as_str() }</h3>
                <Prompts prompts={ByAddress(&section.prompts)} open={value.is_empty()} />
                <div onpaste={paste_into(self.library, &section.id)}>
                    <Field place={place.clone()} label={section.title.as_str()} bare=true {value} hint={own}
                        kind={FieldKind::Long(8)} counted=true dispatch={self.dispatch.clone()} />
                </div>
                <InsertMarker {place} at={section.id.as_str()} dossier={self.dossier.clone()}
                    captions={self.captions.clone()} dispatch={self.dispatch.clone()} />
                <Fold summary={pictures_words(self.dossier, &section.id)} open={has_pictures}>
                    <PicturesAt at={section.id.as_str()} dossier={self.dossier.clone()} captions={self.captions.clone()}
                        library={self.library.clone()} dispatch={self.dispatch.clone()} />
                </Fold>
                <Fold summary={tables_words(&tables)} open={!tables.is_empty()}>
                    { register("tables", Some(&section.id), self.dossier, self.names, self.dispatch) }
                </Fold>
            </div>
        }
    }

    /// Why the item or a sub-heading does not apply.
    fn not_applicable(&self) -> Html {
        let key = |section: &SubHeading| format!("na.{}", section.id);
        let sections = self.item.sections.iter();
        let any = !self.field_text("na").is_empty()
            || sections
                .clone()
                .any(|section| !self.field_text(&key(section)).is_empty());
        let fields = sections.map(|section| {
            let label = AttrValue::from(format!("“{}”不适用，因为", section.title));
            html! {
                <Field key={section.id.as_str()} place={Place::ItemField(self.id(), key(section).into())} {label}
                    value={self.field_text(&key(section))} dispatch={self.dispatch.clone()} />
            }
        });
        html! {
            <Fold key={format!("na-{}", self.item.id)} summary="有不适用的内容" open={any}>
                <p>{ "确实不适用的写明理由，不要留空。" }</p>
                { self.field("na", true, "整个条目不适用，因为", "", FieldKind::Line) }
                { for fields }
            </Fold>
        }
    }

    /// What was improved, what is good, what is to be improved.
    fn improvements(&self, asks: &impl Fn(ItemField) -> bool) -> Html {
        let lists = [
            ("improvements_made", asks(ItemField::ImprovementsMade)),
            ("strengths", asks(ItemField::Strengths)),
            ("opportunities", asks(ItemField::Improvements)),
        ];
        let lists = lists.into_iter().filter_map(|(id, asked)| {
            let entries = self.written.and_then(|item| item.lists.get(id)).cloned();
            let entries = entries.unwrap_or_default();
            if !asked && entries.is_empty() {
                return None;
            }
            let register = packs::criteria().register(id)?;
            Some(html! {
                <RegisterTable key={id} at={EntriesAt::Item(self.id(), id.into())} register={ByAddress(register)} {entries}
                    names={self.names.clone()} dispatch={self.dispatch.clone()} />
            })
        });
        html! { <>{ for lists }</> }
    }

    /// Who writes it and how far it is.
    fn progress(&self) -> Html {
        let options = [("draft", "编写中"), ("review", "待审"), ("done", "定稿")];
        let options = options.map(|(value, label)| ChoiceOption::new(value, label));
        html! {
            <div class="row fields">
                { self.field("owner", true, "编写人", "", FieldKind::Line) }
                <Select place={Place::ItemField(self.id(), "status".into())} label="编写状态"
                    value={self.field_text("status")} options={options.to_vec()} dispatch={self.dispatch.clone()} />
            </div>
        }
    }
}

/// How many tables stand at a sub-heading, and how a text refers to them.
fn tables_words(tables: &[String]) -> String {
    match tables {
        [] => "表格（0）".to_owned(),
        tables => format!("表格（{}）：依次是{}", tables.len(), tables.join("、")),
    }
}

fn over(item: &Item) -> String {
    let category = packs::criteria().category(&item.category);
    let title = category.map_or("", |category| &category.title);
    let kind = match item.kind {
        ItemKind::Process => "过程类条目",
        ItemKind::Result => "结果类条目",
    };
    format!("{} {title}，{kind}，{} 分", item.category, item.points)
}

/// `45 %，18 / 40 分`, or 不计.
pub(super) fn score(item: &Item, percent: Option<Percent>) -> String {
    match (percent, FullPoints::new(item.points)) {
        (Some(percent), Some(full)) => {
            format!(
                "{} %，{} / {} 分",
                percent.get(),
                full.score(percent),
                full.get()
            )
        }
        _ => "不计（还没有评）".to_owned(),
    }
}

#[derive(Properties, PartialEq)]
struct ItemListProps {
    current: AttrValue,
    percents: Vec<Option<Percent>>,
}

/// All items with their percents, and the scores of the categories.
#[component]
fn ItemList(props: &ItemListProps) -> Html {
    let criteria = packs::criteria();
    let percents = &props.percents;
    let categories = criteria.categories.iter().map(|category| {
        let tally = progress::category(criteria, percents, category);
        let items = criteria.items.iter().zip(percents);
        let items = items.filter(|(item, _)| item.category == category.id);
        let links = items.map(|(item, percent)| {
            let here = props.current == item.id.as_str();
            html! {
                <li key={item.id.as_str()}>
                    <a href={Route::Item(item.id.clone()).to_string()}
                        aria-current={here.then_some("page")}>
                        { format!("{} {} ", item.id, item.title) }
                        <span>
                            { match percent {
                                Some(percent) => format!("{} %", percent.get()),
                                None => "未评".to_owned(),
                            } }
                        </span>
                    </a>
                </li>
            }
        });
        let score = match tally.shown() {
            Some(score) => format!("{score} / {}", tally.scored_full),
            None => "未评".to_owned(),
        };
        let hundredths = (tally.score.quarters() * 2500).checked_div(tally.scored_full);
        html! {
            <div key={category.id.as_str()}>
                <h3>{ format!("{} {} ", category.id, category.title) }<span>{ score }</span></h3>
                <Bar hundredths={hundredths.unwrap_or(0)} />
                <ol>{ for links }</ol>
            </div>
        }
    });
    let scored = percents.iter().flatten().count();
    html! {
        <Contents summary={format!("条目目录：{scored} / {} 已评", percents.len())}
            label={format!("{} 个条目", percents.len())} current={props.current.clone()}>
            { for categories }
        </Contents>
    }
}

#[derive(Properties, PartialEq)]
struct GuidanceProps {
    item: ByAddress<Item>,
    /// The organisation's own kind, if it is known: then only its example is shown.
    industry: Option<&'static str>,
}

/// What the item is about, in our own words.
#[component]
fn Guidance(props: &GuidanceProps) -> Html {
    let item = props.item.0;
    let list = |lines: &'static [String]| {
        html! { <ul>{ for lines.iter().map(|line| html! { <li>{ line.as_str() }</li> }) }</ul> }
    };
    let industries = packs::criteria().industries.iter();
    let own = |industry: &&Industry| props.industry.is_none_or(|own| own == industry.id);
    let (own, others): (Vec<_>, Vec<_>) = industries.partition(own);
    let examples = |industries: Vec<&'static Industry>| {
        let examples = industries.into_iter().filter_map(|industry| {
            let example = item.examples.get(&industry.id)?;
            Some(html! { <div><dt>{ industry.label.as_str() }</dt><dd>{ example.as_str() }</dd></div> })
        });
        html! { <dl class="says">{ for examples }</dl> }
    };
    html! {
        <Fold summary="本条要点" open={!is_phone()}>
            <p>{ item.purpose.as_str() }</p>
            <h3>{ "举例" }</h3>
            { examples(own) }
            if !others.is_empty() {
                <details>
                    <summary>{ "其他类别单位的例子" }</summary>
                    { examples(others) }
                </details>
            }
            <h3>{ "常见的弱点" }</h3>
            { list(&item.weak_signs) }
            <h3>{ "可以准备的证据" }</h3>
            { list(&item.evidence) }
            <p class="small quiet">{ "以上是本工具的通俗说法，不是标准原文。" }</p>
        </Fold>
    }
}

/// On to the next item, back to the one before, on pages that are about one item each.
pub(super) fn steps(item: &Item, page: fn(String) -> Route) -> Html {
    let items = &packs::criteria().items;
    let at = items.iter().position(|other| other.id == item.id);
    let link = |at: Option<usize>, class: &'static str, accesskey: &'static str, what: &str| {
        let item = at.and_then(|at| items.get(at));
        item.map(|item| {
            let href = page(item.id.clone()).to_string();
            html! { <a {class} {href} {accesskey}>{ format!("{what}：{} {}", item.id, item.title) }</a> }
        })
    };
    html! {
        <nav class="row" aria-label="前后条目">
            { for link(at.map(|at| at + 1), "btn", "n", "下一条") }
            { for link(at.and_then(|at| at.checked_sub(1)), "btn plain", "p", "上一条") }
        </nav>
    }
}
