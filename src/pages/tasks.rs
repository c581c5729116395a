//! Where the open dossier stands: verdict, tasks, dates, backup, score.

use std::rc::Rc;

use quality_award_core::domain::date::Date;
use quality_award_core::domain::verdict::{Assessment, Family, NoticeReason, Overall, State};
use quality_award_core::dossier::{Dossier, Form, Kind, Place, new_year};
use quality_award_core::export::finding_text::{self, finding_text};
use quality_award_core::pack::{Part, ValueKey, cite};
use quality_award_core::views::progress::{self, Count};
use quality_award_core::views::{
    self, AfterAward, Assessed, HandIn, InTime, Status, StepGroup, Steps, form_view,
};
use yew::prelude::*;

use super::PageProps;
use crate::browser::clock;
use crate::components::{BackupPanel, Choice, ChoiceOption, Import, Reminder, Tag, Tone, over};
use crate::library::Library;
use crate::packs;
use crate::route::{Back, Route};
use crate::state::{Action, Dispatch};

/// The open dossier on the start page.
#[component]
pub fn Tasks(props: &PageProps) -> Html {
    let Some(open) = &props.open else {
        return Html::default();
    };
    let dossier = &*open.dossier;
    let assessed = views::assess(dossier, packs::scheme(), packs::calendar(), props.today);
    let steps = Steps::of(packs::scheme());
    let walk = !matches!(dossier.kind, Kind::Annual);
    let score = !matches!(dossier.kind, Kind::Precheck);
    let hand_in = (dossier.kind == Kind::Application).then(|| {
        let (scheme, criteria) = (packs::scheme(), packs::criteria());
        HandIn::new(
            dossier,
            scheme,
            criteria,
            packs::calendar(),
            &assessed,
            props.today,
        )
    });
    let after = (dossier.kind == Kind::Annual)
        .then(|| AfterAward::new(dossier, packs::scheme(), props.today));
    html! {
        <>
            <h1><span class="over">{ over(dossier, &assessed.assessment) }</span>{ name(dossier) }</h1>
            if dossier.organisation().is_empty() {
                <p><a class="lone" href={Route::Dossiers.to_string()}>{ "填写组织名称" }</a></p>
            }
            <Reminder open={open.clone()} library={props.library.clone()} />
            <div class="cols">
                <div>
                    if walk {
                        { verdict(&assessed, props.today) }
                        <h2>{ "一、能不能申报" }</h2>
                        { walk_tasks(&steps, dossier, &assessed.assessment) }
                    }
                    { writing(dossier, assessed.assessment.on, after.as_ref(), &props.dispatch) }
                    { handing_over(dossier, &assessed.assessment, hand_in.as_ref()) }
                    if dossier.kind != Kind::Precheck {
                        <NextYear dossier={open.dossier.clone()} library={props.library.clone()} />
                    }
                    if dossier.kind == Kind::Precheck {
                        <Upgrade dispatch={props.dispatch.clone()} />
                    }
                </div>
                <div class="side">
                    if walk {
                        { dates(&assessed, props.today) }
                    }
                    if let Some(hand_in) = &hand_in {
                        { next(hand_in) }
                    }
                    if let Some(after) = &after {
                        { overdue(after) }
                    }
                    <BackupPanel open={open.clone()} library={props.library.clone()}>
                        <Import library={props.library.clone()} />
                    </BackupPanel>
                    if score {
                        { scores(dossier) }
                    }
                </div>
            </div>
        </>
    }
}

fn name(dossier: &Dossier) -> &str {
    match dossier.organisation() {
        "" => "未命名档案",
        name => name,
    }
}

