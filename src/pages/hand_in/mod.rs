//! 递交: whether there is time for the round, what is still to be done and by which day, what the round's notice asks, the
//! papers beside the package.

mod checklist;
mod notice;
mod paper;
mod timetable;

use quality_award_core::domain::date::Date;
use quality_award_core::dossier::{Dossier, Kind};
use quality_award_core::export::papers::{self, PaperView};
use quality_award_core::views::{self, Assessed, HandIn, InTime, Stage};
use yew::prelude::*;

pub use self::paper::PaperPage;
use super::PageProps;
use crate::components::{Nothing, Tag, Tone, over};
use crate::packs;
use crate::route::Route;

/// What is said where no application is open.
const NONE_OPEN: &str = "没有打开申报的档案，请先到任务清单新建或者打开一份。";

/// The page.
#[component]
pub fn HandInPage(props: &PageProps) -> Html {
    let open = props.open.as_ref();
    let Some(open) = open.filter(|open| open.dossier.kind == Kind::Application) else {
        return html! { <Nothing title="递交" about={NONE_OPEN} /> };
    };
    let (dossier, today) = (&open.dossier, props.today);
    let (assessed, hand_in) = stands(dossier, today);
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <h1><span class="over">{ over(dossier, &assessed.assessment) }</span>{ "递交" }</h1>
            <div class="cols">
                <div>
                    { verdict(&hand_in, today) }
                    { checklist::checklist(&hand_in, dossier, &props.dispatch) }
                </div>
                <div class="side">
                    { notice::panel(&hand_in, dossier, props) }
                </div>
            </div>
            { timetable::timetable(&hand_in, dossier, today, &props.library) }
            { papers_panel(dossier, &assessed) }
            <section class="panel" aria-labelledby="out">
                <h2 id="out">{ "打印和导出" }</h2>
                <p>{ "整套申报材料、单独的申报表、概述和报告、材料目录，都可以打印或者存为 Word；指标和数据可以存为表格。" }</p>
                <p><a class="lone" href={Route::Print.to_string()}>{ "到打印预览选要打印的部分" }</a></p>
            </section>
        </>
    }
}

/// How it stands with handing in.
fn stands(dossier: &Dossier, today: Date) -> (Assessed, HandIn<'static>) {
    let (scheme, calendar) = (packs::scheme(), packs::calendar());
    let assessed = views::assess(dossier, scheme, calendar, today);
    let hand_in = HandIn::new(
        dossier,
        scheme,
        packs::criteria(),
        calendar,
        &assessed,
        today,
    );
    (assessed, hand_in)
}

fn verdict(hand_in: &HandIn<'_>, today: Date) -> Html {
    let (tone, heading, about) = in_time(hand_in.in_time, today);
    let done = hand_in.done();
    let start = hand_in.milestone(Stage::NoticeStart);
    html! {
        <section class={classes!("panel", "verdict", tone)} aria-labelledby="time">
            <h2 id="time">{ heading }</h2>
            <dl class="when">
                if let Some(closing) = hand_in.closing {
                    <div><dt>{ "受理截止" }</dt><dd class="big"><time>{ closing.to_string() }</time></dd></div>
                }
                if let Some(start) = start {
                    <div>
                        <dt>{ if start.own { "内部公示开始" } else { "宜在这天开始公示" } }</dt>
                        <dd>
                            <time>{ start.date.to_string() }</time>
                            if start.provisional {
                                <span>{ "暂定：要经过放假安排还没有公布的日子" }</span>
                            }
                        </dd>
                    </div>
                }
                <div><dt>{ "递交清单" }</dt><dd>{ format!("{} / {} 项已做", done.done, done.total) }</dd></div>
            </dl>
            <p>{ about }</p>
            if hand_in.outside {
                <p>
                    <Tag text="请核对" tone={Tone::Warn} />
                    { " 资格自查里填的申报日期不在受理期限内，请核对两个日期。" }
                </p>
            }
        </section>
    }
}

/// Tone, heading and what to do.
fn in_time(in_time: InTime, today: Date) -> (Option<&'static str>, String, String) {
    match in_time {
        InTime::Unknown => (
            None,
            "来不来得及，要先知道受理截止日期".to_owned(),
            "请在“当届通知”里填受理截止日期，各步最晚的日期就会倒排出来。办法没有规定日期，以申报通知为准。".to_owned(),
        ),
        InTime::Over => (
            Some("bad"),
            "当届受理已经截止".to_owned(),
            "材料可以留着，下一届在通知发布后改受理日期，再接着准备。".to_owned(),
        ),
        InTime::NotBefore(day) => (
            Some("bad"),
            format!("本届来不及：{day} 起才可以申报"),
            "原因见资格结论。填的内容都会留着。".to_owned(),
        ),
        InTime::Barred => (
            Some("bad"),
            "目前不符合申报条件，等待也不会改变".to_owned(),
            "原因见资格结论；回答有误的，先改回答。".to_owned(),
        ),
        InTime::TooLate { latest, ready } => (
            Some("bad"),
            "按工作日推算，本届来不及".to_owned(),
            format!(
                "最晚要在 {latest} 开始内部公示；从现在起一步接一步，{ready} 才能报送。推荐单位需要的天数是推算的，可以在“当届通知”里改；也可以问秘书处。"
            ),
        ),
        InTime::Enough { days } => (
            Some("ok"),
            match days {
                0 => format!("今天（{today}）就是受理截止日"),
                days => format!("来得及，离受理截止还有 {days} 天"),
            },
            "下面的日期是各步最晚的日子，按工作日从截止日往前排。".to_owned(),
        ),
    }
}

/// The papers beside the package, with what each still lacks.
fn papers_panel(dossier: &Dossier, assessed: &Assessed) -> Html {
    let scheme = packs::scheme();
    let rows = papers::of_round(scheme).map(|template| {
        let view = PaperView::new(template, dossier, scheme, &assessed.assessment);
        let (text, tone) = match view.missing().count() {
            0 => ("已填好".to_owned(), Tone::Ok),
            count => (format!("空 {count} 处"), Tone::Plain),
        };
        html! {
            <li key={template.id.as_str()}>
                <a href={Route::Paper(template.id.clone()).to_string()}>{ template.title.as_str() }</a>
                <Tag {text} {tone} />
                if let Some(note) = &template.note {
                    <p>{ note }</p>
                }
            </li>
        }
    });
    html! {
        <section class="panel" aria-labelledby="papers">
            <h2 id="papers">{ "申报文书" }</h2>
            <p class="small quiet">
                { "文字是本工具拟的，档案里有的内容已经填进去；空着的印成横线，打印后手写。单独打印或者存为 Word。" }
            </p>
            <ul class="tasks">{ for rows }</ul>
        </section>
    }
}
