//! A finding in words: what it is about, how it stands, why, what to do, when it can change. The verdict
//! page, the printed package and the native command say the same because they all take it from here.

use std::borrow::Cow;

use crate::domain::date::Date;
use crate::domain::verdict::{Assessment, Family, Overall, Reason, Release, RuleFinding, State};
use crate::domain::words;
use crate::pack::{GateRule, Scheme, cite};

/// A finding as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingText<'a> {
    /// Id of the finding, such as `13-1`.
    pub id: &'a str,
    /// What it is about.
    pub title: &'a str,
    /// How it stands.
    pub state: State,
    /// How it stands in words, such as 符合 or 有此情形.
    pub label: &'a str,
    /// The article in Chinese.
    pub cite: String,
    /// The article's own words.
    pub quote: &'a str,
    /// Why, part by part.
    pub reasons: Vec<Why<'a>>,
    /// What to do; empty when nothing need be done.
    pub what_to_do: Cow<'a, str>,
    /// The earliest date at which the answer can change.
    pub earliest: Option<Date>,
    /// It stands in the way, and waiting does not help.
    pub never: bool,
    /// Question to go to for changing the answer: the first that did not pass, or the first.
    pub question: &'a str,
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why<'a> {
    /// The question it answers; empty where the finding has only one.
    pub ask: &'a str,
    /// How this part stands.
    pub state: State,
    /// Why, a sentence.
    pub text: String,
    /// Why, as the rules say it.
    pub reason: &'a Reason,
}

/// The internal notice as a reader sees it: it stands beside the verdict and is no part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeText<'a> {
    /// How it stands in words.
    pub label: &'a str,
    /// That it is no part of the verdict.
    pub beside: &'a str,
    /// The article in Chinese.
    pub cite: String,
    /// The article's own words.
    pub quote: String,
    /// Why, a sentence each.
    pub reasons: Vec<String>,
}

/// When one may apply at the earliest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// The day; `None` where something in the way does not go by waiting.
    pub earliest: Option<Date>,
    /// On which condition, or why there is no day; empty where nothing need be said.
    pub condition: String,
    /// What decides the day: article and reason.
    pub deciding: Vec<(String, String)>,
}

/// All findings in the order of a reader: gates, conditions, exclusions.
pub fn findings(assessment: &Assessment) -> impl Iterator<Item = &RuleFinding> {
    let gates = assessment.gates.iter();
    gates
        .chain(&assessment.conditions)
        .chain(&assessment.exclusions)
}

/// What the data says of a finding: title, its words, what to do.
struct About<'a> {
    title: &'a str,
    quote: &'a str,
    what_to_do: &'a str,
    /// Where one finds out whether it is so; empty where one decides for oneself.
    self_check: &'a [String],
}

fn about<'a>(finding: &RuleFinding, scheme: &'a Scheme) -> Option<About<'a>> {
    let about = |title, quote, what_to_do| About {
        title,
        quote,
        what_to_do,
        self_check: &[],
    };
    match finding.family {
        Family::Condition => scheme
            .condition(&finding.id)
            .map(|of| about(&of.title, &of.quote, &of.what_to_do)),
        Family::Exclusion => scheme.exclusion(&finding.id).map(|of| About {
            self_check: &of.self_check,
            ..about(&of.title, &of.quote, &of.what_to_do)
        }),
        Family::Ban | Family::Validity => {
            let bans = finding.family == Family::Ban;
            let mut gates = scheme.gates.iter();
            gates
                .find(|gate| matches!(gate.rule, GateRule::Ban(_)) == bans)
                .map(|of| about(&of.title, &of.quote, &of.what_to_do))
        }
        Family::Notice => None,
    }
}

/// Puts a finding into words, for an application on the day `on`.
pub fn finding_text<'a>(finding: &'a RuleFinding, scheme: &'a Scheme, on: Date) -> FindingText<'a> {
    let about = about(finding, scheme).unwrap_or(About {
        title: &finding.id,
        quote: "",
        what_to_do: "",
        self_check: &[],
    });
    let alone = finding.parts.len() == 1;
    let terms = scheme.terms();
    let reasons = finding.parts.iter().map(|part| Why {
        ask: match scheme.question(&part.question) {
            Some(question) if !alone => question.ask,
            _ => "",
        },
        state: part.state,
        text: words::reason(&part.reason, on, &terms),
        reason: &part.reason,
    });
    let mut parts = finding.parts.iter();
    let first = parts
        .find(|part| part.state == finding.state)
        .or(finding.parts.first());
    FindingText {
        id: &finding.id,
        title: about.title,
        state: finding.state,
        label: label(finding.state, finding.family, scheme),
        cite: cite(&finding.article),
        quote: about.quote,
        reasons: reasons.collect(),
        what_to_do: match finding.state {
            State::Pass => "".into(),
            // Waiting is for those it happened to, not for those who do not know yet.
            State::Unknown if !about.self_check.is_empty() => format!(
                "先核实有没有此情形，到这里查：{}。查清后补全回答；仍拿不准的，向秘书处书面咨询。",
                about.self_check.join("、")
            )
            .into(),
            State::Unknown | State::Fail => about.what_to_do.into(),
        },
        earliest: match finding.release {
            Release::On(date) => Some(date),
            Release::NotNeeded | Release::Never => None,
        },
        never: finding.release == Release::Never,
        question: first.map_or("", |part| &part.question),
    }
}