fn verdict(assessed: &Assessed, today: Date) -> Html {
    let assessment = &assessed.assessment;
    let tone = match assessment.overall {
        Overall::Eligible => Some("ok"),
        Overall::NotEligible => Some("bad"),
        Overall::Undetermined => None,
    };
    let all = || finding_text::findings(assessment);
    let unmet: Vec<_> = all()
        .filter(|finding| finding.state == State::Fail)
        .collect();
    let open: Vec<_> = all()
        .filter(|finding| finding.state == State::Unknown)
        .collect();
    let overall = finding_text::overall(assessment.overall, packs::scheme());
    let reasons = unmet.iter().take(3).map(|finding| {
        let text = finding_text(finding, packs::scheme(), assessment.on);
        html! { <li>{ format!("{}：{}", text.cite, text.title) }</li> }
    });
    let more = unmet.len().saturating_sub(3);
    html! {
        <section class={classes!("panel", "verdict", tone)} aria-labelledby="v">
            <h2 id="v">{ format!("目前结论：{overall}") }</h2>
            if !unmet.is_empty() {
                <ol>{ for reasons }</ol>
            }
            if more > 0 {
                <p class="small">{ format!("另有 {more} 项不符合。") }</p>
            }
            <dl class="when">
                if let Some(earliest) = assessment.earliest {
                    <div>
                        <dt>{ if assessment.not_before_only { "最早可申报日期（不早于）" } else { "最早可申报日期" } }</dt>
                        <dd class="big"><time>{ earliest.to_string() }</time></dd>
                    </div>
                    if earliest > today {
                        <div><dt>{ "还差" }</dt><dd>{ format!("{} 天", today.days_until(earliest)) }</dd></div>
                    }
                }
                <div>
                    <dt>{ "待确认" }</dt>
                    <dd>
                        { format!("{} 项", open.len()) }
                        if (1..=4).contains(&open.len()) {
                            <span>
                                { open.iter().map(|finding| cite(&finding.article)).collect::<Vec<_>>().join("、") }
                            </span>
                        }
                    </dd>
                </div>
            </dl>
            if !assessed.own_date {
                <p class="small quiet">{ format!("还没有填申报日期，暂按今天（{today}）计算。") }</p>
            }
            <p><a class="lone" href={Route::Verdict.to_string()}>{ "查看逐条判定和依据" }</a></p>
        </section>
    }
}

/// One line of a task list.
fn task(route: &Route, title: &str, about: &str, tag: (&str, Tone), part: &str) -> Html {
    html! {
        <li key={title.to_owned()}>
            <a href={route.to_string()}>{ title }</a>
            <Tag text={tag.0.to_owned()} tone={tag.1} />
            <p>{ about }</p>
            <span class="part small quiet num">{ part }</span>
        </li>
    }
}

/// How a task stands; `begun` when something is written, though nothing is done.
fn state(count: Count, begun: bool) -> (&'static str, Tone) {
    match count.done {
        0 if !begun => ("未开始", Tone::Plain),
        done if done >= count.total => ("已完成", Tone::Ok),
        _ => ("进行中", Tone::Now),
    }
}

