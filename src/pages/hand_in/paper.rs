//! One paper of the round: what it asks, and how it looks on paper.

use std::rc::Rc;

use quality_award_core::dossier::{Kind, Place};
use quality_award_core::export::html::article;
use quality_award_core::export::papers::{self, Filled, PaperView, Source};
use quality_award_core::pack::AskKind;
use quality_award_core::views;
use yew::prelude::*;

use super::NONE_OPEN;
use crate::browser::paper;
use crate::components::{ChoiceOption, Field, FieldKind, Nothing, Select, link};
use crate::packs;
use crate::pages::PartPageProps;
use crate::pages::package::{Book, SaveWord};
use crate::route::{Back, Route};
use crate::state::Dispatch;

/// The page of a paper.
#[component]
pub fn PaperPage(props: &PartPageProps) -> Html {
    let open = props.page.open.as_ref();
    let Some(open) = open.filter(|open| open.dossier.kind == Kind::Application) else {
        return html! { <Nothing title="申报文书" about={NONE_OPEN} /> };
    };
    let scheme = packs::scheme();
    let mut papers = papers::of_round(scheme);
    let Some(template) = papers.find(|template| *template.id == *props.id) else {
        return html! { <Nothing title="没有这份文书" about="地址可能抄错了，请从“递交”进入。" /> };
    };
    let dossier = &open.dossier;
    let assessed = views::assess(dossier, scheme, packs::calendar(), props.page.today);
    let view = PaperView::new(template, dossier, scheme, &assessed.assessment);
    let document = Rc::new(view.document(&template.title));
    let html = AttrValue::from(article(&document));
    let asked = view.filled.iter();
    let asked = asked.filter_map(|filled| match &filled.from {
        Source::Asked(place) => Some(input(
            filled,
            place,
            place.read(dossier),
            &props.page.dispatch,
        )),
        _ => None,
    });
    let asked: Vec<Html> = asked.collect();
    let elsewhere = view.missing().filter_map(|filled| {
        let route = match &filled.from {
            Source::Form(_) => Route::Form,
            Source::Walk(question) => Route::Question(question.clone(), Back::Next),
            Source::Known | Source::Asked(_) | Source::Hand => return None,
        };
        Some(html! { <li>{ filled.placeholder.label.as_str() }{ "：" }{ link(&route, "去填写") }</li> })
    });
    let elsewhere: Vec<Html> = elsewhere.collect();
    html! {
        <>
            <div class="no-print">
                <a class="crumb" href={Route::HandIn.to_string()}>{ "返回递交" }</a>
                <h1>{ template.title.as_str() }</h1>
                if let Some(note) = &template.note {
                    <p class="read">{ note }</p>
                }
                if !asked.is_empty() {
                    <section class="panel" aria-labelledby="asked">
                        <h2 id="asked">{ "还要写的" }</h2>
                        <p class="small quiet">{ "几份文书都用到的，填一次就都有；空着的印成横线，打印后手写。" }</p>
                        { for asked }
                    </section>
                }
                if !elsewhere.is_empty() {
                    <section class="panel" aria-labelledby="elsewhere">
                        <h2 id="elsewhere">{ "档案里还没有的" }</h2>
                        <ul>{ for elsewhere }</ul>
                    </section>
                }
                <section class="panel" aria-label="打印和导出">
                    <div class="row">
                        <button class="btn" type="button" onclick={|_: MouseEvent| paper::print()}>
                            { "打印或存为 PDF" }
                        </button>
                        <SaveWord library={props.page.library.clone()} dossier={dossier.clone()} about={template.title.clone()}
                            document={document.clone()} dispatch={props.page.dispatch.clone()} />
                    </div>
                </section>
            </div>
            <Book title={document.title.clone()} note={document.note.clone()} {html} />
        </>
    }
}

fn input(filled: &Filled<'_>, place: &Place, raw: &str, dispatch: &Dispatch) -> Html {
    let asked = filled.placeholder;
    let value = AttrValue::from(raw.to_owned());
    let (place, dispatch) = (place.clone(), dispatch.clone());
    let label = asked.label.clone();
    let kind = match asked.kind {
        AskKind::Choice => {
            let options = asked.options.iter();
            let options: Vec<_> = options.map(|it| ChoiceOption::new(it, it)).collect();
            return html! { <Select key={asked.key.clone()} {place} {label} {options} {value} {dispatch} /> };
        }
        AskKind::Date => FieldKind::Date,
        _ if asked.lines > 0 => FieldKind::Long(u32::from(asked.lines)),
        _ => FieldKind::Line,
    };
    html! { <Field key={asked.key.clone()} {place} {label} {kind} {value} {dispatch} /> }
}