/// A state in the words of its family.
pub fn label(state: State, family: Family, scheme: &Scheme) -> &str {
    scheme.labels.of(state.code(family)).unwrap_or_default()
}

/// The overall answer in the words of the scheme.
pub fn overall(overall: Overall, scheme: &Scheme) -> &str {
    scheme.labels.of(overall.code()).unwrap_or_default()
}

/// Stands over the readings of "近3年" where their answers differ.
pub fn readings_differ(scheme: &Scheme) -> String {
    format!(
        "“近 {} 年”从哪个日期起算，办法没有写明。下面几种理解结果不同，请向评委会秘书处询问后选定。",
        scheme.about.exclusion_window_years.value
    )
}

/// When one may apply at the earliest; `None` where nothing stands in the way.
pub fn when(assessment: &Assessment, scheme: &Scheme) -> Option<When> {
    let Some(earliest) = assessment.earliest else {
        let all = findings(assessment);
        let never = all.filter(|finding| finding.release == Release::Never);
        let never: Vec<_> = never.map(|finding| cite(&finding.article)).collect();
        return (!never.is_empty()).then(|| When {
            earliest: None,
            condition: format!("{}不会随时间解除，要先解决", never.join("、")),
            deciding: Vec::new(),
        });
    };
    let open = findings(assessment).filter(|finding| finding.state == State::Unknown);
    let deciding = findings(assessment).filter(|f| f.release == Release::On(earliest));
    let deciding = deciding.map(|finding| {
        let mut parts = finding.parts.iter();
        let part = parts.find(|part| part.release == Release::On(earliest));
        let why = part.map(|part| words::reason(&part.reason, assessment.on, &scheme.terms()));
        (cite(&finding.article), why.unwrap_or_default())
    });
    Some(When {
        earliest: Some(earliest),
        condition: match assessment.not_before_only {
            true => format!("不会早于这一天；前提：{} 项待确认都落实", open.count()),
            false => String::new(),
        },
        deciding: deciding.collect(),
    })
}

/// The internal notice in words.
pub fn notice<'a>(assessment: &Assessment, scheme: &'a Scheme) -> NoticeText<'a> {
    let notice = &assessment.notice;
    let reasons = notice.reasons.iter();
    NoticeText {
        label: label(notice.state, Family::Notice, scheme),
        beside: &scheme.labels.notice_beside,
        cite: cite(&notice.article),
        quote: scheme.article_text(&notice.article).unwrap_or_default(),
        reasons: reasons
            .map(|why| words::notice(why, assessment.on))
            .collect(),
    }
}

/// Hints that change no verdict, and whether the honours give priority.
pub fn hints(assessment: &Assessment, scheme: &Scheme) -> Vec<String> {
    let flags = assessment.flags.iter();
    let texts = flags.filter_map(|flag| Some(scheme.flag(flag.id())?.text.clone()));
    let priority = scheme
        .priority()
        .map(|condition| match assessment.priority {
            State::Pass => format!(
                "登记的荣誉属于{}所说的，可以优先推荐。",
                cite(&condition.article)
            ),
            State::Unknown => "登记的荣誉能不能优先推荐，还不能确定。".to_owned(),
            State::Fail => "没有登记有效的荣誉。荣誉只影响优先推荐，不影响能不能申报。".to_owned(),
        });
    texts.chain(priority).collect()
}

/// From which day the answer is counted, in one sentence.
pub fn basis(assessment: &Assessment, own_date: bool) -> String {
    match own_date {
        true => format!("按申报日期 {} 计算。", assessment.on),
        false => format!("还没有填申报日期，暂按今天（{}）计算。", assessment.on),
    }
}

/// How many findings stand how, in one sentence.
pub fn summary(assessment: &Assessment) -> String {
    let count = |state| {
        findings(assessment)
            .filter(|finding| finding.state == state)
            .count()
    };
    let (pass, fail, open) = (
        count(State::Pass),
        count(State::Fail),
        count(State::Unknown),
    );
    let total = pass + fail + open;
    format!("{total} 项中：符合或无禁止情形 {pass} 项，不符合 {fail} 项，待确认 {open} 项。")
}