fn walk_tasks(steps: &Steps<'_>, dossier: &Dossier, assessment: &Assessment) -> Html {
    let line = |group: &StepGroup<'_>| {
        // An application hands its notice over, further down.
        if group.part == Part::Notice && dossier.kind == Kind::Application {
            return Html::default();
        }
        let progress = steps.progress(group, dossier, assessment);
        let first = group.steps().next().map_or("", |step| step.id);
        let unmet = group
            .sections
            .iter()
            .filter(|section| section.status(dossier, assessment) == Status::Unmet)
            .count();
        let tag = match (group.part, unmet) {
            (Part::Notice, _) => notice_state(assessment),
            (_, 0) => {
                let (done, total) = (progress.answered, progress.total);
                let (text, tone) = state(Count { done, total }, done > 0);
                (text.to_owned(), tone)
            }
            (_, unmet) => (format!("{unmet} 项不符合"), Tone::Bad),
        };
        let route = match progress.first_open {
            Some(open) => Route::Question(open.to_owned(), Back::Next),
            None if progress.total == 0 => Route::Question(first.to_owned(), Back::Next),
            None => Route::Answers,
        };
        let scheme = packs::scheme();
        let years = || scheme.about.number(ValueKey::ExclusionWindowYears);
        let about = match group.part {
            Part::General => {
                format!(
                    "申报日期、代码、类别、所在{}",
                    scheme.about.recommender.value
                )
            }
            Part::Gate => "以前获过奖的，看有效期和禁止期".to_owned(),
            Part::Condition => format!(
                "{}的条件，要同时具备",
                cite(&scheme.conditions_common.article)
            ),
            Part::Exclusion => format!(
                "{}的情形，看近 {} 年",
                cite(&scheme.exclusions_common.article),
                years()
            ),
            Part::Notice => format!("不少于 {} 个工作日，不影响资格判断", notice_days()),
        };
        let part = match progress.total {
            0 => String::new(),
            total => format!("已答 {} / {total}", progress.answered),
        };
        task(&route, &group.title, &about, (&tag.0, tag.1), &part)
    };
    html! {
        <ul class="tasks">
            { for steps.groups.iter().map(line) }
            { task(&Route::Answers, "核对回答", "一页看完全部回答，逐条可改", ("随时可看", Tone::Plain), "") }
        </ul>
    }
}

fn writing(
    dossier: &Dossier,
    on: Date,
    after: Option<&AfterAward<'_>>,
    dispatch: &Dispatch,
) -> Html {
    let (scheme, criteria) = (packs::scheme(), packs::criteria());
    let of = |count: Count, unit: &str| format!("已写 {} / {} {unit}", count.done, count.total);
    let items = progress::items(dossier, criteria);
    let scored = progress::total(criteria, &progress::percents(dossier, criteria)).scored;
    let begun = !dossier.items.is_empty();
    let item = || {
        let part = format!("已写 {} / {} 条，已评 {scored} 条", items.done, items.total);
        let route = Route::Item(criteria.items[0].id.clone());
        task(
            &route,
            "自我评价",
            &format!(
                "{} 个条目，共 {} 分",
                criteria.items.len(),
                criteria.edition.total_points
            ),
            state(items, begun),
            &part,
        )
    };
    let scores = || {
        let part = format!("已评 {scored} / {} 条", criteria.items.len());
        task(
            &Route::Scores,
            "得分总览",
            "各类目得分、先改哪里、假设评分",
            ("随时可看", Tone::Plain),
            &part,
        )
    };
    let consensus = || {
        let part = match dossier.sheets.len() {
            0 => String::new(),
            sheets => format!("已打开 {sheets} 份评分"),
        };
        task(
            &Route::Consensus,
            "合议",
            "几位同事各自评分，放在一起对比，商定结果",
            ("随时可用", Tone::Plain),
            &part,
        )
    };
    let bring = || {
        task(
            &Route::ImportReport,
            "导入报告",
            "已有写好的报告（Word 或文本），打开或粘贴，按标题分到各条目",
            ("随时可用", Tone::Plain),
            "",
        )
    };
    let table = || {
        task(
            &Route::ImportTable(String::new()),
            "导入表格",
            "指标在 Excel 或 WPS 表格里的，整块粘贴或者打开文件，一次录入各条目",
            ("随时可用", Tone::Plain),
            "",
        )
    };
    let evidence = || {
        let count = dossier.register("evidence").len();
        let tag = match count {
            0 => ("未开始", Tone::Plain),
            _ => ("进行中", Tone::Now),
        };
        let part = format!("已登记 {count} 份");
        task(
            &Route::Evidence,
            "证实性材料",
            "登记证照、报告、记录，各条目引用",
            tag,
            &part,
        )
    };
    match dossier.kind {
        Kind::Precheck => Html::default(),
        Kind::Application => {
            let view = form_view(dossier, scheme, on);
            let form = progress::form(&view);
            let wrong = match view.flaws() {
                0 => String::new(),
                wrong => format!("有 {wrong} 处要改正"),
            };
            let form_tag = match wrong.as_str() {
                "" => state(form, *dossier.form != Form::default()),
                wrong => (wrong, Tone::Warn),
            };
            let slots = progress::profile(dossier, criteria);
            let first = Route::Slot(criteria.profile[0].id.clone());
            html! {
                <>
                    <h2>{ "二、写材料" }</h2>
                    <ul class="tasks">
                        { task(&Route::Form, "申报表", "基本信息、三年主要指标、说明", form_tag, &of(form, "栏")) }
                        { task(&first, "组织概述", "环境、关系、竞争、战略挑战、改进系统", state(slots, slots.done > 0), &of(slots, "段")) }
                        { item() }
                        { evidence() }
                        { scores() }
                        { consensus() }
                        { bring() }
                        { table() }
                    </ul>
                    <Depths depth={depth(dossier)} dispatch={dispatch.clone()} />
                </>
            }
        }
        Kind::Annual => {
            let texts = progress::annual(dossier, scheme);
            let overdue = after.map_or(0, |after| after.overdue().count());
            let award_tag = match overdue {
                0 => ("随时可用".to_owned(), Tone::Plain),
                overdue => (format!("逾期 {overdue} 件"), Tone::Bad),
            };
            html! {
                <>
                    <h2>{ "获奖以后" }</h2>
                    <ul class="tasks">
                        { task(&Route::Award, "获奖后要做的事", "有效期、奖金台账、推广分享、宣传用语、重大事项", (&award_tag.0, award_tag.1), "") }
                    </ul>
                    <h2>{ "写报告" }</h2>
                    <ul class="tasks">
                        { task(&Route::Annual, "年度自评", "概述变化、改进闭环、奖金使用、推广分享等", state(texts, texts.done > 0), &of(texts, "部分")) }
                        { item() }
                        { evidence() }
                        { scores() }
                        { consensus() }
                        { bring() }
                        { table() }
                    </ul>
                    <Depths depth={depth(dossier)} dispatch={dispatch.clone()} />
                </>
            }
        }
    }
}

