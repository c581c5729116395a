//! 倒排时间表: the last day for each step, counted back from the closing day, on the page and as a calendar file.

use std::rc::Rc;

use quality_award_core::domain::date::Date;
use quality_award_core::dossier::Dossier;
use quality_award_core::export::ics::{CalendarDay, calendar};
use quality_award_core::pack::ValueKey;
use quality_award_core::views::{HandIn, Milestone, Stage};
use yew::prelude::*;

use crate::components::{Tag, Tone};
use crate::library::Library;
use crate::packs;

/// The timetable; nothing without a closing day.
pub fn timetable(
    hand_in: &HandIn<'_>,
    dossier: &Rc<Dossier>,
    today: Date,
    library: &Rc<Library>,
) -> Html {
    if hand_in.milestones.is_empty() {
        return Html::default();
    }
    let days = hand_in.milestones.iter();
    let now = days.clone().take_while(|it| it.date < today).count();
    let mut lines: Vec<Html> = days.map(|it| line(it, today)).collect();
    lines.insert(
        now,
        html! {
            <li key="today" class="today">
                { day(today) }
                <div><b>{ "今天" }</b></div>
                <Tag text="现在" tone={Tone::Open} />
            </li>
        },
    );
    let provisional = hand_in.milestones.iter().any(|it| it.provisional);
    let save = {
        let (library, dossier) = (library.clone(), dossier.clone());
        let file = file(hand_in, &dossier, today);
        move |_: MouseEvent| {
            library.hand_out(
                &dossier,
                "递交日程",
                ".ics",
                "text/calendar",
                file.as_bytes(),
            );
        }
    };
    html! {
        <section class="panel" aria-labelledby="back">
            <h2 id="back">{ "倒排时间表" }</h2>
            <ol class="back">{ for lines }</ol>
            <p class="small quiet">
                { "工作日按国务院办公厅的放假安排计算。" }
                if provisional {
                    { "其中有放假安排还没有公布的日子（12 月最后一周也要看下一年的安排），先按星期推算，公布后可能变。" }
                }
                { "改受理截止日期，全表跟着变。" }
            </p>
            <div class="row">
                <button class="btn plain slim" type="button" onclick={save}>{ "存为日历文件（.ics）" }</button>
            </div>
        </section>
    }
}

fn day(date: Date) -> Html {
    const WEEKDAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
    let weekday = WEEKDAYS.get(usize::from(date.weekday().saturating_sub(1)));
    html! {
        <span>
            <time>{ date.to_string() }</time><br />
            <span class="small quiet">{ format!("星期{}", weekday.unwrap_or(&"")) }</span>
        </span>
    }
}

fn line(milestone: &Milestone, today: Date) -> Html {
    let (title, about) = words(milestone);
    let left = today.days_until(milestone.date);
    let (class, tag) = match milestone.stage {
        Stage::HandOver => (Some("end"), Some(("截止".to_owned(), Tone::Plain))),
        _ if left < 0 => (Some("late"), Some(("已过".to_owned(), Tone::Plain))),
        _ => (
            None,
            (left > 0).then(|| (format!("{left} 天后"), Tone::Plain)),
        ),
    };
    html! {
        <li key={id(milestone.stage)} {class}>
            { day(milestone.date) }
            <div><b>{ title }</b><p>{ about }</p></div>
            if let Some((text, tone)) = tag {
                <Tag {text} {tone} />
            }
        </li>
    }
}

/// What a stage is called, and what to mind.
fn words(milestone: &Milestone) -> (String, String) {
    let scheme = packs::scheme();
    let min = scheme.about.number(ValueKey::InternalNoticeWorkingDays);
    let town = &scheme.about.recommender.value;
    let own = if milestone.own {
        "资格自查里填的日期。"
    } else {
        ""
    };
    let (title, about) = match milestone.stage {
        Stage::Final => (
            "材料定稿，法定代表人审定".to_owned(),
            "公示以后不宜再改。".to_owned(),
        ),
        Stage::NoticeStart => (
            "内部公示开始".to_owned(),
            match milestone.own {
                true => String::new(),
                false => format!("按比规定的 {min} 个工作日多留 1 个排。"),
            },
        ),
        Stage::NoticeEnd => ("内部公示期满".to_owned(), String::new()),
        Stage::Result => (
            "写公示结果说明，签承诺书".to_owned(),
            "有异议的先处理完。".to_owned(),
        ),
        Stage::Town => (
            format!("送{town}，取得推荐意见"),
            "需要几天没有规定，请先问；可以在“当届通知”里改。".to_owned(),
        ),
        Stage::Bind => (
            "打印、装订，核对指纹".to_owned(),
            "份数和装订按通知。".to_owned(),
        ),
        Stage::HandOver => (
            format!("报送{}", scheme.about.secretariat.value),
            "索取签收，记下日期。".to_owned(),
        ),
    };
    (title, format!("{own}{about}"))
}

fn id(stage: Stage) -> &'static str {
    match stage {
        Stage::Final => "final",
        Stage::NoticeStart => "notice-start",
        Stage::NoticeEnd => "notice-end",
        Stage::Result => "result",
        Stage::Town => "town",
        Stage::Bind => "bind",
        Stage::HandOver => "hand-over",
    }
}

fn file(hand_in: &HandIn<'_>, dossier: &Dossier, today: Date) -> String {
    let days = hand_in.milestones.iter().map(|milestone| {
        let (title, about) = words(milestone);
        CalendarDay {
            id: id(milestone.stage).to_owned(),
            date: milestone.date,
            title,
            about: match milestone.provisional {
                true => format!("{about}暂定：要经过放假安排还没有公布的日子。"),
                false => about,
            },
        }
    });
    let name = format!("{}申报日程", packs::front().award);
    calendar(&days.collect::<Vec<_>>(), &name, &dossier.id, today)
}
