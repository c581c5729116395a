//! 当届通知: what the round's notice says, copied by the person or opened as a file.

use std::rc::Rc;

use quality_award_core::dossier::{Dossier, Place, ROUND_KEY, RoundField, ValueKind, round_fields};
use quality_award_core::import::round;
use quality_award_core::views::{HandIn, LengthLimit};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use crate::browser::{files, menus};
use crate::components::{ChoiceOption, Field, FieldKind, FileButton, Fold, Select, Tag, Tone};
use crate::packs;
use crate::pages::PageProps;
use crate::state::{Action, Dispatch, Message};

/// Id of the panel.
pub const ID: &str = "round";

/// The panel.
pub fn panel(hand_in: &HandIn<'_>, dossier: &Rc<Dossier>, props: &PageProps) -> Html {
    let written = round_fields().filter_map(|field| {
        let text = shown(&field, dossier);
        (!text.is_empty()).then(|| {
            html! { <div key={field.key}><dt>{ field.label }</dt><dd>{ text }</dd></div> }
        })
    });
    let written: Vec<Html> = written.collect();
    let save = {
        let (library, dossier) = (props.library.clone(), dossier.clone());
        move |_: MouseEvent| {
            let bytes = round::write(&dossier);
            library.hand_out(&dossier, "当届通知", ".json", "application/json", &bytes);
        }
    };
    let take = {
        let (dossier, dispatch) = (dossier.clone(), props.dispatch.clone());
        Callback::from(move |files: Vec<File>| {
            for file in files {
                take(file, dossier.clone(), dispatch.clone());
            }
        })
    };
    let any = !written.is_empty();
    html! {
        <section class="panel" aria-labelledby={ID}>
            <h2 id={ID} tabindex="-1">{ "当届通知" }</h2>
            <p class="small quiet">
                { "由您从申报通知抄来；办法没有规定这些，以通知为准。超出或缺少只提醒，不拦着您打印。" }
            </p>
            if any {
                <dl class="facts">{ for written }</dl>
            }
            { limit("组织概述", hand_in.profile_limit) }
            { limit("自我评价报告", hand_in.report_limit) }
            <Fold summary={if any { "改通知内容" } else { "填通知内容" }} open={!any && !menus::is_phone()}>
                { for round_fields().map(|field| input(&field, dossier, &props.dispatch)) }
            </Fold>
            <div class="row">
                <FileButton text="打开通知文件" accept=".json,application/json" slim=true {take} />
                if any {
                    <button class="btn plain slim" type="button" onclick={save}>{ "存为文件" }</button>
                }
            </div>
        </section>
    }
}

fn place(field: &RoundField) -> Place {
    Place::HandIn(format!("{ROUND_KEY}{}", field.key).into())
}

fn limit(of: &str, limit: Option<LengthLimit>) -> Html {
    let Some(LengthLimit { most, now }) = limit else {
        return Html::default();
    };
    let (text, tone) = match now > most {
        true => ("超了", Tone::Warn),
        false => ("没超", Tone::Ok),
    };
    html! {
        <p class="small"><Tag {text} {tone} />{ format!(" {of}现在 {now} 字，上限 {most} 字。图表里的字没有算进去。") }</p>
    }
}

/// What is chosen of a field, in words.
fn options(field: &RoundField) -> Vec<ChoiceOption> {
    let words = |code: &str| match code {
        "applicant" => "由本单位送".to_owned(),
        "town" => format!("由{}送", packs::scheme().about.recommender.value),
        "yes" => "要".to_owned(),
        "no" => "不要".to_owned(),
        other => other.to_owned(),
    };
    let codes = field.codes.iter();
    codes
        .map(|code| ChoiceOption::new(code, &words(code)))
        .collect()
}

fn shown(field: &RoundField, dossier: &Dossier) -> String {
    let place = place(field);
    let raw = place.read(dossier);
    let options = options(field);
    let chosen = options.iter().find(|option| option.value == raw);
    let unit = match field.key {
        "originals" | "copies" => " 份",
        "profile_limit" | "report_limit" => " 字",
        "town_days" => " 个工作日",
        _ => "",
    };
    match chosen {
        Some(option) => option.label.to_string(),
        None if raw.is_empty() => String::new(),
        None => format!("{raw}{unit}"),
    }
}

fn input(field: &RoundField, dossier: &Dossier, dispatch: &Dispatch) -> Html {
    let place = place(field);
    let value = AttrValue::from(place.read(dossier).to_owned());
    let dispatch = dispatch.clone();
    let hint = match field.key {
        "opening" | "closing" => "写作 2027-05-20 或者 2027年5月20日。",
        "round" => "例如：三。",
        "media" => "例如：U 盘 1 个，Word 和 PDF。",
        "binding" => "例如：A4 双面，胶装成一册。",
        "town_days" => "没有规定的先问；空着按 1 个算。",
        _ => "",
    };
    match field.typed {
        Some(typed) => {
            let kind = match typed {
                ValueKind::Text => FieldKind::Line,
                typed => FieldKind::of(typed),
            };
            html! { <Field key={field.key} {place} label={field.label} {kind} {hint} {value} {dispatch} /> }
        }
        None => {
            let options = options(field);
            html! { <Select key={field.key} {place} label={field.label} {options} {value} {dispatch} /> }
        }
    }
}

/// Takes what a file says; what the dossier has under other names stays.
fn take(file: File, dossier: Rc<Dossier>, dispatch: Dispatch) {
    spawn_local(async move {
        let name = file.name();
        let read = match files::read(&file).await {
            Ok(bytes) => round::read(&bytes, &dossier.scheme),
            Err(why) => Err(why),
        };
        let message = match read {
            Err(why) => Message::bad(format!("没有打开“{name}”：{why}。填写的内容没有变化。")),
            Ok(brought) => {
                let count = brought.fields.len();
                for (place, text) in brought.fields {
                    dispatch.dispatch(Action::Set(place, text));
                }
                let unknown = brought.unknown.iter();
                Message {
                    lines: unknown
                        .map(|name| format!("没有录入“{name}”：本工具没有这一栏，请看通知原文。"))
                        .collect(),
                    ..Message::done(format!("已按“{name}”填好 {count} 栏，请和通知核对。"))
                }
            }
        };
        dispatch.dispatch(Action::Message(Some(message)));
    });
}