fn depth(dossier: &Dossier) -> AttrValue {
    let depth = progress::depth(dossier, packs::criteria());
    depth.map_or(AttrValue::Static(""), |depth| depth.id.as_str().into())
}

#[derive(Properties, PartialEq)]
struct DepthsProps {
    depth: AttrValue,
    dispatch: Dispatch,
}

/// How deep the self-evaluation goes. Whatever is written stays.
#[component]
fn Depths(props: &DepthsProps) -> Html {
    let depths = packs::criteria().depths.iter();
    let options = depths.map(|depth| {
        let time = match depth.minutes {
            minutes @ ..=180 => format!("约 {minutes} 分钟"),
            minutes => format!("约 {} 小时", minutes / 60),
        };
        let about = format!("{time}。{}{}", depth.goal, depth.who);
        ChoiceOption::with(&depth.id, &depth.title, &about)
    });
    html! {
        <section class="panel" aria-label="填写深度">
            <Choice place={Place::Depth} label="填写深度" hint="改变深度不会丢失内容；较浅的一层不要求的，不算缺项。"
                value={props.depth.clone()} options={options.collect::<Vec<_>>()} dispatch={props.dispatch.clone()} />
        </section>
    }
}

/// How the internal notice stands.
fn notice_state(assessment: &Assessment) -> (String, Tone) {
    let notice = &assessment.notice;
    if notice.reasons.contains(&NoticeReason::NotEntered) {
        return ("未开始".to_owned(), Tone::Plain);
    }
    let tone = match notice.state {
        State::Pass => Tone::Ok,
        State::Fail => Tone::Bad,
        State::Unknown => Tone::Open,
    };
    let words = finding_text::label(notice.state, Family::Notice, packs::scheme());
    (words.to_owned(), tone)
}

fn handing_over(dossier: &Dossier, assessment: &Assessment, hand_in: Option<&HandIn<'_>>) -> Html {
    let print =
        |title: &str, about: &str| task(&Route::Print, title, about, ("随时可看", Tone::Plain), "");
    let heading = match dossier.kind {
        Kind::Precheck => "二、打印结论",
        Kind::Application => "三、递交材料",
        Kind::Annual => "递交材料",
    };
    let (words, tone) = notice_state(assessment);
    let recommender = &packs::scheme().about.recommender.value;
    html! {
        <>
            <h2>{ heading }</h2>
            <ul class="tasks">
                if let Some(hand_in) = hand_in {
                    { task(&Route::HandIn, "递交清单和时间表", "当届通知、各步最晚的日期、内部公示等文书", in_time(hand_in), &over_of(hand_in.done())) }
                }
                if let (Kind::Application, Some(question)) = (dossier.kind, packs::scheme().notice_question()) {
                    { task(&Route::Question(question.id.into(), Back::Next), &format!("内部公示和{recommender}推荐"),
                        &format!("公示不少于 {} 个工作日，无异议后送{recommender}", notice_days()), (&words, tone), "") }
                }
                if dossier.kind == Kind::Precheck {
                    { task(&Route::Verdict, "打印结论", "一页结论、日期和要问秘书处的问题", ("随时可看", Tone::Plain), "") }
                } else {
                    { print("打印和导出", "A4 打印稿、数据文件") }
                }
            </ul>
        </>
    }
}

/// Whether there is time, in a word.
fn in_time(hand_in: &HandIn<'_>) -> (&'static str, Tone) {
    match hand_in.in_time {
        InTime::Unknown => ("还没填截止日期", Tone::Plain),
        InTime::Enough { .. } => ("来得及", Tone::Ok),
        InTime::Over => ("已截止", Tone::Bad),
        InTime::NotBefore(_) | InTime::Barred | InTime::TooLate { .. } => ("来不及", Tone::Bad),
    }
}

fn over_of(count: Count) -> String {
    format!("{} / {}", count.done, count.total)
}

/// The three lines of the checklist that come next.
fn next(hand_in: &HandIn<'_>) -> Html {
    let mut lines = hand_in.next(3).peekable();
    if lines.peek().is_none() {
        return Html::default();
    }
    html! {
        <section class="panel" aria-labelledby="next">
            <h2 id="next">{ "接下来" }</h2>
            <ol>
                { for lines.map(|line| html! {
                    <li key={line.task.id.as_str()}>
                        { line.task.title.as_str() }<br />
                        <span class="small quiet">{ line.task.when.as_str() }</span>
                    </li>
                }) }
            </ol>
            <p class="small"><a class="lone" href={Route::HandIn.to_string()}>{ "看递交清单" }</a></p>
        </section>
    }
}

/// The duties of a winner whose day is past.
fn overdue(after: &AfterAward<'_>) -> Html {
    let late: Vec<_> = after.overdue().collect();
    if late.is_empty() {
        return Html::default();
    }
    html! {
        <section class="panel" aria-labelledby="late">
            <h2 id="late">{ format!("逾期没做的 {} 件", late.len()) }</h2>
            <ul>
                { for late.iter().take(5).map(|duty| html! {
                    <li key={format!("{}-{}", duty.duty.id, duty.year)}>
                        { format!("{}（{} 年）", duty.duty.title, duty.year) }<br />
                        <span class="small quiet">{ duty.due.map_or(String::new(), |due| format!("{due} 前")) }</span>
                    </li>
                }) }
            </ul>
            <p class="small"><a class="lone" href={Route::Award.to_string()}>{ "看获奖后要做的事" }</a></p>
        </section>
    }
}

fn dates(assessed: &Assessed, today: Date) -> Html {
    let notice = &assessed.assessment.notice;
    let on = assessed.assessment.on;
    html! {
        <section class="panel" aria-labelledby="d">
            <h2 id="d">{ "关键日期" }</h2>
            <dl class="facts">
                <div>
                    <dt>{ "申报日期" }</dt>
                    <dd><time>{ on.to_string() }</time></dd>
                    <dd class="note-line quiet">
                        { if assessed.own_date { "由您填写，以申报通知为准" } else { "还没有填写，暂按今天" } }
                    </dd>
                </div>
                if assessed.own_date && on > today {
                    <div>
                        <dt>{ "最晚开始公示" }</dt>
                        <dd><time>{ notice.latest_start.to_string() }</time></dd>
                        if !packs::calendar().is_published(on.year()) {
                            <dd class="note-line quiet">
                                { format!("暂定：{} 年放假安排尚未公布，先按周末推算", on.year()) }
                            </dd>
                        }
                    </div>
                }
                if let Some(end) = assessed.assessment.validity_end {
                    <div><dt>{ "上次获奖有效期满" }</dt><dd><time>{ end.to_string() }</time></dd></div>
                }
                if let Some(end) = assessed.assessment.ban_end {
                    <div><dt>{ "禁止申报期满" }</dt><dd><time>{ end.to_string() }</time></dd></div>
                }
            </dl>
            <p class="small"><a class="lone" href={Route::Readings.to_string()}>{ "办法没有写明的地方，按哪种理解" }</a></p>
        </section>
    }
}

fn scores(dossier: &Dossier) -> Html {
    let criteria = packs::criteria();
    let tally = progress::total(criteria, &progress::percents(dossier, criteria));
    html! {
        <section class="panel" aria-labelledby="s">
            <h2 id="s">{ "目前自评得分" }</h2>
            <dl class="facts">
                <div>
                    <dt>{ format!("已评 {} 条", tally.scored) }</dt>
                    <dd>{ format!("{} / {} 分", tally.score, tally.scored_full) }</dd>
                </div>
                <div>
                    <dt>{ format!("未评 {} 条", tally.unscored) }</dt>
                    <dd>{ format!("{} 分未计", tally.full - tally.scored_full) }</dd>
                </div>
            </dl>
            <p class="small quiet">{ "自评得分供内部改进用，不是评审组的得分。" }</p>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct NextYearProps {
    dossier: Rc<Dossier>,
    library: Rc<Library>,
}

/// A winner's report of the next year, begun from this one; this one stays as it is.
#[component]
fn NextYear(props: &NextYearProps) -> Html {
    let (dossier, library) = (props.dossier.clone(), props.library.clone());
    let (title, button) = match dossier.kind {
        Kind::Annual => ("下一年的报告", "从这一份新建下一年的年度自评"),
        Kind::Application | Kind::Precheck => ("获奖以后", "已获奖，从这份申报新建年度自评"),
    };
    let onclick = move |_: MouseEvent| {
        let next = new_year(&dossier, clock::random_id(), packs::scheme());
        library.begin(next, Route::Annual);
    };
    html! {
        <section class="panel" aria-label={title}>
            <p class="small">
                { "正文、指标和登记都带过去；评分重新评，旁边写着上年的；改进机会转为上年改进项。这一份不变，请先导出备份。" }
            </p>
            <p><button class="btn plain slim" type="button" {onclick}>{ button }</button></p>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct UpgradeProps {
    dispatch: Dispatch,
}

/// A pre-check becomes an application: every answer stays.
#[component]
fn Upgrade(props: &UpgradeProps) -> Html {
    let dispatch = props.dispatch.clone();
    let onclick = move |_: MouseEvent| dispatch.dispatch(Action::Kind(Kind::Application));
    html! {
        <p>
            <button class="btn plain" type="button" {onclick}>{ "转为申报档案，继续写材料" }</button>
        </p>
    }
}

/// Fewest working days of the notice inside the organisation.
fn notice_days() -> u8 {
    packs::scheme()
        .about
        .number(ValueKey::InternalNoticeWorkingDays)
}
